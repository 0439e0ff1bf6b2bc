import { backoff, jittered } from "./backoff";

test("waits double up to the longest, and end before the total is spent", () => {
  expect([...backoff({ first: 500, most: 8_000, total: 20_000 })]).toEqual([500, 1000, 2000, 4000, 8000]);
});

test("no patience, no waits", () => {
  expect([...backoff({ first: 500, most: 8_000, total: 499 })]).toEqual([]);
});

test("jitter shortens a wait by up to half", () => {
  expect([...jittered([1000, 1000, 1000], () => 0)]).toEqual([1000, 1000, 1000]);
  expect([...jittered([1000, 3], () => 0.999)]).toEqual([501, 2]);
});
