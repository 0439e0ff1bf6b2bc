import { passingOn } from "./terminal";

const passedOn = (isTTY: boolean, ...texts: string[]): string => {
  const written: string[] = [];
  const passing = passingOn({ isTTY, columns: 12, write: (text) => written.push(text) });
  for (const text of texts) passing(text);
  return written.join("");
};

test("on a terminal each line overwrites the one before, is no wider than the terminal, and goes at the end", () => {
  expect(passedOn(true, "read 1 of 20", "read 2 of 20 orders", "")).toBe(
    "\rread 1 of 2\u001b[K\rread 2 of 2\u001b[K\r\u001b[K",
  );
});

test("elsewhere nothing is said in passing", () => {
  expect(passedOn(false, "read 1 of 20", "")).toBe("");
});
