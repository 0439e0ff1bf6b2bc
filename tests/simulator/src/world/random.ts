/** mulberry32: small, seeded, good enough for dice. */
export class Dice {
  #state: number;

  constructor(readonly seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 up to, not including, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  chance(probability: number): boolean {
    return probability > 0 && this.next() < probability;
  }

  /** A real number in the range. */
  within([least, most]: readonly [number, number]): number {
    return least + this.next() * (most - least);
  }

  whole([least, most]: readonly [number, number]): number {
    return Math.floor(this.within([least, most + 1 - 1e-9]));
  }
}
