import { Share } from "./share";

const LIMITS = [
  { calls: 100, perSeconds: 5 },
  { calls: 1000, perSeconds: 180 },
];
const none = () => 0;
const FEW = 1;

/** So many calls went well in the second before `now`. */
const after = (calls: number, now = 0): Share => {
  const share = new Share(LIMITS);
  for (let i = 0; i < calls; i += 1) {
    share.take(now - 900, FEW);
    share.accepted(now - 900, now - 500);
  }
  return share;
};

test("nothing refused: all of the limits is ours, and a crowd goes as the windows allow", () => {
  const share = new Share(LIMITS);
  share.take(0, FEW);

  expect([share.at(0), share.waitFrom(0, 33), share.doubtful]).toEqual([1, 0, false]);
});

test("a few are sent evenly, as fast as the shorter window allows, once a handful has run ahead", () => {
  const share = new Share(LIMITS);
  for (let i = 0; i < 7; i += 1) share.take(0, FEW);
  expect(share.waitFrom(0, FEW)).toBe(0);

  share.take(0, FEW);
  expect(share.waitFrom(0, FEW)).toBe(50);
  expect(share.waitFrom(20, FEW)).toBe(30);
});

test("one call after the other is not held up", () => {
  const share = new Share(LIMITS);
  for (let i = 0; i < 50; i += 1) {
    expect(share.waitFrom(0, FEW)).toBe(0);
    share.take(0, FEW);
    share.accepted(0, 0);
  }
});

test("what went well of a full window is our share of it, with a little taken off, and those under way are counted when they are answered", () => {
  const share = after(20);
  share.refused(-100, 0, none);
  expect(share.at(0)).toBeCloseTo(0.2 * 0.95);

  for (let i = 0; i < 10; i += 1) share.accepted(-50, 300);

  expect(share.at(300)).toBeCloseTo(0.3 * 0.95);
});

test("a refusal closes for five seconds; then one call goes ahead, and everything waits for its answer", () => {
  const share = after(25);
  share.refused(-100, 0, none);
  expect(share.waitFrom(0, FEW)).toBe(5_000);

  share.take(5_000, FEW);
  expect([share.waitFrom(5_000, FEW), share.doubtful]).toEqual([Number.POSITIVE_INFINITY, true]);

  share.accepted(5_000, 5_400);
  expect([share.waitFrom(5_400, FEW), share.doubtful]).toEqual([0, false]);
});

test("a crowd that shares is sent evenly, too", () => {
  const share = after(25);
  share.refused(-100, 0, none);
  share.take(5_000, FEW);
  share.accepted(5_000, 5_400);
  share.take(5_400, FEW);

  expect(share.waitFrom(5_400, 100)).toBeCloseTo(50 / share.at(5_400), 0);
});

test("a burst that is refused together is one refusal, though its last answer comes after a call that went well; the next is another, and waits longer", () => {
  const share = after(25);
  share.refused(-100, 0, none);
  share.refused(-50, 20, none);
  expect(share.waitFrom(20, FEW)).toBe(4_980);
  share.take(5_000, FEW);
  share.accepted(5_000, 5_100);
  share.refused(-10, 5_200, none);
  expect(share.doubtful).toBe(false);

  share.refused(5_150, 5_300, none);
  share.refused(10_400, 10_500, none);
  expect(share.waitFrom(10_500, FEW)).toBe(10_000);
});

test("where our share of the longer window is used up, that was the full one, and what we had of it is our share", () => {
  const share = after(100, -20_000);
  for (let i = 0; i < 800; i += 1) share.accepted(-30_000, -20_000);
  share.refused(-100, 0, none);

  expect(share.at(0)).toBeCloseTo(0.9 * 0.95);
});

test("whoever comes to a full window begins with a tenth", () => {
  const share = new Share(LIMITS);
  share.take(0, FEW);
  share.refused(0, 100, none);

  expect(share.at(100)).toBe(0.1);
});

test("a share is kept for as long as the longer window, and grows to all of the limits within as much again, slowly at first", () => {
  const share = after(25);
  share.refused(-100, 0, none);
  const kept = share.at(0);

  expect(share.at(5_000 + 180_000)).toBe(kept);
  expect(share.at(5_000 + 210_000)).toBeLessThan(kept + 0.01);
  expect(share.at(5_000 + 360_000)).toBe(1);
});

test("no wait is longer than twenty seconds and its jitter, unless the other side asks for more", () => {
  const share = new Share(LIMITS);
  for (let sent = 0; sent < 10; sent += 1) share.refused(sent * 100_000, sent * 100_000, () => 0.999);
  expect(share.waitFrom(900_000, FEW)).toBeLessThanOrEqual(30_000);

  share.refused(1_000_000, 1_000_000, none, 120_000);
  expect(share.waitFrom(1_000_000, FEW)).toBe(120_000);
});

test("a clock that is set back opens rather than stay closed", () => {
  const share = new Share(LIMITS);
  share.refused(3_600_000, 3_600_000, none);

  expect([share.waitFrom(0, FEW), share.at(0)]).toEqual([0, 1]);
});
