import type { ApprovalRequest } from "../../../certcentral/index";
import { readIssuanceId } from "../../certificate/transitions/issuance-id";
import type { Ctx } from "../../order/context";
import { observeOrder, observeOrderPage } from "../../order/observe";
import { idsIn, type ObservedCertificate, type ObservedOrder, reissuePending } from "../../order/observed-order";
import { rejectionSentence } from "../../order/requests/approval-outcome";
import { isOpen, isRejected, ownRequests } from "../../order/requests/approval-requests";
import { each } from "../../wording";
import type { ValidationInputs } from "../inputs";
import { type Answer, answerIn } from "./match";

/** How far the awaited issuance is. */
export type ObservedTarget =
  | { readonly is: "there"; readonly certificate: ObservedCertificate }
  /** `approval`: the requests that an administrator has to decide. */
  | { readonly is: "pending"; readonly approval: readonly number[]; readonly shown: Shown }
  /** It will not come; the lines say why, and what to do. */
  | { readonly is: "over"; readonly lines: readonly string[] };

/** What the order showed. */
export interface Shown {
  /** The certificates that are there. */
  readonly known: readonly number[];
  readonly status: string;
}

/** Looks at the order, and at the requests that ask for the awaited certificate. */
export const see = async (inputs: ValidationInputs, ctx: Ctx): Promise<ObservedTarget> => {
  const { duplicate, requestIds } = readIssuanceId(inputs.issuanceId);
  const observed = await observeOrder(inputs.orderId, ctx, { duplicates: duplicate });
  // What the order shows of requests may be stale, and may be somebody else's: their own pages count.
  const requests = await ownRequests(requestIds, ctx);
  const no = requests.find(isRejected);
  if (no !== undefined || isGone(observed, inputs)) return { is: "over", lines: cameToNothing(observed, inputs, no) };
  const answer = answerIn(observed, inputs, ctx.run.now());
  const pendingReissue = neverIssued(observed) || reissuePending(observed);
  if (answer.is === "there" && (answer.proven || !pendingReissue))
    return { is: "there", certificate: answer.certificate };
  const open = requests.filter(isOpen).map(({ requestId }) => requestId);
  if (pendingReissue || open.length > 0)
    return {
      is: "pending",
      approval: open.length > 0 ? open : observed.openReissueRequests,
      shown: { known: idsIn(observed), status: observed.status },
    };
  return { is: "over", lines: over(answer, observed, inputs) };
};

/** Whether the order's page shows anything else by now. That of a duplicate is never the order's own certificate. */
export const showsNews = async (
  { orderId, issuanceId }: ValidationInputs,
  before: Shown,
  ctx: Ctx,
): Promise<boolean> => {
  if (readIssuanceId(issuanceId).duplicate) return true;
  const { current, status } = await observeOrderPage(orderId, ctx);
  return (
    status !== before.status || current?.certificateId === undefined || !before.known.includes(current.certificateId)
  );
};

const neverIssued = (observed: ObservedOrder): boolean =>
  observed.primary === undefined && ["pending", "processing", "needs_approval"].includes(observed.status);

/** The list shows that it was rejected or cancelled, whatever else is under way. */
const isGone = (observed: ObservedOrder, { issuanceId }: ValidationInputs): boolean => {
  const { certificateId } = readIssuanceId(issuanceId);
  const entry = observed.others.find((c) => certificateId !== undefined && c.certificateId === certificateId);
  return entry !== undefined && ["rejected", "canceled", "cancelled"].includes(entry.status);
};

const over = (answer: Answer, observed: ObservedOrder, inputs: ValidationInputs): string[] => {
  const { orderId } = observed;
  if (observed.primary === undefined) return [`order ${orderId} is ${observed.status} and has no certificate`, REFRESH];
  if (answer.is === "another")
    return [
      `order ${orderId} holds certificate ${answer.certificate.certificateId}, which carries another key than the one that was asked for`,
      REFRESH,
    ];
  if (answer.is === "doubtful")
    return [
      `certificates ${each(answer.certificates.map(({ certificateId }) => String(certificateId)))} of order ${orderId} could each be the duplicate that was asked for`,
      "say which by publicKeySha256 and names, or give the certificate itself (certificate: web)",
    ];
  return cameToNothing(observed, inputs, undefined);
};

export const REFRESH = "run pulumi up --refresh: it shows what happened to the certificate, and repairs it";

/** Who rejected it, and why, where CertCentral tells. */
const cameToNothing = (
  { orderId, primary }: ObservedOrder,
  { issuanceId }: ValidationInputs,
  no: ApprovalRequest | undefined,
): string[] => {
  const { certificateId, duplicate } = readIssuanceId(issuanceId);
  const which = certificateId === undefined ? "" : ` (certificate ${certificateId})`;
  return [
    no !== undefined
      ? rejectionSentence(no, orderId)
      : `the reissue of order ${orderId}${which} came to nothing: it was rejected or cancelled outside of Pulumi, and CertCentral does not tell by whom`,
    ...(primary === undefined || duplicate
      ? []
      : [
          `certificate ${primary.certificateId} is still the order's, and not what was asked for: it is not handed out`,
        ]),
    "run pulumi up again: the certificate's own row says how to go on (its inputs, or a value in its triggers, have to change before the same is asked for again)",
  ];
};
