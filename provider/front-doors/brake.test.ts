import type { CertCentral } from "../certcentral";
import * as client from "../certcentral";
import { processes } from "../claims/shared-log.fake";
import { Refusal } from "../contract/refusal";
import { fakeRun } from "../contract/run.fake";
import type { BrakeLimits } from "../settings/settings";
import { braked, DEEDS, heldBack } from "./brake";
import { Allowance } from "./claims/allowance";

const { reissueCertificate, revokeCertificate, orderInfo } = client;

/** A process with these limits, and what it sends for a resource. */
const stackOf = (limits: Partial<BrakeLimits>, allowance = new Allowance(), urn = "urn:web") => {
  const sent: string[] = [];
  const api: CertCentral = {
    send: async (endpoint) => {
      sent.push(endpoint.name);
      return undefined as never;
    },
  };
  const run = { ...fakeRun(), resource: urn };
  const on = braked(api, { reissue: undefined, revocation: undefined, ...limits }, allowance);
  return {
    sent,
    reissue: (orderId: number) => on.send(reissueCertificate, { orderId, request: { signatureHash: "sha256" } }, run),
    revoke: (certificateIdentifier: number) => on.send(revokeCertificate, { certificateIdentifier }, run),
    look: () => on.send(orderInfo, { orderId: 118 }, run),
  };
};

const linesOf = async (step: Promise<unknown>): Promise<readonly string[]> => {
  const error = await step.catch((thrown: unknown) => thrown);
  return Refusal.is(error) ? error.lines : [];
};

test("a stack that is told 0 only looks, and what it holds back is named with what to do", async () => {
  const { sent, look, reissue, revoke } = stackOf({ reissue: 0, revocation: 0 });

  await look();
  expect(await linesOf(reissue(118))).toEqual([
    "held back: POST /order/certificate/118/reissue",
    "digicert:maxReissues is 0: this stack sends no reissues and new credentials",
    "look at what the preview says; to let it happen, raise digicert:maxReissues or remove it",
  ]);
  expect(await linesOf(revoke(1001))).toHaveLength(3);
  expect(sent).toEqual(["order info"]);
});

test("as many as are allowed go through in one run, and the same one sent again is one", async () => {
  const { sent, reissue, revoke } = stackOf({ reissue: 2 });

  await reissue(118);
  await reissue(118);
  await reissue(119);
  expect((await linesOf(reissue(120)))[1]).toBe(
    "digicert:maxReissues is 2: as many reissues and new credentials were sent in this run",
  );
  await revoke(1001);
  expect(sent).toEqual(["reissue certificate", "reissue certificate", "reissue certificate", "revoke certificate"]);
});

test("two resources that send the same send it twice: two pairs of one contract, or a certificate and its duplicate", async () => {
  const allowance = new Allowance();
  await stackOf({ reissue: 1 }, allowance).reissue(118);
  expect(await linesOf(stackOf({ reissue: 1 }, allowance, "urn:duplicate").reissue(118))).toHaveLength(3);
});

test("what the other providers of the run have sent counts, theirs without a limit too; each goes by its own", async () => {
  const [one, two] = processes(2).map((log) => new Allowance(log));
  const unlimited = stackOf({}, one);
  const limited = stackOf({ reissue: 2, revocation: 1 }, two);

  await unlimited.reissue(118);
  await limited.reissue(118);
  expect(await linesOf(limited.reissue(119))).toHaveLength(3);
  await unlimited.reissue(120);
  await limited.revoke(1001);
  expect([unlimited.sent.length, limited.sent.length]).toEqual([2, 2]);
});

/** Writes after which nothing is paid for and nothing is gone. */
const HARMLESS = ["check domain control", "order random value"];

test("every write of the client is known to the brake, or known to be harmless", () => {
  const writes = Object.values(client as Record<string, unknown>).flatMap((value) =>
    typeof value === "object" && value !== null && "method" in value && "name" in value && value.method !== "GET"
      ? [String(value.name)]
      : [],
  );

  expect(writes.length).toBeGreaterThan(5);
  expect(writes.filter((name) => !Object.hasOwn(DEEDS, name) && !HARMLESS.includes(name))).toEqual([]);
});

test.each([
  ["reissue", { reissue: 0, revocation: undefined }, "digicert:maxReissues is 0"],
  ["regenerate", { reissue: 0, revocation: 0 }, "digicert:maxReissues is 0"],
  ["retire", { reissue: undefined, revocation: 0 }, "digicert:maxRevocations is 0"],
  ["reissue", { reissue: 1, revocation: 0 }, undefined],
  ["resume", { reissue: 0, revocation: 0 }, undefined],
  ["nothing", { reissue: 0, revocation: 0 }, undefined],
] as const)("a preview of %s with %j says: %s", (action, limits, words) => {
  const said = heldBack(action, limits);
  if (words === undefined) expect(said).toBeUndefined();
  else expect(said).toContain(words);
});
