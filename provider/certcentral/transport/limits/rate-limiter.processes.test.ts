import fc from "fast-check";
import { processes } from "../../../claims/shared-log.fake";
import { law } from "../../../contract/laws.fake";
import { type FakeRun, fakeRun } from "../../../contract/run.fake";
import { isPassage } from "./gate";
import { RateLimiter } from "./rate-limiter";

/* Several processes of one operation, each with a limiter of its own, over one tally. */

const LIMITS = [
  { calls: 5, perSeconds: 1 },
  { calls: 12, perSeconds: 10 },
];

/** Sends as many calls, each of which takes a while and may be refused; returns when each was counted by the other side. */
const send = async (gate: RateLimiter, run: FakeRun, calls: number, refuses: () => boolean): Promise<number[]> => {
  const counted: number[] = [];
  await Promise.all(
    Array.from({ length: calls }, async () => {
      const pass = await gate.enter(run.random() < 0.5 ? "read" : "write", run);
      await run.sleep(100 * run.random());
      counted.push(run.now().getTime());
      await run.sleep(100 * run.random());
      pass.leave({ limited: refuses() });
    }),
  );
  return counted;
};

const mostWithin = (times: readonly number[], ms: number): number =>
  Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + ms).length));

law(
  "together they never send more than any window allows, and every call is sent",
  fc.asyncProperty(
    fc.integer(),
    fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 2, maxLength: 4 }),
    fc.double({ min: 0, max: 0.2, noNaN: true }),
    async (seed, calls, refused) => {
      const run = fakeRun({ seed });
      const logs = processes(calls.length);
      const counted = await Promise.all(
        logs.map((log, index) =>
          send(new RateLimiter(LIMITS, log), run, calls[index] ?? 0, () => run.random() < refused),
        ),
      );
      const times = counted.flat();
      expect(times).toHaveLength(calls.reduce((sum, count) => sum + count, 0));
      for (const { calls: most, perSeconds } of LIMITS)
        expect(mostWithin(times, perSeconds * 1000)).toBeLessThanOrEqual(most);
    },
  ),
);

test("whoever said its limits first decides for all", async () => {
  const run = fakeRun();
  const [one, two] = processes(2);
  const narrow = new RateLimiter([{ calls: 1, perSeconds: 5 }], one);
  const wide = new RateLimiter([{ calls: 100, perSeconds: 5 }], two);

  (await narrow.enter("read", run)).leave({ limited: false });
  (await wide.enter("read", run)).leave({ limited: false });

  expect(run.now().getTime() - fakeRun().now().getTime()).toBeGreaterThanOrEqual(5_000);
});

test("a refusal that one of them was told, all of them heed", async () => {
  const run = fakeRun();
  const [one, two] = processes(2).map((log) => new RateLimiter(undefined, log));
  (await one?.enter("read", run))?.leave({ limited: true });

  (await two?.enter("read", run))?.leave({ limited: false });

  expect(run.now().getTime() - fakeRun().now().getTime()).toBeGreaterThanOrEqual(5_000);
});

test("what a process that died had under way is held for one window, not for ever", async () => {
  const run = fakeRun();
  const dead: string[] = [];
  const limits = [{ calls: 1, perSeconds: 5 }];
  const [dying, living] = processes(2, dead).map((log) => new RateLimiter(limits, log));
  await dying?.enter("write", run);
  const waiting = living?.enter("read", run);
  await run.sleep(7_000);
  dead.push("p0");

  (await waiting)?.leave({ limited: false });

  const took = run.now().getTime() - fakeRun().now().getTime();
  expect(took).toBeGreaterThanOrEqual(12_000);
  expect(took).toBeLessThan(12_200);
});

test("whoever waits for another process's answer can be stopped", async () => {
  const [one, two] = processes(2).map((log) => new RateLimiter([{ calls: 1, perSeconds: 5 }], log));
  await one?.enter("write", fakeRun());
  const run = fakeRun();
  const waiting = two?.enter("read", run);
  run.cancel(new Error("stop"));

  await expect(waiting).rejects.toThrow("stop");
});

test.each([
  [{ is: "limits", limits: [{ calls: 1, perSeconds: 5 }] }, true],
  [{ is: "take", who: "p0 1", at: 1, waiting: 1 }, true],
  [{ is: "leave", who: "p0 1", at: 1, limited: false, retryAfterMs: 0, chance: 0 }, true],
  [{ is: "leave", who: "p0 1", at: 1 }, false],
  [{ is: "take", who: 1, at: 1, waiting: 1 }, false],
  [{ is: "take", who: "p0 1", at: Number.NaN, waiting: 1 }, false],
  [{ is: "limits", limits: [{ calls: "1" }] }, false],
  [{ is: "something", who: "p0 1", at: 1 }, false],
  [null, false],
])("%j is a line of a tally: %s", (line, is) => {
  expect(isPassage(line)).toBe(is);
});
