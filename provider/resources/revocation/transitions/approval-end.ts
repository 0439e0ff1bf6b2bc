import type { ApprovalOutcome } from "../../order/approval-outcome";
import type { TargetStatus } from "../../revoke/target-status";
import type { RevocationState } from "../state";

/** What became of a request that was followed. */
export type End =
  | { readonly is: "revoked" | "rejected"; readonly state: RevocationState }
  /** Nobody has decided; or it is approved, and the target is not shown as revoked yet. */
  | { readonly is: "waits" | "approved, and alive" }
  /** It was approved, and our target is as it was: it was about something else. */
  | { readonly is: "about something else" };

/**
 * Brings a request's verdict and the target's standing together. How the target stands counts first: it may have been
 * revoked by somebody else's request, and it may be alive although a request was approved. Pure.
 */
export const endOf = (pending: RevocationState, verdict: ApprovalOutcome, standing: TargetStatus, now: Date): End => {
  const { followed, ...rest } = pending;
  if (standing === "revoked" || (verdict.is === "approved" && standing === "hidden" && followed !== true)) {
    const at = verdict.is === "approved" ? (verdict.at ?? now.toISOString()) : undefined;
    return { is: "revoked", state: { ...rest, status: "revoked", ...(at === undefined ? {} : { revokedAt: at }) } };
  }
  switch (verdict.is) {
    case "open":
      return { is: "waits" };
    case "approved":
      return { is: followed === true ? "about something else" : "approved, and alive" };
    case "rejected":
    case "gone":
      return { is: "rejected", state: { ...rest, status: "rejected", rejection: verdict.sentence } };
  }
};
