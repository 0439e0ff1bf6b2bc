import { holdsUnknown, known, UNKNOWN } from "./unknown";

test.each([
  [UNKNOWN, true],
  [{ a: [{ b: UNKNOWN }] }, true],
  [[[UNKNOWN]], true],
  [{ a: null, b: [], c: "unknown until applied" }, false],
  [undefined, false],
])("an unknown is found at any depth: %#", (value, found) => {
  expect(holdsUnknown(value)).toBe(found);
});

test("what is not known yet has no value", () => {
  expect([known(UNKNOWN), known(undefined), known(0)]).toEqual([undefined, undefined, 0]);
});
