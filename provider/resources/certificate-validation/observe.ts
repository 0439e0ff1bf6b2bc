import type { ApprovalRequest } from "../../certcentral";
import { listed } from "../certificate/reasons";
import { readIssuanceKey } from "../certificate/transitions/issuance-key";
import { spoken } from "../certificate/transitions/rejection";
import { type Ctx, isOpen, isRejected, look, ownRequests } from "../order/observe";
import { type CertificateFacts, type OrderFacts, reissuePending } from "../order/observed-order";
import type { ValidationInputs } from "./inputs";
import { type Answer, answerIn } from "./match";

/** How far the awaited issuance is. */
export type Sight =
  | { readonly is: "there"; readonly certificate: CertificateFacts }
  /** `approval`: the requests that an administrator has to decide. */
  | { readonly is: "pending"; readonly approval: readonly number[] }
  /** It will not come; the lines say why, and what to do. */
  | { readonly is: "over"; readonly lines: readonly string[] };

/** Looks at the order, and at the requests that ask for the awaited certificate. */
export const see = async (inputs: ValidationInputs, ctx: Ctx): Promise<Sight> => {
  const { duplicate, requestIds } = readIssuanceKey(inputs.issuanceKey);
  const facts = await look(inputs.orderId, ctx, { duplicates: duplicate });
  // What the order shows of requests may be stale, and may be somebody else's: their own pages count.
  const requests = await ownRequests(requestIds, ctx);
  const no = requests.find(isRejected);
  if (no !== undefined || isGone(facts, inputs)) return { is: "over", lines: cameToNothing(facts, inputs, no) };
  const answer = answerIn(facts, inputs, ctx.run.now());
  const underWay = neverIssued(facts) || reissuePending(facts);
  if (answer.is === "there" && (answer.proven || !underWay)) return { is: "there", certificate: answer.certificate };
  const open = requests.filter(isOpen).map(({ requestId }) => requestId);
  if (underWay || open.length > 0)
    return { is: "pending", approval: open.length > 0 ? open : facts.openReissueRequests };
  return { is: "over", lines: over(answer, facts, inputs) };
};

const neverIssued = (facts: OrderFacts): boolean =>
  facts.primary === undefined && ["pending", "processing", "needs_approval"].includes(facts.status);

/** The list shows that it was rejected or cancelled, whatever else is under way. */
const isGone = (facts: OrderFacts, { issuanceKey }: ValidationInputs): boolean => {
  const { certificateId } = readIssuanceKey(issuanceKey);
  const entry = facts.others.find((c) => certificateId !== undefined && c.certificateId === certificateId);
  return entry !== undefined && ["rejected", "canceled", "cancelled"].includes(entry.status);
};

const over = (answer: Answer, facts: OrderFacts, inputs: ValidationInputs): string[] => {
  const { orderId } = facts;
  if (facts.primary === undefined) return [`order ${orderId} is ${facts.status} and has no certificate`, REFRESH];
  if (answer.is === "another")
    return [
      `order ${orderId} holds certificate ${answer.certificate.certificateId}, which carries another key than the one that was asked for`,
      REFRESH,
    ];
  if (answer.is === "doubtful")
    return [
      `certificates ${listed(answer.certificates.map(({ certificateId }) => String(certificateId)))} of order ${orderId} could each be the duplicate that was asked for`,
      "say which by publicKeySha256 and names, or give the certificate itself (certificate: web)",
    ];
  return cameToNothing(facts, inputs, undefined);
};

export const REFRESH = "run pulumi up --refresh: it shows what happened to the certificate, and repairs it";

/** Who said no, and why, where CertCentral tells. */
const cameToNothing = (
  { orderId, primary }: OrderFacts,
  { issuanceKey }: ValidationInputs,
  no: ApprovalRequest | undefined,
): string[] => {
  const { certificateId, duplicate } = readIssuanceKey(issuanceKey);
  const which = certificateId === undefined ? "" : ` (certificate ${certificateId})`;
  return [
    no !== undefined
      ? spoken(no, orderId)
      : `the reissue of order ${orderId}${which} came to nothing: it was rejected or cancelled outside of Pulumi, and CertCentral does not tell by whom`,
    ...(primary === undefined || duplicate
      ? []
      : [
          `certificate ${primary.certificateId} is still the order's, and not what was asked for: it is not handed out`,
        ]),
    "run pulumi up again: the certificate's own row says how to go on (its inputs, or a value in its triggers, have to change before the same is asked for again)",
  ];
};
