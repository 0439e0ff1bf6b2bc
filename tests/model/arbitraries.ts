import fc from "fast-check";
import type { Kill } from "../in-process-engine/command";
import type { AwkwardValues } from "../simulator/src";

/** How a call fails, wherever it does. */
export const KINDS = ["lose-answer", "drop", "status:502", "act-then-status:502", "garbage", "status:429"] as const;

/** Calls fail at a place, some times in a row. */
export interface Fault<Place> {
  readonly do: "fault";
  readonly at: Place;
  readonly kind: string;
  readonly times: number;
}

export const faults = <Place extends string>(
  at: readonly Place[],
  times: readonly number[],
  kinds: readonly string[] = KINDS,
): fc.Arbitrary<Fault<Place>> =>
  fc.record({
    do: fc.constant("fault" as const),
    at: fc.constantFrom(...at),
    kind: fc.constantFrom(...kinds),
    times: fc.constantFrom(...times),
  });

export const namesOf = <Name extends string>(table: Readonly<Record<Name, unknown>>): readonly Name[] =>
  Object.keys(table) as Name[];

export const clocks = (...hours: readonly number[]): fc.Arbitrary<{ readonly do: "clock"; readonly hours: number }> =>
  fc.constantFrom(...hours).map((some) => ({ do: "clock", hours: some }));

/** One in `howMany` has a value, the others none. */
export const oneIn = <Value>(howMany: number, value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.oneof({ weight: howMany - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });

/** One command in `howMany` is killed. */
export const kills = (howMany: number, ...afterWrite: readonly number[]): fc.Arbitrary<Kill | undefined> =>
  oneIn(
    howMany,
    fc.record({ who: fc.constantFrom<Kill["who"]>("provider", "cli"), afterWrite: fc.constantFrom(...afterWrite) }),
  );

/** Some of the awkwardnesses at once: what several leave out is left out together, and the last says how much of anything else. */
export const awkwardnesses = (
  all: readonly Partial<AwkwardValues>[],
  maxLength: number,
): fc.Arbitrary<Partial<AwkwardValues>> =>
  fc.subarray([...all], { maxLength }).map((some) => some.reduce(together, {}));

const together = (one: Partial<AwkwardValues>, other: Partial<AwkwardValues>): Partial<AwkwardValues> => ({
  ...one,
  ...Object.fromEntries(
    Object.entries(other).map(([name, value]) => [name, united(one[name as keyof AwkwardValues], value)]),
  ),
});

/** Members that are missing, and other words, add up. */
const united = (one: unknown, other: unknown): unknown => {
  if (isTexts(one) && isTexts(other)) return [...new Set([...one, ...other])];
  return isWords(one) && isWords(other) ? { ...one, ...other } : other;
};

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === "string");
const isWords = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);
