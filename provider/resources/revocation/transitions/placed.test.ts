import type { RevocationState } from "../state";
import { placed } from "./placed";

const asking: RevocationState = { requestedInputs: { certificateId: 1001 }, status: "unknown" };
const AT = "2026-11-22T12:00:00.000Z";

test.each([
  ["revoked at once", { is: "revoked" }, AT, { status: "revoked", revokedAt: AT }],
  ["revoked, nobody knows when", { is: "revoked" }, undefined, { status: "revoked" }],
  ["revoked by a request", { is: "revoked", requestId: 12 }, AT, { status: "revoked", requestId: 12, revokedAt: AT }],
  ["requested", { is: "requested", requestId: 12, proven: true }, AT, { status: "pending", requestId: 12 }],
  [
    "requested, perhaps for another certificate",
    { is: "requested", requestId: 12, proven: false },
    AT,
    { status: "pending", requestId: 12, followed: true },
  ],
] as const)("%s", (_, got, at, expected) => {
  expect(placed(asking, got, at)).toEqual({ ...asking, ...expected });
});
