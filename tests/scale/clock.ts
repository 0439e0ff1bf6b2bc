import { setImmediate as turn } from "node:timers/promises";

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly fire: () => void;
}

/**
 * A clock that moves only when nothing else can: work that really takes its time is counted, and everything else is promises,
 * which have all run when Node takes its next turn. The same seed gives the same times on every machine.
 */
export class DiscreteClock {
  #timers: Timer[] = [];
  #order = 0;
  #busy = 0;

  constructor(public now: number) {}

  sleep(ms: number): Promise<void> {
    return new Promise((wake) => this.at(this.now + Math.max(0, ms), wake));
  }

  at(time: number, fire: () => void): void {
    const timer = { at: time, order: this.#order++, fire };
    const place = this.#timers.findIndex((other) => other.at > time);
    this.#timers.splice(place === -1 ? this.#timers.length : place, 0, timer);
  }

  /** Work that is no promise of ours alone: while it lasts, time stands still. */
  async counted<Value>(work: () => Promise<Value>): Promise<Value> {
    this.#busy += 1;
    try {
      return await work();
    } finally {
      this.#busy -= 1;
    }
  }

  /** Lets time pass until the work is done. */
  async until<Value>(work: Promise<Value>): Promise<Value> {
    let done = false;
    const watched = work.finally(() => {
      done = true;
    });
    watched.catch(() => {});
    for (;;) {
      do await turn();
      while (this.#busy > 0);
      if (done) return watched;
      const next = this.#timers.shift();
      if (next === undefined) throw new Error("nothing is left that could happen, and the work is not done");
      this.now = Math.max(this.now, next.at);
      next.fire();
    }
  }
}
