/** How soon to look again after a first, second, third … refusal in a row. The longest window is 180 seconds: no use in waiting that long. */
const CLOSED_MS = { first: 5_000, most: 20_000 };
/** From standstill to full speed. */
const RECOVERY_MS = 60_000;
const SLOWEST_PER_SECOND = 0.5;

/**
 * What a 429 does to everybody who uses the key: nobody calls for a while, and then at half the former speed, which recovers with
 * time. Several programs that share a key thereby share its limits, without knowing of each other.
 * No `Retry-After` is documented; one that comes from a gateway is honoured.
 * @see https://dev.digicert.com/en/certcentral-apis/services-api/rate-limits.html
 */
export class Throttle {
  readonly #full: number;
  #refusals = 0;
  #closedAt = Number.NEGATIVE_INFINITY;
  #opensAt = Number.NEGATIVE_INFINITY;
  #speedAtOpening: number;
  #nextAt = Number.NEGATIVE_INFINITY;

  /** `full` is the speed, in calls per second, at which no further pacing is needed. */
  constructor(full: number) {
    this.#full = full;
    this.#speedAtOpening = full;
  }

  /** True from a refusal until a call went well. */
  get doubtful(): boolean {
    return this.#refusals > 0;
  }

  waitFrom(now: number): number {
    if (now < this.#closedAt) this.#reset();
    return Math.max(0, this.#opensAt - now, this.#speed(now) < this.#full ? this.#nextAt - now : 0);
  }

  take(now: number): void {
    this.#nextAt = now + 1000 / this.#speed(now);
  }

  accepted(sentAt: number): void {
    if (sentAt >= this.#opensAt) this.#refusals = 0;
  }

  refused(sentAt: number, now: number, random: () => number, retryAfterMs = 0): void {
    if (this.#refusals > 0 && sentAt <= this.#closedAt) return; // of a burst that was refused together
    this.#speedAtOpening = Math.max(SLOWEST_PER_SECOND, this.#speed(now) / 2);
    this.#closedAt = now;
    const wait = Math.min(CLOSED_MS.most, CLOSED_MS.first * 2 ** this.#refusals);
    this.#opensAt = now + Math.max(retryAfterMs, Math.ceil(wait * (1 + random() / 2)));
    this.#nextAt = this.#opensAt;
    this.#refusals += 1;
  }

  #speed(now: number): number {
    return Math.min(this.#full, this.#speedAtOpening + (this.#full * Math.max(0, now - this.#opensAt)) / RECOVERY_MS);
  }

  /** The clock was set back: what was remembered about times is worth nothing. */
  #reset(): void {
    this.#closedAt = this.#opensAt = this.#nextAt = Number.NEGATIVE_INFINITY;
  }
}
