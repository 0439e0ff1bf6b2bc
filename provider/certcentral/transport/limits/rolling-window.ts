export interface Limit {
  readonly calls: number;
  readonly perSeconds: number;
}

/** Clocks and timers on both sides are rounded to whole milliseconds. */
const SLACK_MS = 2;

/**
 * At most so many calls in any stretch of so many seconds. When the other side counts a call is known only within bounds: after it was
 * sent, before its answer came. So a call takes its place from the moment it is sent until a whole window after it was answered.
 */
export class RollingWindow {
  readonly #limit: number;
  readonly #span: number;
  #underWay = 0;
  /** When calls were answered, oldest first, for as long as they count. */
  #answered: number[] = [];

  constructor({ calls, perSeconds }: Limit) {
    this.#limit = calls;
    this.#span = perSeconds * 1000 + SLACK_MS;
  }

  /** How long until one more call fits into a share of the limit; `Infinity` while that depends on an answer. */
  waitFrom(now: number, share = 1): number {
    this.#forget(now);
    const tooMany = this.#underWay + this.#answered.length - Math.max(1, Math.floor(this.#limit * share));
    if (tooMany < 0) return 0;
    const last = this.#answered[tooMany];
    return last === undefined ? Number.POSITIVE_INFINITY : last + this.#span - now;
  }

  /** How many more calls of a share of the limit may be made now. */
  left(now: number, share = 1): number {
    this.#forget(now);
    return Math.max(0, Math.floor(this.#limit * share) - this.#underWay - this.#answered.length);
  }

  take(): void {
    this.#underWay += 1;
  }

  giveBack(now: number): void {
    this.#underWay -= 1;
    this.#answered.push(now);
  }

  #forget(now: number): void {
    const last = this.#answered.at(-1);
    // A clock that was set back would otherwise close the window for as long as it was set back.
    if (last !== undefined && last > now) this.#answered = this.#answered.map((at) => Math.min(at, now));
    const kept = this.#answered.findIndex((at) => at + this.#span > now);
    if (kept !== 0) this.#answered.splice(0, kept === -1 ? this.#answered.length : kept);
  }
}
