import { Throttle } from "./throttle";

const none = () => 0;

test("nothing refused, nothing paced", () => {
  const pace = new Throttle(20);

  pace.take(0);

  expect([pace.waitFrom(0), pace.doubtful]).toEqual([0, false]);
});

test("a refusal closes for five seconds, then halves the speed, which recovers within a minute", () => {
  const pace = new Throttle(20);

  pace.refused(0, 10, none);
  expect(pace.waitFrom(10)).toBe(5_000);

  pace.take(5_010);
  expect(pace.waitFrom(5_010)).toBe(100);

  pace.take(65_010);
  expect(pace.waitFrom(65_010)).toBe(0);
});

test("a burst that is refused together is one refusal; the next is another, and waits longer", () => {
  const pace = new Throttle(20);
  pace.refused(0, 10, none);
  pace.refused(5, 20, none);
  expect(pace.waitFrom(20)).toBe(4_990);

  pace.refused(5_010, 5_020, none);
  expect(pace.waitFrom(5_020)).toBe(10_000);
});

test("no wait is longer than twenty seconds and its jitter, unless the other side asks for more", () => {
  const pace = new Throttle(20);
  for (let sent = 0; sent < 10; sent += 1) pace.refused(sent * 100_000, sent * 100_000, () => 0.999);
  expect(pace.waitFrom(900_000)).toBeLessThanOrEqual(30_000);

  pace.refused(1_000_000, 1_000_000, none, 120_000);
  expect(pace.waitFrom(1_000_000)).toBe(120_000);
});

test("doubt ends with a call that was sent after opening and went well", () => {
  const pace = new Throttle(20);
  pace.refused(0, 10, none);

  pace.accepted(5);
  expect(pace.doubtful).toBe(true);

  pace.accepted(5_010);
  expect(pace.doubtful).toBe(false);
});

test("a clock that is set back opens rather than stay closed", () => {
  const pace = new Throttle(20);
  pace.refused(3_600_000, 3_600_000, none);

  expect(pace.waitFrom(0)).toBe(0);
});
