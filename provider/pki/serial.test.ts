import fc from "fast-check";
import { law } from "../contract/laws.fake";
import { readSerial, sameSerial, serialReadings } from "./serial";

test.each([
  ["00:CA:FE:00:01", "CAFE0001"],
  ["A:1B:2C", "0A1B2C"],
  ["a1b2c", "0A1B2C"],
  ["0a 1b-2c", "0A1B2C"],
  ["\u200E0A1B2C", "0A1B2C"],
  ["0x0A1B2C", "0A1B2C"],
  [`00:${"AB".repeat(20)}`, "AB".repeat(20)],
])("%s is read as %s", (given, serial) => {
  expect(readSerial(given)).toBe(serial);
});

test.each(["", "0", "00:00", "xyz", "AB".repeat(21), "9".repeat(50), "-", "0x"])("%j is none", (given) => {
  expect(readSerial(given)).toBeUndefined();
});

test("digits alone have two readings, and letters one", () => {
  expect(serialReadings("1234567890123456")).toEqual(["1234567890123456", "0462D53C8ABAC0"]);
  expect(serialReadings("0A1B2C")).toEqual(["0A1B2C"]);
});

test("digits that are too many for hexadecimal are decimal", () => {
  const largest = (2n ** 159n - 1n).toString();

  expect(serialReadings(readSerial(largest) ?? "")).toEqual([`7${"F".repeat(39)}`]);
});

law(
  "whatever is done to a serial number's spelling, it stays the same number",
  fc.property(
    fc.bigInt({ min: 1n, max: 2n ** 159n - 1n }),
    fc.constantFrom("", ":", " ", "-"),
    fc.boolean(),
    fc.boolean(),
    (number, separator, sign, lower) => {
      const bare = number.toString(16).toUpperCase();
      const octets = bare.padStart(bare.length + (bare.length % 2), "0");
      const spelt = (sign ? `00${octets}` : octets).replace(/..(?=.)/g, `$&${separator}`);

      expect(readSerial(lower ? spelt.toLowerCase() : spelt)).toBe(octets);
      expect(sameSerial(bare.toLowerCase(), octets)).toBe(true);
      const decimal = readSerial(number.toString());
      expect(decimal === undefined ? [octets] : serialReadings(decimal)).toContain(octets);
    },
  ),
);
