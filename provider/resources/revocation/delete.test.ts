import { contextWith, failing } from "../order/observe.fake";
import { order } from "../order/observed-order.fake";
import { farewell, remove } from "./delete";
import type { RevocationState } from "./state";

const state: RevocationState = {
  requestedInputs: { certificateId: 1001 },
  status: "revoked",
  requestId: 12,
};

test.each([
  ["revoked", "info", "certificate 1001 stays revoked: a revocation cannot be undone"],
  [
    "pending",
    "warn",
    "request 12 to revoke certificate 1001 still waits for an administrator: have it rejected in CertCentral if it is no longer wanted",
  ],
  [
    "unknown",
    "warn",
    "it was never learned whether certificate 1001 was revoked: look it up in CertCentral; a revocation cannot be undone",
  ],
  ["rejected", "info", "certificate 1001 was not revoked by this resource"],
] as const)("of what is %s", (status, level, text) => {
  expect(farewell({ ...state, status })).toEqual({ level, text });
});

const request = { requestId: 14, type: "revoke", status: "pending" };
const answers = (status: string, requests: readonly (typeof request)[] = []) => ({
  "order info": order({ requests: [...requests] }, { status }),
  "list reissues": [],
  "list duplicates": [],
  "request info": { ...request, orderId: 118, requester: { userId: 101 }, comments: "pulumi: certificate 1001" },
  "my user": { userId: 101 },
});
const asked: RevocationState = { ...state, foundOnOrder: 118 };

test.each([
  [
    "rejected",
    "a step that was killed has asked again",
    answers("issued", [request]),
    /^warn: request 14 to revoke certificate 1001 still waits/,
  ],
  ["unknown", "the request was taken", answers("issued", [request]), /^warn: request 14 to revoke .* still waits/],
  ["unknown", "it was revoked", answers("revoked"), /^info: certificate 1001 stays revoked/],
  ["rejected", "nobody asked again", answers("issued"), /^info: certificate 1001 was not revoked by this resource/],
  ["rejected", "the order is gone", { "list reissues": failing(404) }, /^info: certificate 1001 was not revoked/],
  ["unknown", "CertCentral cannot answer", { "list reissues": failing(500) }, /^warn: it was never learned/],
] as const)("what is %s is looked at once more: %s", async (status, _, answer, line) => {
  const { ctx, run, writes } = contextWith({ "list duplicates": [], ...answer });

  await remove({ ...asked, status }, ctx);

  expect(run.lines.at(-1)).toMatch(line);
  expect(writes).toEqual([]);
});

test.each(["revoked", "pending"] as const)("what is %s is not asked about", async (status) => {
  const { ctx, asked: calls } = contextWith({});

  await remove({ ...asked, status }, ctx);

  expect(calls).toEqual([]);
});
