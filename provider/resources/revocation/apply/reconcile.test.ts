import { CertCentralError, type Order } from "../../../certcentral";
import { PartialFailure } from "../../../contract/partial-failure";
import { type Answers, contextWith } from "../../order/observe.fake";
import { read } from "../read";
import type { RevocationState } from "../state";
import { reconcile } from "./reconcile";

const order = (more: Partial<Order> = {}, status = "issued"): Order => ({
  orderId: 118,
  status: "issued",
  product: { nameId: "ssl_basic" },
  isRenewed: false,
  requests: [],
  certificate: { certificateId: 1001, dnsNames: [], emails: [], status, validTill: "2027-01-01" },
  ...more,
});
const SELF = { userId: 101, name: "Ada Example" };
const OURS = {
  requestId: 12,
  type: "revoke",
  status: "pending",
  comments: "pulumi: certificate 1001",
  requester: SELF,
};
const lost = new CertCentralError({
  code: "unreachable",
  outcome: "unknown",
  endpoint: "revoke certificate",
  method: "PUT",
  path: "/certificate/1001/revoke",
  what: "no answer: cut",
});

/** A CertCentral that shows the order, where a case does not say otherwise. */
const answering = (answers: Answers) => {
  const usual = { "list reissues": [], "list duplicates": [], "order info": order(), "my user": SELF };
  const { ctx, writes, run } = contextWith({ ...usual, ...answers });
  return { ctx, writes, lines: run.lines };
};

const inputs = { certificateId: 1001, orderId: 118 };
const state = (more: Partial<RevocationState>): RevocationState => ({
  requestedInputs: inputs,
  status: "unknown",
  ...more,
});
const pending = state({ status: "pending", requestId: 12 });
const rejected = state({ status: "rejected", requestId: 12, rejection: "request 12 was rejected by Ada" });
const waiting = { "order info": order({ requests: [OURS] }), "request info": OURS };

/** What came of it: the status of the state that is left, and the first thing that is said of a failure. */
const came = async (step: Promise<RevocationState>) =>
  step.then(
    ({ status }) => status,
    (error: unknown) =>
      `${PartialFailure.is(error) ? (error.state as RevocationState).status : "nothing"}: ${(error as Error).message.split("\n")[0]}`,
  );

test.each<[string, RevocationState | undefined, object, string, number]>([
  ["asked at once", undefined, { "revoke certificate": { outcome: "revoked" } }, "revoked", 1],
  [
    "asked, and an administrator has to approve",
    undefined,
    { "revoke certificate": { outcome: "requested", requestId: 12, status: "pending" }, "request info": OURS },
    "pending",
    1,
  ],
  ["revoked already", undefined, { "order info": order({}, "revoked") }, "revoked", 0],
  ["a request that a killed process left", undefined, waiting, "pending", 0],
  [
    "the answer is lost",
    undefined,
    { "revoke certificate": lost },
    "unknown: it is not known whether certificate 1001 (order 118) was revoked: no answer: cut",
    1,
  ],
  ["lost before, and it was done", state({}), { "order info": order({}, "revoked") }, "revoked", 0],
  ["lost before, and the request is there", state({ requestsBefore: [] }), waiting, "pending", 0],
  ["lost before, and nothing came of it", state({}), { "revoke certificate": { outcome: "revoked" } }, "revoked", 1],
  ["waits", pending, { "request info": OURS }, "pending", 0],
  [
    "rejected",
    pending,
    { "request info": { ...OURS, status: "rejected" } },
    "rejected: request 12 to revoke certificate 1001 (order 118) was rejected",
    0,
  ],
  ["rejected before", rejected, {}, "nothing: request 12 was rejected by Ada", 0],
  ["rejected before, and revoked by somebody else", rejected, { "order info": order({}, "revoked") }, "revoked", 0],
  [
    "approved, and CertCentral does not show it yet",
    pending,
    { "request info": { ...OURS, status: "approved" } },
    "pending",
    0,
  ],
])("%s", async (_, prior, answers, end, writes) => {
  const scene = answering(answers as Record<string, unknown>);

  expect(await came(reconcile(inputs, prior, scene.ctx))).toBe(end);
  expect(scene.writes).toHaveLength(writes);
});

test("a request with a status that nobody knows is waited for, with its word, and nothing is sent", async () => {
  const scene = answering({ "request info": { ...OURS, status: "on_hold" } });

  expect((await reconcile(inputs, pending, scene.ctx)).status).toBe("pending");
  expect(scene.lines).toContainEqual(
    'warn: request 12 to revoke certificate 1001 (order 118) has the status "on_hold", which this release does not know: whether it waits or has ended cannot be told; look at it in CertCentral: once it is decided, run pulumi up again; if it has ended, pulumi up --replace of this resource asks anew',
  );
  expect(scene.writes).toEqual([]);
});

test("that request is no answer to a resource made anew: it is named, and the revocation is asked for", async () => {
  const scene = answering({
    "order info": order({ requests: [{ ...OURS, status: "on_hold" }] }),
    "request info": { ...OURS, status: "on_hold" },
    "revoke certificate": { outcome: "requested", requestId: 13, status: "approved" },
  });

  expect((await reconcile(inputs, undefined, scene.ctx)).status).toBe("revoked");
  expect(scene.writes).toEqual(["revoke certificate"]);
});

test("what is done is never asked about again", async () => {
  const { ctx } = answering({ "order info": new Error("asked"), "list reissues": new Error("asked") });
  const done = state({ status: "revoked" });

  expect(await reconcile({ ...inputs, comments: "other" }, done, ctx)).toEqual({
    ...done,
    requestedInputs: { ...inputs, comments: "other" },
  });
  expect(await read(done, ctx)).toBe(done);
});

test.each<[string, RevocationState, object, string]>([
  ["nobody has decided", pending, { "request info": OURS }, "pending"],
  ["rejected", pending, { "request info": { ...OURS, status: "rejected" } }, "rejected"],
  ["lost, and the request is there", state({ requestsBefore: [] }), waiting, "pending"],
  ["lost, and nothing is there", state({}), {}, "unknown"],
  ["rejected before; another request for the same waits", rejected, waiting, "rejected"],
  ["rejected before, and revoked by now", rejected, { "order info": order({}, "revoked") }, "revoked"],
])("a refresh writes nothing: %s", async (_, prior, answers, status) => {
  const scene = answering(answers as Record<string, unknown>);

  expect((await read(prior, scene.ctx)).status).toBe(status);
  expect(scene.writes).toEqual([]);
});
