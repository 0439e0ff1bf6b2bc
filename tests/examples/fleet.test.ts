import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import { readLines } from "../../examples/fleet/lines";
import { minDaysRemaining } from "../../examples/fleet/renewal";

const FILE = readFileSync(resolve(__dirname, "../../examples/fleet/certificates.jsonl"), "utf8");

test("fifty certificates that end on one day are renewed over the whole window, a few each night", () => {
  const window = { days: 30, spread: 20 };
  const names = Array.from({ length: 50 }, (_, n) => `service-${n}`);
  const days = names.map((name) => minDaysRemaining(name, window));
  const perNight = days.map((day) => days.filter((other) => other === day).length);

  expect(Math.min(...days)).toBeGreaterThanOrEqual(30);
  expect(Math.max(...days)).toBeLessThanOrEqual(50);
  expect(Math.max(...perNight)).toBeLessThanOrEqual(7);
  expect(new Set(days).size).toBeGreaterThan(14);
});

test("a certificate keeps its day, whatever else is in the file, and is never renewed later than the window says", () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(60), fc.nat(60), (name, days, spread) => {
      const day = minDaysRemaining(name, { days, spread });
      expect(day).toBe(minDaysRemaining(name, { days, spread }));
      expect(day >= days && day <= days + spread).toBe(true);
    }),
  );
});

test("every line of the example's file is good", () => {
  const lines = readLines(FILE);
  expect(lines).toHaveLength(50);
  expect(lines.filter(({ read }) => !read.ok)).toEqual([]);
});

const good = '{"name":"shop","environment":"production","orderId":118,"names":["shop.example.com"]}';
test.each([
  ["{", "is not JSON"],
  ["null", "name, environment, orderId, names is missing or wrong"],
  [good.replace("118", '"118"'), "orderId is missing or wrong"],
  [good.replace('["shop.example.com"]', "[]"), "names is missing or wrong"],
  [good.replace("shop.example.com", "shop example"), "names is missing or wrong"],
  [good.replace("orderId", "order"), "order is no member of a line"],
  [good, "production/shop is there already"],
])("a bad line says why, and the others are read: %s", (line, why) => {
  const after = good.replace("shop", "cart");
  expect(
    readLines([good, line, "", after].join("\n")).map(({ number, read }) => [number, read.ok || read.why]),
  ).toEqual([
    [1, true],
    [2, why],
    [4, true],
  ]);
});
