import { setTimeout as sleep } from "node:timers/promises";
import { type CertCentral, certCentral } from "./support/certcentral";
import { stackFor } from "./support/harness";
import { type Key, makeKey } from "./support/keys";
import { processesNamed } from "./support/processes";

/*
 * The network and the machine fail; nothing is asked for twice. Each kind of failure has an order of its own, so that
 * one `up` meets all of them.
 */

let central: CertCentral;
let key: Key;

beforeEach(async () => {
  central = await certCentral();
  key = await makeKey();
});

const programOf = (certificates: Record<string, object>) => `
  const { Certificate } = require("pulumi-digicert");
  for (const [name, inputs] of Object.entries(${JSON.stringify(certificates)})) new Certificate(name, inputs);
`;

/** The certificates that were reissued on an order, alive or not. */
const reissuesOf = async (orderId: number) =>
  (await central.order(orderId)).certificates.filter(({ kind }) => kind === "reissue");

const REISSUE = "POST";
const faults: Record<string, { method: string; path: (orderId: number) => string; kind: string; times: number }> = {
  "drop-at-reissue": { method: REISSUE, path: (id) => `/${id}/reissue`, kind: "drop", times: 1 },
  "lost-at-reissue": { method: REISSUE, path: (id) => `/${id}/reissue`, kind: "lose-answer", times: 1 },
  "502-before-reissue": { method: REISSUE, path: (id) => `/${id}/reissue`, kind: "status:502", times: 1 },
  "502-after-reissue": { method: REISSUE, path: (id) => `/${id}/reissue`, kind: "act-then-status:502", times: 1 },
  "429-at-reissue": { method: REISSUE, path: (id) => `/${id}/reissue`, kind: "status:429", times: 1 },
  "garbage-at-reissue": { method: REISSUE, path: (id) => `/${id}/reissue`, kind: "garbage", times: 1 },
  "drop-at-order": { method: "GET", path: (id) => `/order/certificate/${id}`, kind: "drop", times: 2 },
  "502-at-order": { method: "GET", path: (id) => `/order/certificate/${id}`, kind: "status:502", times: 2 },
  "garbage-at-order": { method: "GET", path: (id) => `/order/certificate/${id}`, kind: "garbage", times: 1 },
  "429-at-list": { method: "GET", path: (id) => `/${id}/reissue`, kind: "status:429", times: 1 },
  "lost-at-list": { method: "GET", path: (id) => `/${id}/reissue`, kind: "lose-answer", times: 2 },
};

test("whatever goes wrong at the reissue or at a read, there is one reissue in the end, after two ups at most", async () => {
  const orders = new Map<string, number>();
  for (const [name, { method, path, kind, times }] of Object.entries(faults)) {
    const { orderId } = await central.makeOrder({ commonName: "www.example.com" });
    orders.set(name, orderId);
    await central.fault({ method, path: path(orderId), kind, times });
  }
  const inputs = [...orders].map(([name, orderId]) => [name, { orderId, csr: key.csr }]);
  const stack = await stackFor({ program: programOf(Object.fromEntries(inputs)), config: central.config });

  // After a first failure the engine begins nothing new, and which resource comes too late for its fault is a matter of speed.
  const first = await stack.up({ args: ["--continue-on-error"], mayFail: true });
  if (first.code !== 0) await stack.up();

  expect(await central.faults()).toEqual([]);
  const counted = await Promise.all([...orders].map(async ([name, id]) => [name, (await reissuesOf(id)).length]));
  expect(Object.fromEntries(counted)).toEqual(Object.fromEntries([...orders.keys()].map((name) => [name, 1])));
  expect((await stack.preview({ args: ["--expect-no-changes"] })).code).toBe(0);
});

test("a download that fails or is garbage costs no second reissue", async () => {
  const { orderId } = await central.makeOrder({ commonName: "www.example.com" });
  await central.fault({ method: "GET", path: "/download/", kind: "garbage", times: 1 });
  await central.fault({ method: "GET", path: "/download/", kind: "status:502", times: 1 });
  const stack = await stackFor({ program: programOf({ web: { orderId, csr: key.csr } }), config: central.config });

  const first = await stack.up({ mayFail: true });
  if (first.code !== 0) await stack.up();

  expect(await reissuesOf(orderId)).toHaveLength(1);
  expect((await stack.resource("web")).outputs?.["status"]).toBe("issued");
});

/** Waits until CertCentral has accepted a reissue of this order. */
const accepted = async (orderId: number, count = 1) => {
  while ((await reissuesOf(orderId)).length < count) await sleep(50);
};

/** Longer than it takes to kill a process on any machine. */
const SLOW_SECONDS = 120;

describe("killed right after CertCentral accepted the reissue", () => {
  beforeEach(() => central.setAwkward({ slowIssuanceSeconds: [SLOW_SECONDS, SLOW_SECONDS] }));

  test.each([
    ["the provider process", false],
    ["the Pulumi CLI", true],
  ])("%s: the next up takes the certificate over", async (_, wholeCli) => {
    const { orderId } = await central.makeOrder({ commonName: "www.example.com" });
    const stack = await stackFor({ program: programOf({ web: { orderId, csr: key.csr } }), config: central.config });
    const going = stack.begin("up");
    await accepted(orderId);

    if (wholeCli) going.kill("SIGKILL");
    for (const pid of wholeCli ? [] : processesNamed(stack.processes(), "dynamic-provider"))
      process.kill(pid, "SIGKILL");
    await going.done;
    if (wholeCli) await stack.cli(["cancel", "--yes", "--stack", "test"]);
    await central.advance(SLOW_SECONDS);
    await stack.up();

    expect(await reissuesOf(orderId)).toHaveLength(1);
    expect((await stack.resource("web")).outputs).toMatchObject({ status: "issued", publicKeySha256: key.fingerprint });
    expect((await stack.up()).changes).toEqual({ same: 2 });
  });

  test("the provider process, during a renewal that keeps the key: the next up takes the new certificate over", async () => {
    const { orderId, certificateId } = await central.makeOrder({ commonName: "www.example.com", csr: key.csr });
    const inputs = { orderId, csr: key.csr };
    const stack = await stackFor({ program: programOf({ web: { ...inputs, triggers: [1] } }), config: central.config });
    await stack.up();
    stack.rewrite(programOf({ web: { ...inputs, triggers: [2] } }));
    const going = stack.begin("up");
    await accepted(orderId);

    for (const pid of processesNamed(stack.processes(), "dynamic-provider")) process.kill(pid, "SIGKILL");
    await going.done;
    await central.advance(SLOW_SECONDS);
    await stack.up();

    expect(await reissuesOf(orderId)).toHaveLength(1);
    const { outputs } = await stack.resource("web");
    expect(outputs).toMatchObject({ status: "issued", publicKeySha256: key.fingerprint });
    expect(outputs?.["certificateId"]).not.toBe(certificateId);
    expect((await stack.up()).changes).toEqual({ same: 2 });
  });
});
