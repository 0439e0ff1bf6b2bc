import * as z from "zod";
import type { Change } from "./plan";
import { UNKNOWN } from "./unknown";
import { vectors } from "./vectors.fake";

/*
 * What the cases of tests/vectors/plan have in common, whatever the resource: a state, what is wanted now, and what is to be done,
 * with every sentence the user reads. `(unknown)` stands for a value that is not known yet; a member of `state` that is null is not there.
 */

export const Bag = z.record(z.string(), z.unknown());
export type Bag = z.output<typeof Bag>;
const Sentences = z.record(z.string(), z.string());

/** The cases of one folder; `more` are members that only this resource's states need beside `asked` and `state`. */
export const planVectors = <More extends z.core.$ZodLooseShape>(folder: string, more: More) =>
  vectors(
    folder,
    z.strictObject({
      about: z.string(),
      prior: z.strictObject({ asked: Bag, state: Bag.optional(), ...more }),
      inputs: Bag,
      now: z.iso.datetime().optional(),
      expect: z.strictObject({ action: z.string(), reasons: Sentences, warnings: Sentences.optional() }),
    }),
  );

const isUnknown = (value: unknown): boolean => JSON.stringify(value).includes('"(unknown)"');
export const withUnknown = (bag: Bag): Bag =>
  Object.fromEntries(Object.entries(bag).map(([key, value]) => [key, isUnknown(value) ? UNKNOWN : value]));

export const withoutNull = (members: object): object =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));

export const worded = <Reason extends { readonly code: string }>(
  reasons: readonly Reason[],
  sentence: (reason: Reason) => string,
): Record<string, string> => Object.fromEntries(reasons.map((reason) => [reason.code, sentence(reason)]));

interface Case {
  readonly prior: { readonly asked: Bag };
  readonly inputs: Bag;
  readonly expect: { readonly action: string; readonly reasons: object; readonly warnings?: object | undefined };
}

/** The cases leave out no reason, and no input. */
export const testCompleteness = (
  cases: readonly Case[],
  codes: Readonly<Record<string, true>>,
  onChange: Readonly<Record<string, Change>>,
): void => {
  test("every reason there is has a case", () => {
    const seen = new Set(
      cases.flatMap(({ expect: { reasons, warnings } }) => Object.keys({ ...reasons, ...warnings })),
    );

    expect(Object.keys(codes).filter((code) => !seen.has(code))).toEqual([]);
  });

  test("every input has a case in which it changes, and none is without effect that is not meant to be", () => {
    for (const [input, change] of Object.entries(onChange)) {
      const actions = cases
        .filter(({ prior, inputs }) => JSON.stringify(prior.asked[input]) !== JSON.stringify(inputs[input]))
        .map(({ expect: { action } }) => action);
      expect([input, actions.length > 0]).toEqual([input, true]);
      if (change !== "ignore") expect([input, actions]).toEqual([input, expect.arrayContaining([change])]);
    }
  });
};
