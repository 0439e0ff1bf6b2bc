import * as z from "zod";
import { inEnglish } from "./english";

const Schema = z.strictObject({
  count: z.number().int().min(1).max(5),
  share: z.number().positive(),
  note: z.string().max(3),
  flag: z.boolean(),
  list: z.array(z.string()).max(1),
  place: z.strictObject({ city: z.string() }),
  kind: z.enum(["keep", "revoke"]),
});
const GOOD = { count: 1, share: 1, note: "n", flag: true, list: ["a"], place: { city: "c" }, kind: "keep" };

test.each([
  [{ count: Number.NaN }, "must be a number, and is not a number"],
  [{ count: 1.5 }, "must be a whole number, and is a number with a fraction"],
  [{ count: 0 }, "must be 1 or more"],
  [{ count: 6 }, "must be 5 or less"],
  [{ share: 0 }, "must be more than 0"],
  [{ note: "secret" }, "must have 3 characters at most"],
  [{ note: ["secret"] }, "must be a text, and is a list"],
  [{ flag: "secret" }, "must be true or false, and is a text"],
  [{ list: 7 }, "must be a list, and is a number"],
  [{ list: ["a", "secret"] }, "must have 1 entries at most"],
  [{ place: true }, "must be an object, and is true"],
  [{ place: {} }, "is missing: set it"],
  [{ kind: "secret" }, 'must be one of "keep", "revoke"'],
])("%j: %s", (wrong, sentence) => {
  const { error } = Schema.safeParse({ ...GOOD, ...wrong }, { error: inEnglish });

  expect(error?.issues.map(({ message }) => message)).toEqual([sentence]);
});
