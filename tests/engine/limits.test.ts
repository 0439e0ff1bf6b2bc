import { setTimeout as sleep } from "node:timers/promises";
import { type CertCentral, certCentral } from "./support/certcentral";
import { stackFor } from "./support/harness";
import { type Key, makeKey } from "./support/keys";

/*
 * CertCentral's windows are closed: whoever calls then is refused again, and for longer. How long is told by the
 * simulator's own clock; a slow machine makes a pause longer, never shorter.
 */

let central: CertCentral;
let key: Key;

beforeEach(async () => {
  central = await certCentral();
  key = await makeKey();
});

const programOf = (orderIds: readonly number[], csr: string) => `
  const { Certificate } = require("pulumi-digicert");
  for (const orderId of ${JSON.stringify(orderIds)}) new Certificate("order-" + orderId, { orderId, csr: ${JSON.stringify(csr)} });
`;

interface Call {
  readonly at: number;
  readonly status: number;
  readonly what: string;
}
const calls = async (): Promise<Call[]> =>
  (await central.history()).map(({ at, method, path, status }) => ({
    at: Date.parse(at),
    status,
    what: `${method} ${path.replace("/services/v2", "")}`,
  }));
const reissues = async (orderId: number) =>
  (await central.order(orderId)).certificates.filter(({ kind }) => kind === "reissue");

test.each([
  ["at the reissue", "POST", "/reissue"],
  ["at the order", "GET", "/order/certificate/*"],
  ["at the list of reissues", "GET", "/reissue"],
  ["at the download", "GET", "/download/"],
])("a 429 %s: nothing is sent for five seconds, and there is one reissue in the end", async (_, method, path) => {
  const { orderId } = await central.makeOrder({ commonName: "www.example.com" });
  await central.fault({ method, path, kind: "status:429", times: 1 });
  const stack = await stackFor({ program: programOf([orderId], key.csr), config: central.config });

  await stack.up();

  const made = await calls();
  const refused = made.findIndex(({ status }) => status === 429);
  const [before, after] = [made[refused], made[refused + 1]];
  expect(refused).toBeGreaterThanOrEqual(0);
  expect((after?.at ?? 0) - (before?.at ?? 0)).toBeGreaterThanOrEqual(5_000);
  expect(await reissues(orderId)).toHaveLength(1);
});

/** The calls from the first refusal on, and behind them, once there are any, those that came after a pause. */
const aroundThePause = (
  made: readonly Call[],
): { readonly burst: readonly Call[]; readonly after: readonly Call[] } => {
  const refused = made.findIndex(({ status }) => status === 429);
  const from = refused < 0 ? [] : made.slice(refused);
  const next = from.findIndex(({ at }, index) => at - (from[index - 1]?.at ?? at) >= 5_000);
  return next < 0 ? { burst: from, after: [] } : { burst: from.slice(0, next), after: from.slice(next) };
};

test("more than an account's windows hold: who was refused waits with everybody else, and all of it is done once", async () => {
  // No machine is too slow to fill this window, and it opens only when the test says so.
  await central.setAwkward({ rateWindows: [[12, 86_400]] });
  const orders = await Promise.all([1, 2, 3, 4, 5, 6].map(() => central.makeOrder({ commonName: "www.example.com" })));
  const ids = orders.map(({ orderId }) => orderId);
  const stack = await stackFor({ program: programOf(ids, key.csr), config: central.config });

  const going = stack.begin("up");
  let over = false;
  const ended = going.done.finally(() => {
    over = true;
  });
  while (!over && aroundThePause(await calls()).after.length === 0) await sleep(100);
  await central.setAwkward({ rateWindows: [] });
  expect((await ended).code).toBe(0);

  // What was on its way when the window closed is refused with it, nobody asks the same again, and then there is silence.
  const { burst, after } = aroundThePause(await calls());
  expect(burst.map(({ status }) => status)).toEqual(burst.map(() => 429));
  expect(new Set(burst.map(({ what }) => what)).size).toBe(burst.length);
  expect(after.length).toBeGreaterThan(0);
  for (const id of ids) expect(await reissues(id)).toHaveLength(1);
  expect((await stack.preview({ args: ["--expect-no-changes"] })).code).toBe(0);
});
