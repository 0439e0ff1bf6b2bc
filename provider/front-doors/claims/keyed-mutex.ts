/** One after the other, where two resources of one process would be in each other's way (two certificates of one order). */
export class Turns {
  readonly #last = new Map<string, Promise<void>>();

  /** Whether somebody has the turn now. */
  taken(thing: string): boolean {
    return this.#last.has(thing);
  }

  /** Runs `work` when all earlier work on the same thing has ended, however it ended. */
  take<Value>(thing: string, work: () => Promise<Value>): Promise<Value> {
    const mine = (this.#last.get(thing) ?? Promise.resolve()).then(work);
    const over: Promise<void> = mine.then(nothing, nothing).finally(() => {
      if (this.#last.get(thing) === over) this.#last.delete(thing);
    });
    this.#last.set(thing, over);
    return mine;
  }
}

const nothing = (): void => {};
