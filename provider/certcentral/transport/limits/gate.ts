import { type Limit, RollingWindow } from "./rolling-window";
import { Share } from "./share";

/** What those who share a key's limits say of what they do. `who` names one call. */
export type Passage =
  /** The first to say them decides for all. */
  | { readonly is: "limits"; readonly limits: readonly Limit[] }
  /** It wants to be sent, as one of so many that wait in its process. */
  | { readonly is: "take"; readonly who: string; readonly at: number; readonly waiting: number }
  /** It was answered. `chance`: from 0 up to 1. */
  | {
      readonly is: "leave";
      readonly who: string;
      readonly at: number;
      readonly limited: boolean;
      readonly retryAfterMs: number;
      readonly chance: number;
    };

/** Processes of one machine have one clock, and write a little later than they read it. More than this, and it was set back. */
const SKEW_MS = 1_000;

/**
 * Who may be sent, worked out from what was said and from nothing else: whoever hears the same in the same order lets in the same calls.
 */
export class Gate {
  #windows: readonly RollingWindow[] = [];
  #longest = new RollingWindow({ calls: Number.POSITIVE_INFINITY, perSeconds: 1 });
  #share = new Share([]);
  #isSet = false;
  #last = Number.NEGATIVE_INFINITY;
  /** When each call that is under way was sent. */
  readonly #underWay = new Map<string, number>();

  /** True from a refusal until a call went well. */
  get doubtful(): boolean {
    return this.#share.doubtful;
  }

  get underWay(): readonly string[] {
    return [...this.#underWay.keys()];
  }

  isIn(who: string): boolean {
    return this.#underWay.has(who);
  }

  /** How long until one of so many that wait may go; `Infinity` while that depends on an answer. Changes nothing. */
  waitFrom(now: number, waiting: number): number {
    const share = this.#share.at(now);
    return Math.max(this.#share.waitFrom(now, waiting), ...this.#windows.map((window) => window.waitFrom(now, share)));
  }

  /** How many more may go before the longest window is full; of our share of it, where strangers use the key, too. */
  left(now: number): number {
    return this.#longest.left(now, this.#share.at(now));
  }

  hear(passage: Passage): void {
    if (passage.is === "limits") {
      if (this.#isSet) return;
      this.#isSet = true;
      const byLength = [...passage.limits].sort((a, b) => a.perSeconds - b.perSeconds);
      this.#windows = byLength.map((limit) => new RollingWindow(limit));
      this.#longest = this.#windows.at(-1) ?? this.#longest;
      this.#share = new Share(passage.limits);
      return;
    }
    const at = this.#last - passage.at < SKEW_MS ? Math.max(this.#last, passage.at) : passage.at;
    this.#last = at;
    if (passage.is === "take") this.#take(passage.who, at, passage.waiting);
    else this.#leave(passage, at);
  }

  #take(who: string, at: number, waiting: number): void {
    if (this.isIn(who) || this.waitFrom(at, waiting) > 0) return;
    for (const window of this.#windows) window.take();
    this.#share.take(at, waiting);
    this.#underWay.set(who, at);
  }

  #leave({ who, limited, retryAfterMs, chance }: Extract<Passage, { is: "leave" }>, at: number): void {
    const sentAt = this.#underWay.get(who);
    if (sentAt === undefined) return;
    this.#underWay.delete(who);
    for (const window of this.#windows) window.giveBack(at);
    if (limited) this.#share.refused(sentAt, at, () => chance, retryAfterMs);
    else this.#share.accepted(sentAt, at);
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** Lines of another release may say more, or something else. */
export const isPassage = (value: unknown): value is Passage => {
  if (!isObject(value)) return false;
  const { is, who, at, waiting, limited, retryAfterMs, chance, limits } = value;
  if (is === "limits")
    return (
      Array.isArray(limits) &&
      limits.every((limit) => isObject(limit) && isNumber(limit["calls"]) && isNumber(limit["perSeconds"]))
    );
  if (typeof who !== "string" || !isNumber(at)) return false;
  return is === "take"
    ? isNumber(waiting)
    : is === "leave" && typeof limited === "boolean" && isNumber(retryAfterMs) && isNumber(chance);
};

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
