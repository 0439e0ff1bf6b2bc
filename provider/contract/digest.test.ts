import { digest } from "./digest";

test("a digest is blind to the order of members and to absent ones, and to nothing else", () => {
  expect(digest({ a: 1, b: { c: [1, 2], d: undefined } })).toBe(digest({ b: { c: [1, 2] }, a: 1 }));
  expect(digest({ c: [1, 2] })).not.toBe(digest({ c: [2, 1] }));
  expect(digest({ a: null })).not.toBe(digest({}));
  expect(digest(["a,b"])).not.toBe(digest(["a", "b"]));
});
