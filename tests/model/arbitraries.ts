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

/** One command in `freq` is killed. */
export const kills = (freq: number, ...afterWrite: readonly number[]): fc.Arbitrary<Kill | undefined> =>
  fc.option(
    fc.record({ who: fc.constantFrom<Kill["who"]>("provider", "cli"), afterWrite: fc.constantFrom(...afterWrite) }),
    {
      freq,
      nil: undefined,
    },
  );

/** Some of the awkwardnesses at once. */
export const awkwardnesses = (
  all: readonly Partial<AwkwardValues>[],
  maxLength: number,
): fc.Arbitrary<Partial<AwkwardValues>> =>
  fc.subarray([...all], { maxLength }).map((some): Partial<AwkwardValues> => Object.assign({}, ...some));
