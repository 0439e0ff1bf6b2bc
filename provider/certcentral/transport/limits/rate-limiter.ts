import type { Run } from "../../../contract/run";
import { type Limit, RollingWindow } from "./rolling-window";
import { Share } from "./share";

/**
 * Rolling windows, per API key.
 * @see https://dev.digicert.com/en/certcentral-apis/services-api/rate-limits.html (read November 2026)
 */
export const LIMITS: readonly Limit[] = [
  { calls: 100, perSeconds: 5 },
  { calls: 1000, perSeconds: 180 },
];

export type Priority = "write" | "read";

/** The right to make one call, to be given back with how it went. */
export interface Permit {
  leave(end: { limited: boolean; retryAfterMs?: number }): void;
}

interface Waiter {
  readonly run: Run;
  readonly admit: (pass: Permit) => void;
  readonly sendAway: (reason: unknown) => void;
}

const LONG_WAIT_MS = 3_000;

/** Where every call that uses one key passes, one by one, as its limits allow. Writes go before reads, which are mostly polls. */
export class RateLimiter {
  readonly #windows: readonly RollingWindow[];
  readonly #longest: RollingWindow;
  readonly #share: Share;
  readonly #waiting: Record<Priority, Waiter[]> = { write: [], read: [] };
  #attended = false;

  constructor(limits: readonly Limit[] = LIMITS) {
    const byLength = [...limits].sort((a, b) => a.perSeconds - b.perSeconds).map((limit) => new RollingWindow(limit));
    this.#windows = byLength;
    this.#longest = byLength.at(-1) ?? new RollingWindow({ calls: Number.POSITIVE_INFINITY, perSeconds: 1 });
    this.#share = new Share(limits);
  }

  /** Resolves when it is this caller's turn; rejects when its run is cancelled before. */
  async enter(priority: Priority, run: Run): Promise<Permit> {
    run.signal.throwIfAborted();
    let leaveQueue = (): void => {};
    const admitted = new Promise<Permit>((admit, sendAway) => {
      const waiter = { run, admit, sendAway };
      this.#waiting[priority].push(waiter);
      leaveQueue = () => {
        this.#remove(waiter);
        sendAway(run.signal.reason);
      };
      run.signal.addEventListener("abort", leaveQueue, { once: true });
    });
    void this.#attend();
    return admitted.finally(() => run.signal.removeEventListener("abort", leaveQueue));
  }

  /** How many more calls may be made before the longest window is full; of our share of it, where others use the key. */
  left(now: number): number {
    return this.#longest.left(now, this.#share.at(now));
  }

  /** Lets in one after the other. One such loop runs at a time, on the clock of whoever is next. */
  async #attend(): Promise<void> {
    if (this.#attended) return;
    this.#attended = true;
    try {
      await undefined; // so that those who come together are seen to be as many as they are
      for (let next = this.#next(); next !== undefined; next = this.#next()) {
        const wait = this.#waitFrom(next.run.now().getTime());
        if (wait === Number.POSITIVE_INFINITY) return; // whoever leaves calls again
        if (wait === 0) this.#admit(next);
        else await this.#sleep(next, wait);
      }
    } finally {
      this.#attended = false;
    }
  }

  #next(): Waiter | undefined {
    const { write, read } = this.#waiting;
    // After a 429 a read goes first: it can be sent again when it is refused as well.
    return this.#share.doubtful ? (read[0] ?? write[0]) : (write[0] ?? read[0]);
  }

  #waitFrom(now: number): number {
    const { write, read } = this.#waiting;
    const share = this.#share.at(now);
    return Math.max(
      this.#share.waitFrom(now, write.length + read.length),
      ...this.#windows.map((window) => window.waitFrom(now, share)),
    );
  }

  async #sleep(waiter: Waiter, ms: number): Promise<void> {
    if (ms >= LONG_WAIT_MS) waiter.run.log.progress(`waiting ${Math.ceil(ms / 1000)} s for DigiCert's request limit`);
    try {
      await waiter.run.sleep(Math.ceil(ms));
    } catch (reason) {
      this.#remove(waiter);
      waiter.sendAway(reason);
    }
  }

  #admit(waiter: Waiter): void {
    this.#remove(waiter);
    const now = () => waiter.run.now().getTime();
    const sentAt = now();
    for (const window of this.#windows) window.take();
    this.#share.take(sentAt);
    waiter.admit({
      leave: ({ limited, retryAfterMs }) => {
        for (const window of this.#windows) window.giveBack(now());
        if (limited) this.#share.refused(sentAt, now(), waiter.run.random, retryAfterMs);
        else this.#share.accepted(sentAt, now());
        void this.#attend();
      },
    });
  }

  #remove(waiter: Waiter): void {
    for (const lane of Object.values(this.#waiting)) {
      const place = lane.indexOf(waiter);
      if (place !== -1) lane.splice(place, 1);
    }
  }
}
