import { UNKNOWN } from "../../contract/unknown";
import { plan } from "./plan";
import { type Reason, sentence } from "./reasons";
import type { RevocationState } from "./state";

const state = (more: Partial<RevocationState> = {}): RevocationState => ({
  requestedInputs: { certificateId: 1001 },
  status: "revoked",
  ...more,
});
const pending = state({ status: "pending", requestId: 12 });
const rejected = state({ status: "rejected", requestId: 12, rejection: 'request 12 was rejected by Ada: "no"' });

const said = (prior: RevocationState, inputs: Parameters<typeof plan>[1]): string => {
  const { action, reasons } = plan(prior, inputs);
  return [action, ...reasons.map((reason: Reason) => sentence(reason))].join(": ");
};

test.each([
  [
    "what is revoked is done, however it would be asked for now",
    state(),
    { certificateId: 1001, reason: "superseded" },
    "nothing",
  ],
  ["the order of a certificate is no part of the target", state(), { certificateId: 1001, orderId: 118 }, "nothing"],
  [
    "another certificate",
    state(),
    { certificateId: 1002 },
    "replace: revokes certificate 1002 instead of certificate 1001, which stays as it is",
  ],
  [
    "the order as a whole instead",
    state(),
    { orderId: 118, wholeOrder: true },
    "replace: revokes order 118 instead of certificate 1001, which stays as it is",
  ],
  [
    "leading zeros of a serial number",
    state({ requestedInputs: { serialNumber: "0AB1" } }),
    { serialNumber: "AB1" },
    "nothing",
  ],
  [
    "a target that is not known yet",
    state(),
    { certificateId: UNKNOWN },
    "revoke: certificateId not known before it is applied",
  ],
  [
    "a request that waits, with other comments",
    pending,
    { certificateId: 1001, comments: "please" },
    "resume: asks what became of request 12, which waits for an administrator",
  ],
  [
    "a lost answer",
    state({ status: "unknown", askedAt: "2026-11-22T12:00:00.000Z" }),
    { certificateId: 1001 },
    "resume: asked for at 2026-11-22T12:00:00.000Z, and the answer never came: looks first",
  ],
  [
    "a rejection",
    rejected,
    { certificateId: 1001 },
    'resume: request 12 was rejected by Ada: "no"; not asked again until reason, comments or skipApproval change',
  ],
  [
    "a rejection, and a default said aloud",
    rejected,
    { certificateId: 1001, reason: "unspecified", skipApproval: false },
    'resume: request 12 was rejected by Ada: "no"; not asked again until reason, comments or skipApproval change',
  ],
  [
    "a rejection, and waiting differently",
    rejected,
    { certificateId: 1001, awaitApproval: true },
    'resume: request 12 was rejected by Ada: "no"; not asked again until reason, comments or skipApproval change',
  ],
  [
    "a rejection, asked differently",
    rejected,
    { certificateId: 1001, reason: "keyCompromise", comments: "leaked" },
    "revoke: asks again, after a rejection, with other reason, comments",
  ],
] as const)("%s", (_, prior, inputs, expected) => {
  expect(said(prior, inputs)).toBe(expected);
});
