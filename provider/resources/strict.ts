import type { z } from "zod";
import type { Bag, CheckFailure } from "../contract/resource";
import type { Rule } from "../contract/rules";
import { holdsUnknown } from "../contract/unknown";
import { closest } from "./spelling";

export interface Strictly<Inputs> {
  readonly schema: z.ZodObject;
  readonly rules: readonly Rule<Inputs>[];
  /** Follows the misspelt name: `an input of a revocation`. */
  readonly kind: string;
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
  { schema, rules, kind, expected }: Strictly<Inputs>,
): CheckFailure[] => {
  const present = Object.entries(given).filter(([, value]) => value !== undefined && value !== null);
  const unknown = new Set(present.filter(([, value]) => holdsUnknown(value)).map(([input]) => input));
  const known = Object.fromEntries(present.filter(([input]) => !unknown.has(input)));
  const parsed = schema.partial().safeParse(known);
  if (parsed.success) {
    // Inputs that went through the schema: ids are numbers, serial numbers have one spelling.
    const inputs = parsed.data as Partial<Inputs>;
    return rules
      .filter(({ needs, holds }) => !needs.some((input) => unknown.has(input)) && !holds(inputs, now))
      .map(({ property, say }) => ({ property, reason: say(inputs, now) }));
  }
  return parsed.error.issues.flatMap((issue): CheckFailure[] => {
    const path = issue.path.map(String);
    if (issue.code === "unrecognized_keys")
      return issue.keys.map((key) => ({
        property: "",
        reason: `${[...path, key].join(".")} is not ${kind}${suggestion(key, path[0] === undefined ? Object.keys(schema.shape) : membersOf(schema, path[0]))}`,
      }));
    const top = path[0] ?? "";
    return [{ property: path.join("."), reason: `${path.join(".")}: ${expected[top] ?? lower(issue.message)}` }];
  });
};

const suggestion = (word: string, candidates: readonly string[]): string => {
  const near = closest(word, candidates);
  return near === undefined ? "" : `: did you mean ${near}?`;
};

const membersOf = (schema: z.ZodObject, input: string): string[] => {
  const field: unknown = schema.shape[input];
  const inner =
    typeof field === "object" && field !== null && "unwrap" in field && typeof field.unwrap === "function"
      ? field.unwrap()
      : field;
  return typeof inner === "object" && inner !== null && "shape" in inner ? Object.keys(inner.shape as object) : [];
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
