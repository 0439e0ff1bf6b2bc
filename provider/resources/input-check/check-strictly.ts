import { z } from "zod";
import type { Bag, CheckFailure } from "../../contract/resource";
import type { Rule } from "../../contract/rules";
import { holdsUnknown } from "../../contract/unknown";
import { inEnglish } from "./english";
import { leakedKeys } from "./leaked-key";
import { misspelt, type Vocabulary } from "./misspelt";

export interface Strictly<Inputs> extends Vocabulary {
  readonly rules: readonly Rule<Inputs>[];
  /** What an input must be, instead of the schema's own words. */
  readonly expected: Readonly<Record<string, string>>;
}

/**
 * Inputs held against a strict schema and rules: a misspelt name gets a suggestion, what is not known yet is left alone,
 * and rules run only when all they need is known. Pure.
 */
export const checkStrictly = <Inputs>(
  given: Bag,
  now: Date,
  { rules, expected, ...vocabulary }: Strictly<Inputs>,
): CheckFailure[] => {
  const leaked = leakedKeys(given);
  if (leaked.length > 0) return leaked;
  const present = Object.entries(given).filter(([, value]) => value !== undefined && value !== null);
  const unknown = new Set(present.filter(([, value]) => holdsUnknown(value)).map(([input]) => input));
  const known = Object.fromEntries(present.filter(([input]) => !unknown.has(input)));
  const parsed = vocabulary.schema.partial().safeParse(known, { error: inEnglish });
  if (parsed.success) {
    // Inputs that went through the schema: ids are numbers, serial numbers have one spelling.
    const inputs = parsed.data as Partial<Inputs>;
    return rules
      .filter(({ needs, holds }) => !needs.some((input) => unknown.has(input)) && !holds(inputs, now))
      .map(({ property, say }) => ({ property, reason: say(inputs, now) }));
  }
  return parsed.error.issues.flatMap((issue): CheckFailure[] => {
    if (issue.code === "unrecognized_keys") return misspelt(issue, vocabulary);
    const path = issue.path.map(String);
    const top = path[0] ?? "";
    return [
      {
        property: path.join("."),
        reason: `${path.join(".")}: ${(Object.hasOwn(expected, top) ? expected[top] : undefined) ?? issue.message}`,
      },
    ];
  });
};

/**
 * Inputs, typed: what is not known yet passes through, and what is none of the schema's, or not of its type, is left out: a
 * door asks before it has heard what check says of it.
 */
export const typed = (given: Bag, schema: z.ZodObject): Bag =>
  Object.fromEntries(
    Object.entries(given).flatMap(([input, value]): [string, unknown][] => {
      if (!Object.hasOwn(schema.shape, input) || value === undefined || value === null) return [];
      if (holdsUnknown(value)) return [[input, value]];
      const parsed = z.safeParse(schema.shape[input] as z.ZodType, value);
      return parsed.success && parsed.data !== undefined ? [[input, parsed.data]] : [];
    }),
  );
