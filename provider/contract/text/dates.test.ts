import { dayOf, timeOf } from "./dates";

test.each([
  ["2026-06-09", "2026-06-09"],
  ["09 JUN 2026", "2026-06-09"],
  ["9 Jun 2026", "2026-06-09"],
  ["2026-06-09T23:30:00-06:00", "2026-06-10"],
  ["2027-06-03 00:00:00", "2027-06-03"],
  ["2026-02-30", undefined],
  ["31 FEB 2026", undefined],
  ["09 JUX 2026", undefined],
  ["tomorrow", undefined],
  ["", undefined],
])("the day of %s is %s", (text, day) => {
  expect(dayOf(text)).toBe(day);
});

test.each([
  ["2018-10-16T20:05:28+00:00", "2018-10-16T20:05:28.000Z"],
  ["2018-10-16T20:05:28+0200", "2018-10-16T18:05:28.000Z"],
  ["2027-01-29T10:30:00Z", "2027-01-29T10:30:00.000Z"],
  ["2026-06-01 14:00:00", "2026-06-01T14:00:00.000Z"],
  ["2026-06-01", "2026-06-01T00:00:00.000Z"],
  ["09 JUN 2026", "2026-06-09T00:00:00.000Z"],
  ["2026-02-30 14:00:00", undefined],
  ["2026-06-01 25:00:00", undefined],
  ["soon", undefined],
])("the time of %s is %s", (text, time) => {
  expect(timeOf(text)).toBe(time);
});

test("a time without a zone is UTC wherever the program runs", () => {
  const zone = process.env["TZ"];
  process.env["TZ"] = "America/Denver";
  try {
    expect(timeOf("2026-06-01 14:00:00")).toBe("2026-06-01T14:00:00.000Z");
  } finally {
    if (zone === undefined) delete process.env["TZ"];
    else process.env["TZ"] = zone;
  }
});
