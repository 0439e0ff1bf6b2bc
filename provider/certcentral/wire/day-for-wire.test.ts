import { dayForWire } from "./day-for-wire";

test("days are told to the API with the month's name", () => {
  expect([dayForWire("2026-06-09"), dayForWire("9 Dec 2026")]).toEqual(["09 JUN 2026", "09 DEC 2026"]);
  expect(() => dayForWire("06/09/2026")).toThrow("write it as 2026-06-09");
});
