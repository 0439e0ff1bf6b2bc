import { dcvPauses, issuancePauses } from "./poll-schedule";

const taken = (pauses: Iterator<number>, count: number): number[] =>
  Array.from({ length: count }, () => Number(pauses.next().value));

test("DigiCert's own schedule: minutes for a quarter of an hour, five for an hour, fifteen for a day, then hours", () => {
  const minutes = taken(dcvPauses(), 125).map((ms) => ms / 60_000);
  expect(minutes.slice(0, 15)).toEqual(Array(15).fill(1));
  expect(minutes.slice(15, 27)).toEqual(Array(12).fill(5));
  expect(minutes.slice(27, 123)).toEqual(Array(96).fill(15));
  expect(minutes.slice(123)).toEqual([60, 60]);
});

test("while DigiCert issues it is asked soon, and then less and less often", () => {
  expect(taken(issuancePauses(), 12).map((ms) => Math.round(ms / 1000))).toEqual([
    1, 2, 2, 3, 5, 8, 11, 17, 26, 30, 30, 30,
  ]);
});
