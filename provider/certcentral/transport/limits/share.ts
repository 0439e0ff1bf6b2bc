import type { Limit } from "./rolling-window";

/** What is taken of what was seen to be free: strangers' windows do not begin when ours do. */
const MARGIN = 0.95;
/** Whoever comes to a full window has had next to nothing of it, and has to begin with something. */
const LEAST = 0.1;
/** How long a share is kept, and how long it then takes to grow to all of the limits: slowly at first, for others may still be there. */
const KEPT_MS = 180_000;
const GROWTH_MS = 180_000;
/** So many may run ahead of the even pace, while nobody was refused. */
const HANDFUL = 8;
/** So many that wait together are let in as the windows allow; fewer are sent evenly, for nobody is done earlier by running ahead. */
const CROWD = 32;
/** How soon to ask again after a first, second, third … refusal in a row. The longest window is 180 seconds: no use in waiting that long. */
const CLOSED_MS = { first: 5_000, most: 20_000 };
const NO_LIMIT: Limit = { calls: Number.POSITIVE_INFINITY, perSeconds: 1 };

/**
 * How much of the limits is ours, learned from refusals (429) alone: others that use the same key are on other machines. A refusal
 * says that the window is full, so that what we had of it is our share of it; those who share keep to theirs, and nobody is refused
 * any more. After a refusal a single call goes ahead, and everything waits for its answer.
 * No `Retry-After` is documented; one that comes from a gateway is honoured.
 * @see https://dev.digicert.com/en/certcentral-apis/services-api/rate-limits.html
 */
export class Share {
  readonly #short: Limit;
  readonly #long: Limit;
  #learned = 1;
  /** When the calls that went well were sent, as far back as the longest window. */
  #sent: number[] = [];
  #refusals = 0;
  #closedAt = Number.NEGATIVE_INFINITY;
  #opensAt = Number.NEGATIVE_INFINITY;
  #nextAt = Number.NEGATIVE_INFINITY;
  #isProbing = false;
  #isCrowd = false;
  #underWay = 0;

  constructor(limits: readonly Limit[]) {
    const byLength = [...limits].sort((a, b) => a.perSeconds - b.perSeconds);
    this.#short = byLength[0] ?? NO_LIMIT;
    this.#long = byLength.at(-1) ?? NO_LIMIT;
  }

  /** True from a refusal until a call went well. */
  get doubtful(): boolean {
    return this.#refusals > 0;
  }

  /** From 0 up to 1. */
  at(now: number): number {
    if (this.#learned >= 1 || now < this.#closedAt) return 1;
    const growing = Math.max(0, now - this.#opensAt - KEPT_MS);
    return Math.min(1, this.#learned + (growing / GROWTH_MS) ** 3);
  }

  /** How long until one of so many that wait may go; `Infinity` while that depends on an answer. Changes nothing. */
  waitFrom(now: number, waiting: number): number {
    if (now < this.#closedAt) return 0;
    if (this.#isProbing) return Number.POSITIVE_INFINITY;
    if (this.doubtful) return Math.max(0, this.#opensAt - now);
    if (this.at(now) < 1) return Math.max(0, this.#nextAt - now);
    // One call after the other never runs ahead.
    return this.#isCrowd || waiting > CROWD || this.#underWay === 0
      ? 0
      : Math.max(0, this.#nextAt - (HANDFUL - 1) * this.#pause(now) - now);
  }

  /** One of so many that wait goes. */
  take(now: number, waiting: number): void {
    if (now < this.#closedAt) this.#reset();
    this.#underWay += 1;
    this.#isCrowd ||= waiting > CROWD;
    this.#isProbing = this.doubtful;
    this.#nextAt = Math.max(now, this.#nextAt) + this.#pause(now);
  }

  /** Between calls that are sent evenly, in milliseconds. */
  #pause(now: number): number {
    return (1000 * this.#short.perSeconds) / this.#short.calls / this.at(now);
  }

  accepted(sentAt: number, now: number): void {
    this.#underWay -= 1;
    this.#sent.push(sentAt);
    this.#sent = this.#sent.filter((at) => at > now - this.#long.perSeconds * 1000);
    // It was under way when the window was seen to be full, and is part of what we had of it.
    if (this.doubtful && sentAt <= this.#closedAt) this.#learned += MARGIN / this.#short.calls;
    if (sentAt < this.#opensAt) return;
    this.#refusals = 0;
    this.#isProbing = false;
  }

  refused(sentAt: number, now: number, random: () => number, retryAfterMs = 0): void {
    this.#underWay -= 1;
    if (sentAt <= this.#closedAt) return; // of a burst that was refused together
    this.#learned = Math.max(LEAST, Math.min(this.at(now), this.#had(sentAt, now)));
    const wait = Math.min(CLOSED_MS.most, CLOSED_MS.first * 2 ** this.#refusals);
    this.#closedAt = now;
    this.#nextAt = now;
    this.#opensAt = now + Math.max(retryAfterMs, Math.ceil(wait * (1 + random() / 2)));
    this.#refusals += 1;
    this.#isProbing = false;
    this.#isCrowd = false;
  }

  /** What we had of the window that was full; which one it was, is told by which of them we had used up our share of. */
  #had(sentAt: number, now: number): number {
    const before = this.at(now);
    const short = this.#of(this.#short, sentAt);
    const long = this.#of(this.#long, sentAt);
    if (this.doubtful) return long >= before / 2 ? long : before * 0.8;
    return long >= before * 0.7 && short < before * 0.7 ? long : Math.max(short, long);
  }

  #of({ calls, perSeconds }: Limit, sentAt: number): number {
    return (this.#sent.filter((at) => at > sentAt - perSeconds * 1000).length / calls) * MARGIN;
  }

  /** The clock was set back: what was remembered about times is worth nothing. */
  #reset(): void {
    this.#closedAt = this.#opensAt = this.#nextAt = Number.NEGATIVE_INFINITY;
    this.#isProbing = false;
    this.#refusals = 0;
    this.#learned = 1;
  }
}
