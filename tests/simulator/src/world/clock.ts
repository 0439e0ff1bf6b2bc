/** The virtual clock: real time plus what was advanced. */
export class Clock {
  #offset = 0;

  constructor(readonly real: () => number = Date.now) {}

  now(): Date {
    return new Date(this.real() + this.#offset);
  }

  advance(seconds: number): void {
    this.#offset += seconds * 1000;
  }

  get offsetSeconds(): number {
    return this.#offset / 1000;
  }

  reset(): void {
    this.#offset = 0;
  }
}
