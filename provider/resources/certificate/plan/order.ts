import type { Plan } from "../../../contract/plan";
import { present } from "../../../contract/present";
import { toldKey } from "../../../pki/keys/public-key";
import { CLOSED_ORDER } from "../../order/observed-order";
import { desiredOf } from "../desired/desired";
import { fitOf } from "../desired/match";
import { wishDigest } from "../desired/requested-inputs";
import type { CertificateInputs } from "../inputs";
import type { Reason } from "../reasons";
import type { CertificateState, PendingElsewhere } from "../state";

/** What the order itself has to say to a plan, as it was last seen: nothing is promised that it would refuse. */
export const asFarAsOpen = (prior: CertificateState, inputs: CertificateInputs, plan: Plan<Reason>): Plan<Reason> => {
  const shut = closed(prior);
  if (shut !== undefined) return { ...plan, action: "blocked", reasons: [shut, ...plan.reasons] };
  const theirs = prior.pending === undefined && plan.action === "reissue" ? prior.pendingElsewhere : undefined;
  if (theirs === undefined) return { ...plan, warnings: [...orderWarnings(prior), ...plan.warnings] };
  if (theirs.ownWish !== undefined && theirs.ownWish !== wishDigest(inputs))
    return {
      ...plan,
      reasons: [...plan.reasons, elsewhere(prior, theirs, "unwanted")],
      warnings: [...renewed(prior), ...plan.warnings],
    };
  const fits = theirs.ownWish !== undefined || isWorthWaitingFor(theirs, prior, inputs);
  return {
    action: fits ? "resume" : "blocked",
    reasons: [elsewhere(prior, theirs, fits ? "fits" : "blocks"), ...plan.reasons],
    warnings: [...renewed(prior), ...plan.warnings],
  };
};

/** What somebody should know of an order although nothing has to be done now. */
export const orderWarnings = (prior: CertificateState): Reason[] => {
  const shut = closed(prior);
  if (shut !== undefined) return [shut];
  const { pendingElsewhere: theirs } = prior;
  return [...renewed(prior), ...(theirs === undefined ? [] : [elsewhere(prior, theirs, "stands")])];
};

const renewed = ({ renewedOrderId, requestedInputs: { orderId } }: CertificateState): Reason[] =>
  renewedOrderId === undefined ? [] : [{ code: "order-renewed", orderId, renewedOrderId }];

const closed = ({ orderStatus, renewedOrderId, requestedInputs: { orderId } }: CertificateState): Reason | undefined =>
  orderStatus !== undefined && CLOSED_ORDER.has(orderStatus)
    ? { code: "order-closed", orderId, status: orderStatus, ...present({ renewedOrderId }) }
    : undefined;

const elsewhere = (
  { requestedInputs: { orderId } }: CertificateState,
  { requestIds, person, certificateId, names, ownWish }: PendingElsewhere,
  verdict: Extract<Reason, { code: "pending-elsewhere" }>["verdict"],
): Reason => ({
  code: "pending-elsewhere",
  orderId,
  requestIds,
  names,
  verdict,
  ...present({ person, certificateId, own: ownWish === undefined ? undefined : true }),
});

/** Nothing that is shown of it speaks against its being what is wanted. */
const isWorthWaitingFor = (theirs: PendingElsewhere, prior: CertificateState, inputs: CertificateInputs): boolean => {
  const { commonName, names, namesTold } = theirs;
  const key = toldKey(theirs);
  if (key === undefined) return false;
  const live = prior.replacedBy ?? { commonName: prior.issuedCommonName, names: prior.issuedNames };
  const desired = desiredOf(inputs, { commonName: live.commonName, names: live.names, product: prior.productNameId });
  const shown = { names, namesTold, key, commonName, signatureHash: undefined };
  return fitOf(shown, desired) !== "no";
};
