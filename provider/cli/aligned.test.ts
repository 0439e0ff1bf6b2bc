import { aligned, withSentences } from "./aligned";

test("columns stand below each other, sentences below their row, and no line ends with blanks", () => {
  expect(
    aligned(
      ["order", "is"],
      [
        withSentences(["118", "expired", "the certificate is over", "place a new order"]),
        { cells: ["1234567", ""], below: [] },
      ],
    ),
  ).toBe("order    is\n118      expired\n  the certificate is over\n  → place a new order\n1234567\n");
});
