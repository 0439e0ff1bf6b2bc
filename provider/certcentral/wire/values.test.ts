import * as z from "zod";
import { block, id, listOf, maybe, Person, secret, text, texts } from "./values";

const complaint = (schema: z.ZodType, value: unknown) => schema.safeParse(value).error?.issues[0]?.message;

test("ids are numbers, also when they come as texts", () => {
  expect([5, "5", " 5 ", 0, -1, "-1"].map((given) => id.parse(given))).toEqual([5, 5, 5, 0, -1, -1]);
});

test.each([
  [undefined, "is missing"],
  [null, "is missing"],
  ["", "is not a number"],
  ["5a", "is not a number"],
  [5.5, "is not a number that can be an id"],
  ["9007199254740993", "is not a number that can be an id"],
  [true, "is not a number"],
])("as an id, %p %s", (given, message) => {
  expect(complaint(id, given)).toBe(message);
});

test.each([
  [undefined, "is missing"],
  [null, "is missing"],
  ["", "is empty"],
  [{}, "is not a text"],
])("as a text, %p %s", (given, message) => {
  expect(complaint(text, given)).toBe(message);
});

test.each([
  [true, true],
  [false, false],
  [0, false],
  [1, true],
  ["0", false],
  ["1", true],
  [null, undefined],
  [undefined, undefined],
  [2, undefined],
  ["yes", undefined],
])("the flag %p is %p", (given, flag) => {
  expect(maybe.flag.parse(given)).toBe(flag);
});

test("what is optional never fails a call", () => {
  for (const reader of [
    maybe.id,
    maybe.number,
    maybe.text,
    maybe.flag,
    maybe.day,
    maybe.time,
    maybe.object(z.object({ id })),
  ]) {
    for (const odd of [undefined, null, {}, [], "\u0000", Number.NaN, { id: "x" }])
      expect(reader.safeParse(odd).success).toBe(true);
  }
  expect([maybe.day.parse({}), maybe.time.parse("soon"), maybe.text.parse(84043), maybe.number.parse("2048")]).toEqual([
    undefined,
    undefined,
    "84043",
    2048,
  ]);
});

test.each([
  [undefined, []],
  [null, []],
  [{}, []],
  [[], []],
  [
    [1, null, "2"],
    [1, 2],
  ],
])("the list %j", (given, list) => {
  expect(listOf(id).parse(given)).toEqual(list);
});

test("an entry that matters and cannot be read is named", () => {
  const issue = z.object({ orders: listOf(z.object({ id })) }).safeParse({ orders: [{ id: 1 }, {}] }).error?.issues[0];

  expect([issue?.path, issue?.message]).toEqual([["orders", 1, "id"], "is missing"]);
});

test("blank names stood for none", () => {
  expect(texts.parse(["a.example", " ", null, "", 5])).toEqual(["a.example", "5"]);
  expect([texts.parse(null), texts.parse({}), texts.parse(undefined)]).toEqual([[], [], []]);
});

test("a person, in both spellings", () => {
  expect(Person.parse({ id: 14, first_name: "John", last_name: "Smith", email: "j@example.com" })).toEqual({
    userId: 14,
    name: "John Smith",
    email: "j@example.com",
  });
  expect(Person.parse({ firstname: "John", lastname: null })).toEqual({ name: "John" });
});

test("texts of others carry nothing that steers a terminal or a CI system; PEM keeps its lines, a secret all of it", () => {
  const hostile = "no\u001b[2J\n::warning::\u202eoops";
  expect([text.parse(hostile), maybe.text.parse(hostile), texts.parse([hostile])]).toEqual([
    "no : :warning::oops",
    "no : :warning::oops",
    ["no : :warning::oops"],
  ]);
  expect(maybe.prose.parse("x".repeat(9_999))).toHaveLength(500);
  expect(block.parse("-----BEGIN X-----\r\nAA\u001b[0m==\n")).toBe("-----BEGIN X-----\r\nAA==");
  expect(secret.parse(" ::kid::x ").reveal()).toBe("::kid::x");
  expect(complaint(text, "\u001b[0m")).toBe("is empty");
  expect(Person.parse({ first_name: "Ann\n", last_name: "\u001b]0;x\u0007Lee", email: "a@b\u200b" })).toEqual({
    name: "Ann Lee",
    email: "a@b",
  });
});
