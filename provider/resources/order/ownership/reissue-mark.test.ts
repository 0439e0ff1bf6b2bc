import { isMarkOf, newMark, reissueMarkIn, wishOfMark, withReissueMark } from "./reissue-mark";

const mark = newMark(() => 0.5, "9f86d081", "60303ae2");

test.each([undefined, "", "ticket 12", "see (pulumi: reissue 00000000)"])(
  "a mark is found again at the end of comments, whatever stands before it (%s)",
  (own) => {
    expect(reissueMarkIn(withReissueMark(own, mark))).toBe(mark);
  },
);

test("a mark tells its resource and its wish; one that tells less, or was cut, tells none", () => {
  expect(isMarkOf(mark, "9f86d081")).toBe(true);
  expect(isMarkOf(mark, "00000000")).toBe(false);
  expect(wishOfMark(mark)).toBe("60303ae2");
  expect(wishOfMark(reissueMarkIn("pulumi: reissue 80000000-9f86d081"))).toBeUndefined();
  expect(isMarkOf(reissueMarkIn("pulumi: reissue 80000000"), "9f86d081")).toBe(false);
  expect(reissueMarkIn(withReissueMark("ticket", mark).slice(0, 20))).toBeUndefined();
  expect(isMarkOf(undefined, "9f86d081")).toBe(false);
});
