import { type FakeRun, fakeRun } from "../../../contract/run.fake";
import { LIMITS, type Priority, RateLimiter } from "./rate-limiter";

const through = async (gate: RateLimiter, run: FakeRun, lane: Priority = "read") =>
  (await gate.enter(lane, run)).leave({ limited: false });
const elapsed = (run: FakeRun) => run.now().getTime() - fakeRun().now().getTime();

test("1500 calls take what both windows make them take, and hardly more", async () => {
  const gate = new RateLimiter(LIMITS);
  const run = fakeRun();

  await Promise.all(Array.from({ length: 1500 }, () => through(gate, run)));

  // 1000 in ten bursts; when the first of them is 180 s old, 500 more in five bursts.
  expect(elapsed(run)).toBeGreaterThanOrEqual(180_000 + 20_000);
  expect(elapsed(run)).toBeLessThanOrEqual(200_000 * 1.01);
});

test("what is left of the longest window is told, and comes back with time", async () => {
  const gate = new RateLimiter(LIMITS);
  const run = fakeRun();
  const left = () => gate.left(run.now().getTime());
  expect(left()).toBe(1000);

  await Promise.all(Array.from({ length: 90 }, () => through(gate, run)));
  const pass = await gate.enter("read", run);
  expect(left()).toBe(909);

  pass.leave({ limited: false });
  run.advance(180_003);
  expect(left()).toBe(1000);
});

test("after a refusal, what is left is what is left of our share", async () => {
  const gate = new RateLimiter(LIMITS);
  const run = fakeRun();
  await Promise.all(Array.from({ length: 40 }, () => through(gate, run)));

  (await gate.enter("read", run)).leave({ limited: true });

  expect(gate.left(run.now().getTime())).toBeLessThan(1000 - 41);
});

test("a write that comes last goes first", async () => {
  const gate = new RateLimiter([{ calls: 1, perSeconds: 5 }]);
  const run = fakeRun();
  const order: string[] = [];
  const call = (lane: Priority, name: string) => through(gate, run, lane).then(() => order.push(name));

  await Promise.all([
    call("read", "first"),
    call("read", "poll"),
    call("read", "another poll"),
    call("write", "write"),
  ]);

  expect(order).toEqual(["write", "first", "poll", "another poll"]);
});

test("after a refusal a read goes first, because it can be asked again", async () => {
  const gate = new RateLimiter(LIMITS);
  const run = fakeRun();
  (await gate.enter("write", run)).leave({ limited: true });
  const order: string[] = [];

  await Promise.all([
    through(gate, run, "write").then(() => order.push("write")),
    through(gate, run).then(() => order.push("read")),
  ]);

  expect(order).toEqual(["read", "write"]);
});

test("a cancelled run leaves the queue, and the others go on", async () => {
  const gate = new RateLimiter([{ calls: 1, perSeconds: 5 }]);
  const [run, gone, patient] = [fakeRun(), fakeRun(), fakeRun()];
  const pass = await gate.enter("read", run);
  const [leaving, staying] = [gate.enter("read", gone), gate.enter("read", patient)];

  gone.cancel(new Error("stop"));
  pass.leave({ limited: false });

  await expect(leaving).rejects.toThrow("stop");
  await expect(staying).resolves.toBeDefined();
  await expect(gate.enter("read", gone)).rejects.toThrow("stop");
});

test("whoever waits long is told so", async () => {
  const gate = new RateLimiter([{ calls: 1, perSeconds: 180 }]);
  const run = fakeRun();

  await Promise.all([through(gate, run), through(gate, run)]);

  expect(run.lines).toEqual(["progress: waiting 181 s for DigiCert's request limit"]);
});
