import { privateLog, type SharedLog } from "../../claims/shared-log";

/**
 * One after the other, where two resources of one operation would be in each other's way (two certificates of one order): within this
 * process, and among all processes that share the log, each in the order in which it said that it wants to.
 */
export class Turns {
  readonly #last = new Map<string, Promise<void>>();
  /** Who wants what, in the order of the log, the one that has the turn first. */
  readonly #wanting = new Map<string, string[]>();
  #wants = 0;

  constructor(readonly log: SharedLog = privateLog()) {}

  /** Whether somebody has the turn now. */
  taken(thing: string): boolean {
    return this.#last.has(thing) || this.#first(thing) !== undefined;
  }

  /**
   * Runs `work` when all earlier work on the same thing has ended, however it ended. `pause` is called while another process has the
   * turn: it resolves when it is time to look again, and rejects when nobody wants the work any more.
   */
  take<Value>(thing: string, work: () => Promise<Value>, pause: () => Promise<void>): Promise<Value> {
    const mine = (this.#last.get(thing) ?? Promise.resolve()).then(() => this.#amongAll(thing, work, pause));
    const over: Promise<void> = mine.then(nothing, nothing).finally(() => {
      if (this.#last.get(thing) === over) this.#last.delete(thing);
    });
    this.#last.set(thing, over);
    return mine;
  }

  async #amongAll<Value>(thing: string, work: () => Promise<Value>, pause: () => Promise<void>): Promise<Value> {
    this.#wants += 1;
    const who = `${this.log.me} ${this.#wants}`;
    this.log.write({ is: "wants", who, thing });
    try {
      while (this.#first(thing) !== who) await pause();
      return await work();
    } finally {
      this.log.write({ is: "over", who, thing });
    }
  }

  /** Who has the turn. What a process wanted that died is over. */
  #first(thing: string): string | undefined {
    for (const line of this.log.read()) if (isTurn(line)) this.#hear(line);
    return this.#wanting.get(thing)?.find((who) => !this.log.isGone(who));
  }

  #hear({ is, who, thing }: Turn): void {
    const others = (this.#wanting.get(thing) ?? []).filter((other) => other !== who);
    this.#wanting.set(thing, is === "wants" ? [...others, who] : others);
  }
}

interface Turn {
  readonly is: "wants" | "over";
  readonly who: string;
  readonly thing: string;
}

const isTurn = (value: unknown): value is Turn =>
  typeof value === "object" &&
  value !== null &&
  "is" in value &&
  (value.is === "wants" || value.is === "over") &&
  "who" in value &&
  typeof value.who === "string" &&
  "thing" in value &&
  typeof value.thing === "string";

const nothing = (): void => {};
