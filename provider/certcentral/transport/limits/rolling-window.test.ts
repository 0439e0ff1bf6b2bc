import fc from "fast-check";
import { RollingWindow } from "./rolling-window";

const SPAN = 5_000;
const call = fc.record({
  pause: fc.integer({ min: 0, max: 2_000 }),
  latency: fc.integer({ min: 0, max: 4_000 }),
  counted: fc.double({ min: 0, max: 1, noNaN: true }),
});

/** Sends each call as early as its arrival and the window allow; tells when the other side counted each. */
function simulate(limit: number, calls: readonly { pause: number; latency: number; counted: number }[]): number[] {
  const window = new RollingWindow({ calls: limit, perSeconds: SPAN / 1000 });
  const answers: number[] = [];
  const counted: number[] = [];
  let now = 0;
  let arrival = 0;
  for (const { pause, latency, counted: share } of calls) {
    arrival += pause;
    now = Math.max(now, arrival);
    const reconcile = () => {
      answers.sort((a, b) => a - b);
      while (answers[0] !== undefined && answers[0] <= now) window.giveBack(answers.shift() ?? 0);
    };
    for (reconcile(); window.waitFrom(now) > 0; reconcile())
      now = Math.min(now + window.waitFrom(now), answers[0] ?? Number.POSITIVE_INFINITY);
    window.take();
    answers.push(now + latency);
    counted.push(now + latency * share);
  }
  return counted.sort((a, b) => a - b);
}

test("never more than the limit in any window, whatever arrives when and whenever it is counted", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 7 }), fc.array(call, { maxLength: 80 }), (limit, calls) => {
      const counted = simulate(limit, calls);
      counted.forEach((at, index) => {
        const overLimit = counted[index + limit];
        if (overLimit !== undefined) expect(overLimit - at).toBeGreaterThan(SPAN);
      });
    }),
  );
});

test("as many as the limit allows, when answers come at once", () => {
  const counted = simulate(
    100,
    Array.from({ length: 1000 }, () => ({ pause: 0, latency: 0, counted: 0 })),
  );

  expect(counted.at(-1)).toBeLessThanOrEqual(9 * SPAN * 1.001);
});

test("a call under way holds its place however long it takes", () => {
  const window = new RollingWindow({ calls: 1, perSeconds: 5 });

  window.take();

  expect(window.waitFrom(1_000_000)).toBe(Number.POSITIVE_INFINITY);
});

test("a clock that is set back by an hour closes the window for one window, not for an hour", () => {
  const window = new RollingWindow({ calls: 1, perSeconds: 5 });
  window.take();
  window.giveBack(3_600_000);

  expect(window.waitFrom(0)).toBeLessThanOrEqual(5_002);
});

test("of a share of the limit so many calls fit, and the next when as many as are too many have been forgotten", () => {
  const window = new RollingWindow({ calls: 10, perSeconds: 5 });
  for (const at of [0, 100, 200]) {
    window.take();
    window.giveBack(at);
  }

  expect(window.waitFrom(300, 0.4)).toBe(0);
  expect(window.waitFrom(300, 0.3)).toBe(4_702);
  expect(window.waitFrom(300, 0.2)).toBe(4_802);
  expect(window.waitFrom(300, 0.01)).toBe(4_902);
});
