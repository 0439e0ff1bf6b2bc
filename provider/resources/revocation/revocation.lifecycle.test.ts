import { farewell } from "./revocation.lifecycle";
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
