import { Secret } from "../../certcentral";
import { fits, oneOf } from "./credential-list";

const kid = new Secret("abcd-and-more-wxyz");
const entry = (credentialId: number, kidHint?: string) => ({
  credentialId,
  status: "active",
  ...(kidHint === undefined ? {} : { kidHint }),
});

test.each([
  ["abcd", true],
  ["wxyz", true],
  ["…wxyz", true],
  ["****wxyz", true],
  ["and-", false],
  ["zzzz", false],
  ["", false],
  ["****", false],
  [undefined, false],
])("hint %s fits: %s", (hint, expected) => {
  expect(fits(entry(1, hint), kid)).toBe(expected);
});

test("a pair is the one new entry whose hint fits", () => {
  expect(oneOf([entry(1, "wxyz"), entry(2, "wxyz"), entry(3, "qqqq")], [1], kid)?.credentialId).toBe(2);
  expect(oneOf([entry(1, "wxyz"), entry(3, "qqqq")], [1], kid)).toBeUndefined();
  expect(oneOf([entry(2, "wxyz"), entry(3, "abcd")], [1], kid)).toBeUndefined();
});
