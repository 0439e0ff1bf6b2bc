import type { ApprovalOutcome } from "../../order/requests/approval-outcome";
import type { TargetStatus } from "../../revoke/target-status";
import type { RevocationState } from "../state";
import { endOf } from "./approval-end";

const NOW = new Date("2026-11-22T12:00:00Z");
const pending: RevocationState = {
  requestedInputs: { certificateId: 1001 },
  status: "pending",
  requestId: 12,
};
const approved: ApprovalOutcome = { is: "approved", at: "2026-11-22T11:00:00.000Z" };
const rejected: ApprovalOutcome = { is: "rejected", sentence: "request 12 was rejected by Ada" };
const gone: ApprovalOutcome = { is: "gone", sentence: "request 12 is not there any more" };

test.each<[string, ApprovalOutcome, TargetStatus, string, string]>([
  ["nobody has decided", { is: "open" }, "alive", "waits", "waits"],
  ["the same, and no list shows it", { is: "open" }, "hidden", "waits", "waits"],
  ["nobody has decided, and somebody else had it revoked", { is: "open" }, "revoked", "revoked", "revoked"],
  ["approved", approved, "revoked", "revoked", "revoked"],
  ["approved, and the lists are behind", approved, "alive", "approved", "unrelated"],
  ["approved, and no list shows it", approved, "hidden", "revoked", "unrelated"],
  ["rejected", rejected, "alive", "rejected", "rejected"],
  ["rejected, and somebody else had it revoked", rejected, "revoked", "revoked", "revoked"],
  ["vanished", gone, "alive", "rejected", "rejected"],
  ["vanished, and it is revoked", gone, "revoked", "revoked", "revoked"],
])("%s", (_, outcome, status, proven, onlyFollowed) => {
  expect(endOf(pending, outcome, status, NOW).is).toBe(proven);
  expect(endOf({ ...pending, followed: true }, outcome, status, NOW).is).toBe(onlyFollowed);
});

test("an approval has CertCentral's time, or ours; what somebody else had revoked has none", () => {
  const at = (outcome: ApprovalOutcome) => {
    const end = endOf(pending, outcome, "revoked", NOW);
    return end.is === "revoked" ? end.state.revokedAt : end;
  };
  expect(at(approved)).toBe("2026-11-22T11:00:00.000Z");
  expect(at({ is: "approved" })).toBe("2026-11-22T12:00:00.000Z");
  expect(at({ is: "open" })).toBeUndefined();
});
