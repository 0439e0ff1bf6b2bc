import type { z } from "zod";

const KINDS: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  nan: "a number",
  boolean: "true or false",
  array: "a list",
  tuple: "a list",
  object: "an object",
  record: "an object",
};
const LARGEST = 9_007_199_254_740_991;

/** What zod finds wrong, in words that follow the input's name; for what it has no own sentence for, its own. */
export const inEnglish: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined
        ? "is missing: set it"
        : `must be ${KINDS[issue.expected] ?? "something else"}, and is ${kindOf(issue.input)}`;
    case "invalid_value":
      return `must be ${issue.values.length === 1 ? "" : "one of "}${issue.values.map((value) => JSON.stringify(value)).join(", ")}`;
    case "too_small":
      if (issue.origin === "string") return "must not be empty";
      return `must be ${issue.inclusive === false ? `more than ${issue.minimum}` : `${issue.minimum} or more`}`;
    case "too_big":
      if (issue.origin === "string") return `must have ${issue.maximum} characters at most`;
      if (issue.origin === "array") return `must have ${issue.maximum} entries at most`;
      return issue.maximum === LARGEST ? "is too large" : `must be ${issue.maximum} or less`;
    case "invalid_union":
      return "is of a kind that it cannot be: see the documentation of this input";
    default:
      return undefined;
  }
};

const kindOf = (value: unknown): string => {
  if (value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  switch (typeof value) {
    case "string":
      return "a text";
    case "boolean":
      return String(value);
    case "number":
      return Number.isNaN(value) ? "not a number" : Number.isInteger(value) ? "a number" : "a number with a fraction";
    case "bigint":
      return "a number";
    default:
      return `${/^[aeiou]/.test(typeof value) ? "an" : "a"} ${typeof value}`;
  }
};
