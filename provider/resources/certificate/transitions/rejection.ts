import type { ApprovalRequest } from "../../../certcentral";
import { isOpen } from "../../order/observe";
import { allOf, type CertificateFacts, cameOf, type OrderFacts, reissuePending } from "../../order/observed-order";
import { refusedBefore } from "../decide/refusals";
import type { Wish } from "../desired/desired";
import { listed } from "../reasons";
import type { CertificateState } from "../state";
import { withoutPending } from "./next-state";
import { wishDigest } from "./wish-digest";

/** What ended an issuance of ours: a person's no, or its disappearance. */
export type Ended = ApprovalRequest | { readonly gone: string };

const ENDED: ReadonlySet<string> = new Set(["rejected", "canceled", "cancelled"]);

interface Asked {
  readonly was: CertificateState;
  readonly facts: OrderFacts;
  /** The user of our key, where that is known. */
  readonly self: number | undefined;
}

/** What the lists show of an issuance of ours, rather something alive than something that has ended. */
const entryOf = ({ was, facts, self }: Asked): CertificateFacts | undefined => {
  const { pending, knownCertificateIds } = was;
  if (pending === undefined) return undefined;
  const mine = allOf(facts).filter((c) => cameOf(pending, c, knownCertificateIds, self));
  return mine.find(({ status }) => !ENDED.has(status)) ?? mine[0];
};

/** Whether the lists say that an issuance of ours was cancelled. Pure. */
export const cancelledEntry = (asked: Asked): Ended | undefined => {
  const entry = entryOf(asked);
  return asked.was.pending?.phase !== "unknown" && entry !== undefined && ENDED.has(entry.status)
    ? { gone: `${named(asked, entry.certificateId)} was cancelled or rejected outside of Pulumi` }
    : undefined;
};

/**
 * Whether an issuance of ours has been cancelled outside of Pulumi: it was there, and is neither pending nor issued now.
 * After a lost answer nothing can be said: perhaps it was never there; nor when another certificate has taken the place
 * of ours, for the lists leave out what was replaced. Pure.
 */
export const vanished = (asked: Asked, requests: readonly ApprovalRequest[]): Ended | undefined => {
  const { was, facts } = asked;
  const { pending, knownCertificateIds } = was;
  if (pending === undefined || pending.foreign === true || pending.phase === "unknown") return undefined;
  if (entryOf(asked) !== undefined) return cancelledEntry(asked);
  const current = facts.current?.certificateId;
  const elsewhere = current !== undefined && !knownCertificateIds.includes(current);
  if (elsewhere || reissuePending(facts) || requests.some(isOpen)) return undefined;
  return { gone: `${named(asked, pending.certificateId)} is no longer there: it was cancelled outside of Pulumi` };
};

const named = ({ was, facts }: Asked, certificateId: number | undefined): string => {
  const requests = was.pending?.requestIds ?? [];
  const what = [
    ...(requests.length > 0 ? [`request ${listed(requests.map(String))}`] : []),
    ...(certificateId === undefined ? [] : [`certificate ${certificateId}`]),
  ];
  return `the reissue of order ${facts.orderId}${what.length > 0 ? ` (${what.join(", ")})` : ""}`;
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

/** Who said no, and why. */
export const spoken = (request: ApprovalRequest, orderId: number): string => {
  const by = request.processor?.name ?? request.processor?.email;
  return [
    `request ${request.requestId} to reissue order ${orderId} was rejected`,
    by === undefined ? "" : ` by ${by}`,
    request.processorComment === undefined ? "" : `: "${request.processorComment}"`,
  ].join("");
};
