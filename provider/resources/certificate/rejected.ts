import type { ApprovalRequest } from "../../certcentral";
import { refusedBefore, wishDigest } from "./decide";
import { type OrderFacts, reissuePending } from "./facts";
import { withoutPending } from "./outcome";
import type { CertificateState, Pending } from "./state";
import type { Wish } from "./wish";

/** What ended an issuance of ours: a person's no, or its disappearance. */
export type Ended = ApprovalRequest | { readonly gone: string };

/**
 * Whether an issuance of ours has been cancelled outside of Pulumi: it was there, and is neither pending nor issued now.
 * After a lost answer nothing can be said: perhaps it was never there. Pure.
 */
export const vanished = (
  pending: Pending,
  facts: OrderFacts,
  requests: readonly ApprovalRequest[],
): Ended | undefined => {
  if (pending.phase === "unknown") return undefined;
  const { certificateId } = pending;
  const entry = facts.others.find((other) => other.certificateId === certificateId);
  if (entry !== undefined && ["rejected", "canceled", "cancelled"].includes(entry.status))
    return {
      gone: `the reissue of order ${facts.orderId} (certificate ${certificateId}) was cancelled or rejected outside of Pulumi`,
    };
  const isCurrent = certificateId !== undefined && facts.current?.certificateId === certificateId;
  const gone = certificateId !== undefined && entry === undefined && !isCurrent && !reissuePending(facts);
  if (gone && requests.length === 0)
    return {
      gone: `the reissue of order ${facts.orderId} (certificate ${certificateId}) is no longer there: it was cancelled outside of Pulumi`,
    };
  return undefined;
};

/** Remembers the no, so that the same wish is not sent again. Pure. */
export const rejection = (
  was: CertificateState,
  ended: Ended,
  wish: Wish,
): { state: CertificateState; lines: string[] } => {
  const sentence = "gone" in ended ? ended.gone : spoken(ended, was.asked.orderId);
  const state: CertificateState = {
    ...withoutPending(was),
    refused: {
      wish: wishDigest(was.asked, wish),
      sentence,
      ...("gone" in ended ? {} : { requestId: ended.requestId }),
    },
  };
  return { state, lines: refusedBefore(sentence) };
};

const spoken = (request: ApprovalRequest, orderId: number): string => {
  const by = request.processor?.name ?? request.processor?.email;
  return [
    `request ${request.requestId} to reissue order ${orderId} was rejected`,
    by === undefined ? "" : ` by ${by}`,
    request.processorComment === undefined ? "" : `: "${request.processorComment}"`,
  ].join("");
};
