import type { z } from "zod";
import type { Bag, CheckFailure } from "../../contract/resource";
import type { Rule } from "../../contract/rules";
import { holdsUnknown } from "../../contract/unknown";
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
  const present = Object.entries(given).filter(([, value]) => value !== undefined && value !== null);
  const unknown = new Set(present.filter(([, value]) => holdsUnknown(value)).map(([input]) => input));
  const known = Object.fromEntries(present.filter(([input]) => !unknown.has(input)));
  const parsed = vocabulary.schema.partial().safeParse(known);
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
    return [{ property: path.join("."), reason: `${path.join(".")}: ${expected[top] ?? lower(issue.message)}` }];
  });
};

const lower = (message: string): string => message.charAt(0).toLowerCase() + message.slice(1);

/** Inputs that passed a check, typed; unknown values pass through, names that are none of the schema's are left out. */
export const typed = (given: Bag, schema: z.ZodObject): Bag => {
  const entries = Object.entries(given).filter(
    ([input, value]) => Object.hasOwn(schema.shape, input) && value !== undefined && value !== null,
  );
  const known = Object.fromEntries(entries.filter(([, value]) => !holdsUnknown(value)));
  const parsed = schema.partial().safeParse(known);
  return {
    ...(parsed.success ? parsed.data : known),
    ...Object.fromEntries(entries.filter(([, value]) => holdsUnknown(value))),
  };
};
