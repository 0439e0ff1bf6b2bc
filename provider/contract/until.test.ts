import { fakeRun } from "./run.fake";
import { pauses, until, type Waiting } from "./until";

const waitsFor = (timeoutMs: number): Waiting => ({
  timeoutMs,
  pauses: pauses({ first: 1_000, growth: 2, longest: 3_000 }),
  progress: (ms) => `waited ${ms}`,
});

test("pauses grow up to the longest", () => {
  const given = pauses({ first: 1, growth: 2, longest: 5 });
  expect(Array.from({ length: 5 }, () => given.next().value)).toEqual([1, 2, 4, 5, 5]);
});

test("it looks until there is nothing to wait for, and no longer", async () => {
  const run = fakeRun();
  const start = run.now().getTime();
  const going = waitsFor(60_000);
  let looks = 0;

  const ended = await until(
    async () => ++looks,
    (seen) => (seen < 4 ? going : undefined),
    run,
  );

  expect(ended).toEqual({ is: "over", seen: 4 });
  expect(run.now().getTime() - start).toBe(1_000 + 2_000 + 3_000);
});

test("when the time is up the last look is handed back; the last pause ends with the time", async () => {
  const run = fakeRun();
  const start = run.now().getTime();
  const going = waitsFor(4_000);
  let looks = 0;

  expect(
    await until(
      async () => ++looks,
      () => going,
      run,
    ),
  ).toEqual({ is: "time is up", seen: 4 });
  expect(run.now().getTime() - start).toBe(4_000);
});

test("what nobody waits for is looked at once", async () => {
  const run = fakeRun();
  const start = run.now().getTime();

  expect(
    await until(
      async () => "seen",
      () => waitsFor(0),
      run,
    ),
  ).toEqual({ is: "time is up", seen: "seen" });
  expect(run.now().getTime()).toBe(start);
});

test("a look that follows a wait knows when the time is up", async () => {
  const run = fakeRun();
  const start = run.now().getTime();
  const going = waitsFor(4_000);
  const deadlines: (number | undefined)[] = [];

  await until(
    async ({ deadline }) => void deadlines.push(deadline && deadline.getTime() - start),
    () => going,
    run,
  );

  expect(deadlines[0]).toBeUndefined();
  expect(new Set(deadlines.slice(1))).toEqual(new Set([4_000]));
});
