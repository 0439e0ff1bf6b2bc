import fc from "fast-check";
import * as z from "zod";
import { law } from "../../contract/laws.fake";
import { UNKNOWN } from "../../contract/unknown";
import { typed } from "./check-strictly";
import { id } from "./id";

const Schema = z.strictObject({
  id,
  text: z.string().trim().min(1).optional(),
  list: z.array(z.string()).optional(),
  place: z.strictObject({ city: z.string().optional() }).optional(),
  anything: z.array(z.unknown()).optional(),
});

const value = fc.oneof(
  fc.constantFrom<unknown>(118, "118", "0118", " a ", "", null, UNKNOWN, true),
  fc.array(fc.constantFrom<unknown>("a", " b", 7, UNKNOWN), { maxLength: 2 }),
  fc.record({ city: fc.constantFrom<unknown>("c", 7, UNKNOWN), other: fc.constant(1) }, { requiredKeys: [] }),
);
const bags = fc.dictionary(fc.constantFrom("id", "text", "list", "place", "anything", "stranger"), value);

law(
  "each input is typed by itself: what is wrong with one, or none of the schema's, is left out and changes nothing of the others",
  fc.property(bags, (bag) => {
    const alone = Object.entries(bag).map(([name, member]) => typed({ [name]: member }, Schema));

    expect(typed(bag, Schema)).toEqual(Object.assign({}, ...alone));
    expect(typed({ ...bag, stranger: 1 }, Schema)).toEqual(typed(bag, Schema));
  }),
  2000,
);

test("ids are numbers, texts have no blanks around them, and what is not known passes", () => {
  expect(typed({ id: "118", text: " a ", list: ["a", UNKNOWN], place: null, stranger: 1 }, Schema)).toEqual({
    id: 118,
    text: "a",
    list: ["a", UNKNOWN],
  });
});
