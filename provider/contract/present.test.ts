import { present } from "./present";

test("what is undefined is absent, and everything else stays", () => {
  expect(present({ a: undefined, b: null, c: 0, d: "", e: false })).toStrictEqual({ b: null, c: 0, d: "", e: false });
});
