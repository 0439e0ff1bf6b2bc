import { UNKNOWN, wholly } from "../contract/unknown";
import { fromEngine, toEngine, UNKNOWN_TEXT } from "./marshal";

test("unknowns are marked at any depth; hidden values and nulls are left out", () => {
  const bag = { a: UNKNOWN_TEXT, b: [{ c: UNKNOWN_TEXT }], d: null, __provider: "exports…", __urn: "urn:…" };

  expect(fromEngine(bag)).toEqual({ a: UNKNOWN, b: [{ c: UNKNOWN }] });
  expect(wholly(fromEngine({ ...bag, e: 1 }))).toEqual({ a: UNKNOWN, b: UNKNOWN, e: 1 });
});

test("the text of an unknown is the one the host itself uses", () => {
  expect(UNKNOWN_TEXT).toBe(require("@pulumi/pulumi/runtime/rpc").unknownValue);
});

test("only plain data goes to the host, whatever it is made of", () => {
  const circle: Record<string, unknown> = { a: 1 };
  circle["self"] = circle;
  const odd = {
    date: new Date("2026-11-22T12:00:00Z"),
    big: 118n,
    nothing: undefined,
    call: () => 1,
    mark: Symbol("x"),
    list: [undefined, () => 1, 2],
    infinite: Number.POSITIVE_INFINITY,
    circle,
    unknown: UNKNOWN,
    frozen: Object.freeze({ deep: Object.freeze([1]) }),
  };

  const plain = toEngine(odd);

  expect(plain).toEqual({
    date: "2026-11-22T12:00:00.000Z",
    big: "118",
    list: [null, null, 2],
    circle: { a: 1 },
    unknown: UNKNOWN_TEXT,
    frozen: { deep: [1] },
  });
  expect(Object.isFrozen(plain["frozen"])).toBe(false);
});
