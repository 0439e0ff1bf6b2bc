import { present } from "../../../contract/present";
import type { ApprovalOutcome } from "../../order/requests/approval-outcome";
import type { TargetStatus } from "../../revoke/target-status";
import type { RevocationState } from "../state";

/** What became of a request that was followed. */
export type End =
  | { readonly is: "revoked" | "rejected"; readonly state: RevocationState }
  /** Nobody has decided; `word`: its status, where that is none that this release knows. */
  | { readonly is: "waits"; readonly word?: string }
  /** It is approved, and the target is not shown as revoked yet. */
  | { readonly is: "approved" }
  /** It was approved, and our target is as it was: it was about something else. */
  | { readonly is: "unrelated" };

/**
 * Brings a request's outcome and the target's status together. How the target stands counts first: it may have been
 * revoked by somebody else's request, and it may be alive although a request was approved. Pure.
 */
export const endOf = (pending: RevocationState, outcome: ApprovalOutcome, status: TargetStatus, now: Date): End => {
  const { followed, ...rest } = pending;
  if (status === "revoked" || (outcome.is === "approved" && status === "hidden" && followed !== true)) {
    const at = outcome.is === "approved" ? (outcome.at ?? now.toISOString()) : undefined;
    return { is: "revoked", state: { ...rest, status: "revoked", ...present({ revokedAt: at }) } };
  }
  switch (outcome.is) {
    case "open":
      return { ...outcome, is: "waits" };
    case "approved":
      return { is: followed === true ? "unrelated" : "approved" };
    case "rejected":
    case "gone":
      return { is: "rejected", state: { ...rest, status: "rejected", rejection: outcome.sentence } };
  }
};
