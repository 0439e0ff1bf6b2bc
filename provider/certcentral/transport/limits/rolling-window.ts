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

  /** How long until one more call fits into a share of the limit; `Infinity` while that depends on an answer. Changes nothing. */
  waitFrom(now: number, share = 1): number {
    const over = this.#over(now);
    const tooMany = this.#underWay + this.#answered.length - over - Math.max(1, Math.floor(this.#limit * share));
    if (tooMany < 0) return 0;
    const last = this.#answered[over + tooMany];
    // A clock that was set back would otherwise close the window for as long as it was set back.
    return last === undefined ? Number.POSITIVE_INFINITY : Math.min(last, now) + this.#span - now;
  }

  /** How many more calls of a share of the limit may be made now. */
  left(now: number, share = 1): number {
    const counted = this.#underWay + this.#answered.length - this.#over(now);
    return Math.max(0, Math.floor(this.#limit * share) - counted);
  }

  take(): void {
    this.#underWay += 1;
  }

  giveBack(now: number): void {
    this.#underWay -= 1;
    const last = this.#answered.at(-1);
    if (last !== undefined && last > now) this.#answered = this.#answered.map((at) => Math.min(at, now));
    this.#answered.splice(0, this.#over(now));
    this.#answered.push(now);
  }

  /** How many of the answered do not count any more. */
  #over(now: number): number {
    const first = this.#answered.findIndex((at) => at + this.#span > now);
    return first === -1 ? this.#answered.length : first;
  }
}
