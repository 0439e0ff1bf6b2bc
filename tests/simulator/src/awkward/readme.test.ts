import { readFileSync } from "node:fs";
import { LEVERS } from "../levers/levers";
import { README, withTable } from "./readme";

/** Tables may be aligned or not. */
const unaligned = (text: string): string => text.replace(/ +/g, " ").replace(/-{3,}/g, "---");

test("the README's table of switches is the code's (else: npm run readme -w certcentral-simulator)", () => {
  const text = readFileSync(README, "utf8");
  expect(unaligned(text)).toBe(unaligned(withTable(text)));
});

test("the README names every lever", () => {
  const text = readFileSync(README, "utf8");
  const unnamed = LEVERS.filter(([method, path]) => !text.includes(`\`${method} ${path}\``)).map(
    ([method, path]) => `${method} ${path}`,
  );
  expect(unnamed).toEqual([]);
});
