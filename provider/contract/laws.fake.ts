import fc from "fast-check";

/** One seed for every run, so that a law that holds today holds tomorrow; `FC_SEED` tries others, and a failure prints its own. */
const seed = Number(process.env["FC_SEED"] ?? 20_261_122);

/** States a law and tries it. Asynchronous laws return a promise. */
export const law = (name: string, property: fc.IProperty<unknown> | fc.IAsyncProperty<unknown>, numRuns = 200): void =>
  test(name, () => fc.assert(property as fc.IAsyncProperty<unknown>, { seed, numRuns }));

/** Freezes plain data all the way down, so that whoever mutates it is caught. */
export const frozen = <Value>(value: Value): Value => {
  if (typeof value === "object" && value !== null) {
    for (const member of Object.values(value)) frozen(member);
    Object.freeze(value);
  }
  return value;
};
