import * as z from "zod";
import { dayOf, timeOf } from "../../contract/text/dates";
import { oneLine, printable } from "../../contract/text/foreign-text";
import { Secret } from "../transport/secret";

const LONGEST_PROSE = 500;

/*
 * Readers for the members of answers. Members are given as absent, as null or as something; numbers come as texts and
 * texts as numbers; flags in five spellings. `id` and `text` fail where they cannot be read; under `maybe`
 * such a member counts as absent, because no call may fail over a member that nobody asked for.
 * Texts come from whoever wrote them, or stands in between: none carries what steers a terminal or a CI system.
 */
const missingOr = (otherwise: string) => (issue: { input?: unknown }) =>
  issue.input === undefined || issue.input === null ? "is missing" : otherwise;

const number = z.union(
  [
    z.number(),
    z
      .string()
      .trim()
      .regex(/^-?\d+(\.\d+)?$/)
      .transform(Number),
  ],
  { error: missingOr("is not a number") },
);

export const id = number.refine(Number.isSafeInteger, "is not a number that can be an id");
const given = z.union([z.string(), z.number().transform(String)], { error: missingOr("is not a text") });
const textThrough = (clean: (text: string) => string) =>
  given.transform((raw) => clean(raw)).refine((cleaned) => cleaned !== "", "is empty");

/** One line that can be printed. */
export const text = textThrough((raw) => oneLine(raw));
/** What people wrote: one line that can be printed, and kept, whatever its length was. */
export const prose = textThrough((raw) => oneLine(raw, LONGEST_PROSE));
/** With its line ends: PEM. */
export const block = textThrough((raw) => printable(raw).trim());
/** As it came, without blanks around it, which belong to no secret. */
export const secret = textThrough((raw) => raw.trim()).transform((raw) => new Secret(raw));
const flag = z.union([
  z.boolean(),
  z.literal([0, 1, "0", "1", "true", "false"]).transform((given) => [1, "1", "true"].includes(given)),
]);

const lenient = <Schema extends z.ZodType>(schema: Schema) =>
  schema
    .nullish()
    .catch(undefined)
    .transform((value) => value ?? undefined);

const read = (reader: (given: string) => string | undefined) => z.string().transform(reader);

export const maybe = {
  id: lenient(id),
  number: lenient(number),
  text: lenient(text),
  prose: lenient(prose),
  block: lenient(block),
  flag: lenient(flag),
  /** Becomes `YYYY-MM-DD`. */
  day: lenient(read(dayOf)),
  /** Becomes ISO 8601 in UTC. */
  time: lenient(read(timeOf)),
  object: <Schema extends z.ZodType>(schema: Schema) => lenient(schema),
};

const elements = z
  .unknown()
  .transform((given): unknown[] =>
    Array.isArray(given) ? given.filter((item) => item !== null && item !== undefined) : [],
  );

/** A list whose entries matter: one that cannot be read fails the call. Anything but a list is an empty one: `null`, `{}`. */
export const listOf = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .preprocess((given) => elements.parse(given), z.array(schema))
    .optional()
    .transform((list) => list ?? []);

/** A list of texts without the blank ones, which stood for "none" until 2022. */
export const texts = elements
  .optional()
  .transform((list) => (list ?? []).flatMap((item) => text.safeParse(item).data ?? []));

export const Person = z
  .object({
    id: maybe.id,
    first_name: maybe.prose,
    last_name: maybe.prose,
    firstname: maybe.prose,
    lastname: maybe.prose,
    email: maybe.prose,
  })
  .transform((wire) => {
    const name = [wire.first_name ?? wire.firstname, wire.last_name ?? wire.lastname].filter(Boolean).join(" ");
    return {
      ...(wire.id !== undefined && { userId: wire.id }),
      ...(name !== "" && { name }),
      ...(wire.email !== undefined && { email: wire.email }),
    };
  });

/** Somebody with a user account. */
export interface Person {
  readonly userId?: number;
  readonly name?: string;
  readonly email?: string;
}
