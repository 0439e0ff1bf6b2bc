import type { ApprovalRequest } from "../../../certcentral/index";
import { approvalOutcome } from "./approval-outcome";

const request = (more: Partial<ApprovalRequest>): ApprovalRequest => ({ requestId: 12, status: "pending", ...more });

test.each([
  ["nobody has decided", request({}), { is: "open" }],
  ["approved", request({ status: "approved" }), { is: "approved" }],
  [
    "approved, with its time",
    request({ status: "approved", dateProcessed: "2026-11-22T12:00:00.000Z" }),
    { is: "approved", at: "2026-11-22T12:00:00.000Z" },
  ],
  ["rejected", request({ status: "rejected" }), { is: "rejected", sentence: "request 12 was rejected" }],
  [
    "rejected, by whom and why",
    request({ status: "denied", processor: { email: "alma@example.com" }, processorComment: "in use" }),
    { is: "rejected", sentence: 'request 12 was rejected by alma@example.com: "in use"' },
  ],
  [
    "not there",
    undefined,
    {
      is: "gone",
      sentence: "request 12 is not there any more: it was withdrawn in CertCentral, or this API key may not see it",
    },
  ],
])("%s", (_, given, verdict) => {
  expect(approvalOutcome(given, "request 12")).toEqual(verdict);
});
