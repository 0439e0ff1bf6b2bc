import { type CertCentral, certCentral } from "./certcentral";
import { stackFor } from "./harness";
import { type Key, makeKey } from "./keys";

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

test("more than an account's windows hold: who was refused waits with everybody else, and all of it is done once", async () => {
  await central.setAwkward({ rateWindows: [[12, 5]] });
  const orders = await Promise.all([1, 2, 3, 4, 5, 6].map(() => central.makeOrder({ commonName: "www.example.com" })));
  const ids = orders.map(({ orderId }) => orderId);
  const stack = await stackFor({ program: programOf(ids, key.csr), config: central.config });

  await stack.up();

  const made = await calls();
  const first = made.findIndex(({ status }) => status === 429);
  expect(first).toBeGreaterThan(0);
  // What was on its way when the window closed is refused with it; then there is silence.
  const from = made[first]?.at ?? 0;
  const inTheSameBurst = made.filter(({ at }) => at >= from && at < from + 2_500);
  const next = made.find(({ at }) => at >= from + 2_500);
  expect(inTheSameBurst.every(({ status }) => status === 429)).toBe(true);
  expect((next?.at ?? 0) - from).toBeGreaterThanOrEqual(5_000);
  for (const id of ids) expect(await reissues(id)).toHaveLength(1);
  expect((await stack.preview({ args: ["--expect-no-changes"] })).code).toBe(0);
});
