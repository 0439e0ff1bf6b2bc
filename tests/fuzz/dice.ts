/** Chance from a seed: the same number gives the same throws, on every machine. */
export interface Dice {
  /** In [0, 1). */
  readonly roll: () => number;
  /** From 0 to `sides - 1`. */
  readonly below: (sides: number) => number;
  readonly pick: <Value>(values: readonly Value[]) => Value;
}

export function dice(seed: number): Dice {
  let state = seed >>> 0;
  // mulberry32
  const roll = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (sides: number): number => Math.floor(roll() * sides);
  return {
    roll,
    below,
    pick: (values) => {
      if (values.length === 0) throw new Error("nothing to pick from");
      return values[below(values.length)] as (typeof values)[number];
    },
  };
}
