import * as z from "zod";
import { narrowed } from "../../contract/narrowed";
import type { Bag } from "../../contract/resource";
import { holdsUnknown } from "../../contract/unknown";
import { inEnglish } from "./english";
import { leaking, leakSentence } from "./leaked-key";
import { misspelt, type Vocabulary } from "./misspelt";
import type { Rule } from "./rule";

export interface Strictly<Inputs> extends Vocabulary {
  /** Inputs that nothing works without, each with what it is. */
  readonly required?: { readonly [Input in keyof Inputs]?: string };
  /** What the input at a path (`timeouts.issuance`, `revokeCredentialIds[]`) must be, instead of the schema's own words. */
  readonly expected: Readonly<Record<string, string>>;
  /** Inputs whose own reader tells a private key that was pasted into them. */
  readonly readElsewhere?: readonly (keyof Inputs & string)[];
  readonly rules: readonly Rule<Inputs>[];
}

export interface Checked<Inputs> {
  /** One for each fault; each names the input by its path and says what to do. No value that may be a secret. */
  readonly reasons: readonly string[];
  /** What is known, as it was given, of any shape. */
  readonly known: Bag;
  readonly unknown: ReadonlySet<string>;
  /** The same as the schema reads it: ids are numbers, serial numbers have one spelling. Only when each has the right shape. */
  readonly inputs: Partial<Inputs> | undefined;
}

/**
 * Inputs held against a strict schema and rules: a misspelt name gets a suggestion, what is not known yet is left alone,
 * and rules run only when all they need is known. Pure.
 */
export const checkStrictly = <Inputs>(
  given: Bag,
  now: Date,
  { rules, required = {}, expected, readElsewhere = [], ...vocabulary }: Strictly<Inputs>,
): Checked<Inputs> => {
  const present = presentIn(given);
  const elsewhere: readonly string[] = readElsewhere;
  const unknown = new Set(present.filter((input) => holdsUnknown(given[input])));
  const leaked = leaking(given, elsewhere);
  const told = present.filter((input) => !unknown.has(input) && !leaked.includes(input));
  const known = Object.fromEntries(told.map((input) => [input, given[input]]));
  const parsed = narrowed(vocabulary.schema, told).safeParse(known, { error: inEnglish, ...AS_IT_IS });
  const inputs = parsed.success ? (parsed.data as Partial<Inputs>) : undefined;
  if (parsed.success && told.length === present.length)
    passed.set(given, { schema: vocabulary.schema, inputs: parsed.data });
  return {
    known,
    unknown,
    inputs,
    reasons: [
      ...leaked.map(leakSentence),
      ...Object.entries(required).flatMap(([input, what]) =>
        present.includes(input) ? [] : [`${input} is required: ${what}`],
      ),
      ...firstOfEach(parsed.error?.issues ?? []).flatMap((issue) => {
        if (issue.code === "unrecognized_keys") return misspelt(issue, vocabulary);
        const path = pathOf(issue.path);
        const kind = path.replaceAll(/\[\d+\]/g, "[]");
        const words = Object.hasOwn(expected, kind) ? expected[kind] : issue.message;
        return [`${path}: ${words}`];
      }),
      ...(inputs === undefined
        ? []
        : rules
            .filter(({ needs, holds }) => !needs.some((input) => unknown.has(input)) && !holds(inputs, now))
            .map(({ say }) => say(inputs, now))),
    ],
  };
};

/** Not compiled first: that takes as long as reading the inputs of a thousand resources. */
const AS_IT_IS = { jitless: true } as const;

/** Bags in which check has found nothing wrong, as their schema reads them: the door asks for that next. */
const passed = new WeakMap<Bag, { readonly schema: z.ZodObject; readonly inputs: Bag }>();

/**
 * Inputs, typed: what is not known yet passes through, and what is none of the schema's, or not of its type, is left out: a
 * door asks before it has heard what check says of it.
 */
export const typed = (given: Bag, schema: z.ZodObject): Bag => {
  const before = passed.get(given);
  return before?.schema === schema ? before.inputs : (whole(given, schema) ?? fitting(given, schema));
};

/** The same of a bag that is known and fits, which most are, in one go; `undefined` for any other. */
const whole = (given: Bag, schema: z.ZodObject): Bag | undefined =>
  holdsUnknown(given) ? undefined : narrowed(schema, Object.keys(given)).safeParse(given, AS_IT_IS).data;

const fitting = (given: Bag, schema: z.ZodObject): Bag =>
  Object.fromEntries(
    presentIn(given).flatMap((input): [string, unknown][] => {
      const value = given[input];
      if (!Object.hasOwn(schema.shape, input)) return [];
      if (holdsUnknown(value)) return [[input, value]];
      const parsed = z.safeParse(schema.shape[input] as z.ZodType, value, AS_IT_IS);
      return parsed.success && parsed.data !== undefined ? [[input, parsed.data]] : [];
    }),
  );

/** What has the wrong type may have the wrong length too: one sentence for a value is enough. */
const firstOfEach = <Issue extends { readonly path: readonly PropertyKey[] }>(issues: readonly Issue[]): Issue[] => {
  const first = new Map<string, Issue>();
  for (const issue of issues) if (!first.has(pathOf(issue.path))) first.set(pathOf(issue.path), issue);
  return [...first.values()];
};

/** The names of what is there. */
const presentIn = (given: Bag): string[] => Object.keys(given).filter((input) => (given[input] ?? null) !== null);

/** `revocation.reason`, `dnsNames[1]`. */
const pathOf = (path: readonly PropertyKey[]): string =>
  path.map((step, i) => (typeof step === "number" ? `[${step}]` : `${i === 0 ? "" : "."}${String(step)}`)).join("");
