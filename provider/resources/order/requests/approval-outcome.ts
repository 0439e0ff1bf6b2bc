import type { ApprovalRequest } from "../../../certcentral/index";
import { decisionOn, isApproved, isRejected } from "./approval-requests";

/** What has become of a request. */
export type ApprovalOutcome =
  /** `word`: its status, where that is none that this release knows: whether it waits or has ended cannot be told. */
  | { readonly is: "open"; readonly word?: string }
  /** `at`: ISO 8601, where CertCentral tells. */
  | { readonly is: "approved"; readonly at?: string }
  | { readonly is: "rejected"; readonly sentence: string }
  /** There is no such request any more. */
  | { readonly is: "gone"; readonly sentence: string };

/** `request 12 was rejected by Jane Doe: "not now"`. Pure. */
export const approvalOutcome = (request: ApprovalRequest | undefined, name: string): ApprovalOutcome => {
  if (request === undefined)
    return {
      is: "gone",
      sentence: `${name} is not there any more: it was withdrawn in CertCentral, or this API key may not see it`,
    };
  if (isApproved(request))
    return request.dateProcessed === undefined ? { is: "approved" } : { is: "approved", at: request.dateProcessed };
  if (!isRejected(request))
    return decisionOn(request) === "open" ? { is: "open" } : { is: "open", word: request.status };
  const by = request.processor?.name ?? request.processor?.email;
  return {
    is: "rejected",
    sentence: `${name} was rejected${by === undefined ? "" : ` by ${by}`}${request.processorComment === undefined ? "" : `: "${request.processorComment}"`}`,
  };
};
/** Who rejected it, and why. */
export const rejectionSentence = (request: ApprovalRequest, orderId: number): string => {
  const by = request.processor?.name ?? request.processor?.email;
  return [
    `request ${request.requestId} to reissue order ${orderId} was rejected`,
    by === undefined ? "" : ` by ${by}`,
    request.processorComment === undefined ? "" : `: "${request.processorComment}"`,
  ].join("");
};
