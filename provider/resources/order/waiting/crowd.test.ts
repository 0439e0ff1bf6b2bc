import { contextWith, failing } from "../observe.fake";
import { Crowd, crowdOf, isDue, type Waiter } from "./crowd";

const NOW = Date.parse("2026-11-22T12:00:00Z");
const waiter = (orderId = 118, since = NOW - 3_000): Waiter => ({ orderId, since, known: [1001] });
const line = (status: string, certificateId = 1001) => ({ orderId: 118, certificateId, status });
const MANY = 100;
const s = 1_000;

test.each<[string, Parameters<typeof isDue>, boolean]>([
  ["few look whenever they want to", [waiter(), { lookedAt: NOW - 1 }, undefined, 19, NOW], true],
  ["of many, each looks once by itself", [waiter(), {}, undefined, MANY, NOW], true],
  ["not again soon, when nothing is shown", [waiter(), { lookedAt: NOW - 79 * s }, undefined, MANY, NOW], false],
  ["but now and then, for silence is no evidence", [waiter(), { lookedAt: NOW - 80 * s }, undefined, MANY, NOW], true],
  ["when another certificate is shown", [waiter(), { lookedAt: NOW - s }, line("issued", 1002), MANY, NOW], true],
  ["not for the certificate that was there", [waiter(), { lookedAt: NOW - s }, line("issued"), MANY, NOW], false],
  [
    "when what was under way is so no more",
    [waiter(), { lookedAt: NOW, shownAt: NOW }, line("issued"), MANY, NOW],
    true,
  ],
  ["when the order has ended", [waiter(), { lookedAt: NOW }, line("revoked"), MANY, NOW], true],
  ["not while it is shown as under way", [waiter(), { shownAt: NOW }, line("reissue_pending"), MANY, NOW], false],
  [
    "even then after a quarter of an hour",
    [waiter(118, NOW - 900 * s), { shownAt: NOW - 899 * s }, line("reissue_pending"), MANY, NOW],
    true,
  ],
  [
    "a feed that showed it late is not relied on",
    [
      waiter(118, NOW - 200 * s),
      { lookedAt: NOW - 80 * s, shownAt: NOW - 100 * s },
      line("reissue_pending"),
      MANY,
      NOW,
    ],
    true,
  ],
])("%s", (_, given, due) => {
  expect(isDue(...given)).toBe(due);
});

const crowdIn = (feed: unknown, size: number) => {
  const { ctx, asked, run } = contextWith({ "status changes": feed });
  const crowd = new Crowd(ctx.api);
  const waiters = Array.from({ length: size }, (_, i) => waiter(100 + i));
  for (const one of waiters) crowd.join(one);
  return { crowd, waiters, asked, run };
};

test("one request asks for all who look together", async () => {
  const { crowd, waiters, asked, run } = crowdIn({ orders: [] }, 30);

  await Promise.all(waiters.map((one) => crowd.isDue(one, run)));

  expect(asked).toEqual(["status changes"]);
});

test("few ask for nothing together", async () => {
  const { crowd, waiters, asked, run } = crowdIn({ orders: [] }, 19);

  await Promise.all(waiters.map((one) => crowd.isDue(one, run)));

  expect(asked).toEqual([]);
});

test("a feed that this key may not read hints at nothing: each looks by itself", async () => {
  const { crowd, waiters, run } = crowdIn(failing(403), 30);

  expect(await Promise.all(waiters.map((one) => crowd.isDue(one, run)))).toEqual(waiters.map(() => true));
});

test("who is shown as under way does not look by itself", async () => {
  const { crowd, waiters, run } = crowdIn({ orders: [{ orderId: 100, status: "reissue_pending" }] }, 30);

  expect(await Promise.all(waiters.map((one) => crowd.isDue(one, run)))).toEqual(waiters.map((_, i) => i !== 0));
});

test("one line is said for many, every ten seconds, and of few by each for itself", () => {
  const { crowd, waiters, run } = crowdIn({ orders: [] }, 30);
  expect([crowd.progress("alone", run), crowd.progress("alone", run)]).toEqual([
    "30 of 30 wait for issuance",
    undefined,
  ]);

  run.advance(10_000);
  for (const one of waiters.slice(0, 5)) crowd.leave(one);
  expect(crowd.progress("alone", run)).toBe("25 of 30 wait for issuance");

  for (const one of waiters.slice(5, 15)) crowd.leave(one);
  expect(crowd.progress("alone", run)).toBe("alone");
});

test("the line says what is left of the window, where the client knows", () => {
  const { crowd, waiters, run } = crowdIn({ orders: [] }, 30);
  const knowing = new Crowd({ ...crowd.api, requestsLeft: () => 120 });
  for (const one of waiters) knowing.join(one);

  expect(knowing.progress("alone", run)).toBe("30 of 30 wait for issuance; 120 requests left in this window");
  expect([crowd.isMany, crowdIn({}, 19).crowd.isMany]).toEqual([true, false]);
});

test("a crowd is that of one key", () => {
  const [one, other] = [contextWith({}).ctx.api, contextWith({}).ctx.api];

  expect(crowdOf(one)).toBe(crowdOf(one));
  expect(crowdOf(one)).not.toBe(crowdOf(other));
});
