import { type CertCentral, CertCentralError, type OrderLine, statusChanges } from "../../../certcentral";
import type { Run } from "../../../contract/run";

/** So many look by themselves; from then on one request asks for all of them first. */
const FEW = 20;
/** How old an answer of the feed may be: half of the time that was waited, within these; and what each asks for beyond the time since the one before. In milliseconds. */
const YOUNGEST_MS = 2_500;
const OLDEST_MS = 20_000;
const MORE_MS = 120_000;
/** A feed that showed a reissue so soon after it was asked for shows its issuance, too. */
const PROMPT_MS = 60_000;
/** How often each looks by itself: where the feed has shown its reissue, and where it has not. */
const TRUSTED_MS = 900_000;
const UNTRUSTED_MS = 80_000;
/** One line for all, every so often. */
const TELL_MS = 10_000;

const UNDER_WAY = /pending|processing/;
const ENDED = /^(rejected|cancell?ed|denied|revoked|expired)$/;

/** One reissue that waits for its issuance. */
export interface Waiter {
  readonly orderId: number;
  /** When it began to wait, in milliseconds. */
  readonly since: number;
  /** The certificates that were there before. */
  readonly known: readonly number[];
}

/** What is remembered of a waiter. */
interface Memory {
  lookedAt?: number;
  /** When the feed first showed that its reissue is under way. */
  shownAt?: number;
}

/** Whether a waiter has to look by itself, by what the feed shows of its order. Silence is no evidence. Pure. */
export const isDue = (
  { since, known }: Waiter,
  { lookedAt, shownAt }: Readonly<Memory>,
  line: OrderLine | undefined,
  waiting: number,
  now: number,
): boolean => {
  if (waiting < FEW) return true;
  if (line !== undefined) {
    const isUnseen = line.certificateId !== undefined && !known.includes(line.certificateId);
    const isOver = shownAt !== undefined && !UNDER_WAY.test(line.status);
    if (isUnseen || isOver || ENDED.test(line.status)) return true;
  }
  if (shownAt !== undefined && shownAt - since <= PROMPT_MS) return now - (lookedAt ?? since) >= TRUSTED_MS;
  return lookedAt === undefined || now - lookedAt >= Math.min(UNTRUSTED_MS, waiting * 1000);
};

/**
 * Everybody in this process who waits for an issuance with one key. Many ask the list of status changes together, which hints
 * when to look: whether it shows a reissue at all is not documented.
 * @see https://dev.digicert.com/en/certcentral-apis/services-api/orders/status-change-list.html
 */
export class Crowd {
  readonly #waiting = new Map<Waiter, Memory>();
  readonly #lines = new Map<number, OrderLine>();
  #asked: { readonly at: number; readonly answer: Promise<void> } | undefined;
  #everyone = 0;
  #toldAt = Number.NEGATIVE_INFINITY;

  constructor(readonly api: CertCentral) {}

  /** To be left again with `leave`. */
  join(waiter: Waiter): void {
    this.#waiting.set(waiter, {});
    this.#everyone += 1;
  }

  leave(waiter: Waiter): void {
    this.#waiting.delete(waiter);
    this.#lines.delete(waiter.orderId);
  }

  /** Whether so many wait that one request asks for all of them first. */
  get isMany(): boolean {
    return this.#waiting.size >= FEW;
  }

  /** Whether to look now. A feed that cannot be read hints at nothing. */
  async isDue(waiter: Waiter, run: Run): Promise<boolean> {
    const memory = this.#waiting.get(waiter) ?? {};
    const size = this.#waiting.size;
    const now = run.now().getTime();
    if (size >= FEW) await this.#ask(now - Math.min(OLDEST_MS, Math.max(YOUNGEST_MS, (now - waiter.since) / 2)), run);
    const line = this.#lines.get(waiter.orderId);
    if (line !== undefined && UNDER_WAY.test(line.status)) memory.shownAt ??= now;
    const isIt = isDue(waiter, memory, line, size, now);
    if (isIt) memory.lookedAt = now;
    return isIt;
  }

  /** What is said while it waits: of few by each for itself, of many by one for all. */
  progress(alone: string, run: Run): string | undefined {
    const size = this.#waiting.size;
    if (size < FEW) return alone;
    const now = run.now().getTime();
    if (now - this.#toldAt < TELL_MS) return undefined;
    this.#toldAt = now;
    const left = this.api.requestsLeft?.(run);
    return `${size} of ${this.#everyone} wait for issuance${left === undefined ? "" : `; ${left} requests left in this window`}`;
  }

  /** Reads what has changed, unless that was read, or is being read, since then. */
  async #ask(notBefore: number, run: Run): Promise<void> {
    const now = run.now().getTime();
    if (this.#asked === undefined || this.#asked.at < notBefore) {
      const since = Math.max(0, now - (this.#asked?.at ?? now - MORE_MS));
      this.#asked = { at: now, answer: this.#read(Math.ceil((since + MORE_MS) / 1000), run) };
    }
    return this.#asked.answer;
  }

  async #read(seconds: number, run: Run): Promise<void> {
    try {
      const { orders } = await this.api.send(statusChanges, { seconds: Math.min(seconds, 604_800) }, run);
      for (const line of orders) this.#lines.set(line.orderId, line);
    } catch (error) {
      if (!CertCentralError.is(error) || error.code === "no-key") throw error;
    }
  }
}

const crowds = new WeakMap<CertCentral, Crowd>();

/** The crowd of a key in this process. */
export const crowdOf = (api: CertCentral): Crowd => {
  const crowd = crowds.get(api) ?? new Crowd(api);
  crowds.set(api, crowd);
  return crowd;
};
