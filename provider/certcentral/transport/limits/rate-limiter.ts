import type { Run } from "../../../contract/run";
import { Gate, isPassage, type Passage } from "./gate";
import type { Limit } from "./rolling-window";
import { ownTally, type Tally } from "./tally";

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
/** How soon to look again whether another process has got the answer that everything waits for. */
const LOOK_AGAIN_MS = 50;

/**
 * Where every call that uses one key passes, one by one, as its limits allow. Writes go before reads, which are mostly polls. With a
 * tally that other processes share, theirs and ours together keep to the limits.
 */
export class RateLimiter {
  readonly #tally: Tally;
  readonly #gate = new Gate();
  readonly #waiting: Record<Priority, Waiter[]> = { write: [], read: [] };
  #attended = false;
  #calls = 0;

  constructor(limits: readonly Limit[] = LIMITS, tally = ownTally()) {
    this.#tally = tally;
    this.#say({ is: "limits", limits });
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
    this.#hear();
    return this.#gate.left(now);
  }

  /** Lets in one after the other. One such loop runs at a time, on the clock of whoever is next. */
  async #attend(): Promise<void> {
    if (this.#attended) return;
    this.#attended = true;
    try {
      await undefined; // so that those who come together are seen to be as many as they are
      for (let next = this.#next(); next !== undefined; next = this.#next()) {
        const wait = this.#admit(next);
        if (wait === 0) continue;
        if (wait < Number.POSITIVE_INFINITY) await this.#sleep(next, wait);
        else if (this.#waitsForOthers()) await this.#sleep(next, LOOK_AGAIN_MS);
        else return; // whoever leaves calls again
      }
    } finally {
      this.#attended = false;
    }
  }

  #next(): Waiter | undefined {
    const { write, read } = this.#waiting;
    // After a 429 a read goes first: it can be sent again when it is refused as well.
    return this.#gate.doubtful ? (read[0] ?? write[0]) : (write[0] ?? read[0]);
  }

  /** Lets it in, if nobody was before it; else says how long it has to wait. */
  #admit(waiter: Waiter): number {
    this.#hear();
    const { write, read } = this.#waiting;
    const waiting = write.length + read.length;
    const at = waiter.run.now().getTime();
    const wait = this.#gate.waitFrom(at, waiting);
    if (wait > 0) return this.#endOfTheDead(at) ? 1 : wait;
    this.#calls += 1;
    const who = `${this.#tally.me} ${this.#calls}`;
    this.#say({ is: "take", who, at, waiting });
    if (!this.#gate.isIn(who)) return LOOK_AGAIN_MS;
    this.#remove(waiter);
    waiter.admit({
      leave: ({ limited, retryAfterMs = 0 }) => {
        const now = waiter.run.now().getTime();
        this.#say({ is: "leave", who, at: now, limited, retryAfterMs, chance: limited ? waiter.run.random() : 0 });
        void this.#attend();
      },
    });
    return 0;
  }

  #say(passage: Passage): void {
    this.#tally.write(passage);
    this.#hear();
  }

  #hear(): void {
    for (const line of this.#tally.read()) if (isPassage(line)) this.#gate.hear(line);
  }

  #waitsForOthers(): boolean {
    return this.#gate.underWay.some((who) => !who.startsWith(this.#tally.me));
  }

  /** What was under way in a process that died holds no place for longer than if it had been answered now. True if there was any. */
  #endOfTheDead(at: number): boolean {
    const dead = this.#gate.underWay.filter((who) => this.#tally.isGone(who));
    for (const who of dead) this.#say({ is: "leave", who, at, limited: false, retryAfterMs: 0, chance: 0 });
    return dead.length > 0;
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

  #remove(waiter: Waiter): void {
    for (const lane of Object.values(this.#waiting)) {
      const place = lane.indexOf(waiter);
      if (place !== -1) lane.splice(place, 1);
    }
  }
}
