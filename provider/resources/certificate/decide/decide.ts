import { few } from "../../../contract/few";
import { without } from "../../../pki/names";
import { allOf, CLOSED_ORDER, isLive, type ObservedOrder, reissuePending } from "../../order/observed-order";
import { isAnswerTo } from "../../order/ownership";
import { sanRemovalRevokes } from "../../order/product-family";
import type { NamedCertificate } from "../../wording";
import { isNot, productFaults } from "../product/parameters";
import type { CertificateState } from "../state";
import { desiredDigest, refusedBefore } from "../transitions/rejection";
import { livingCertificates } from "../transitions/superseded";
import { adoptable } from "./adopt";
import type { Decision, DecisionInput } from "./decision";
import { pendingReissue } from "./pending-reissue";
import { closed, mismatch, removalRefused } from "./refusals";
import { desiredAsSent } from "./reissue-request";
import { shortfall } from "./shortfall";

/** Holds the wish against the live facts once more, right before anything is written. Pure. */
export const decide = (s: DecisionInput): Decision => {
  const { observed, inputs, desired, prior } = s;
  if (inputs.product !== undefined && inputs.product !== observed.productNameId)
    return refuse(...isNot(inputs, observed.productNameId));
  if (CLOSED_ORDER.has(observed.status)) return refuse(...closed(observed));
  if (observed.primary === undefined)
    return refuse(
      `order ${observed.orderId} has never been issued (its status is ${observed.status})`,
      "finish the order in CertCentral (approval, validation), then run pulumi up again",
    );

  const taken = adoptable(s);
  if (taken) {
    const ours =
      prior?.pending !== undefined && isAnswerTo(prior.pending, taken, prior.knownCertificateIds, s.keyUserId);
    return { do: "adopt", certificate: taken, ours };
  }
  if (reissuePending(observed)) return pendingReissue(s);
  if (prior?.pending !== undefined && s.reasons.some((reason) => reason.code === "pending-request" && reason.instead))
    return { do: "replan" };
  const short = shortfall(s);
  if (short !== undefined) return refuse(...short);
  if (prior?.certificateId === undefined && inputs.onCreate === "adoptOnly")
    return refuse(
      `order ${observed.orderId} does not hold the certificate that is wanted, and onCreate is "adoptOnly":`,
      ...(observed.current === undefined ? ["it has no such duplicate"] : mismatch(observed.current, desired, s.now)),
      'make the inputs fit the order, or set onCreate: "adoptOrReissue" to have it reissued',
    );
  // The request would carry the order's own key where the inputs have no opinion: that is what was rejected.
  if (prior?.rejection && prior.rejection.desired === desiredDigest(inputs, desiredAsSent(inputs, desired, observed)))
    return refuse(...refusedBefore(prior.rejection.sentence));
  if ((inputs.csr ?? observed.csr) === undefined && sanRemovalRevokes(observed.productNameId))
    return refuse(`order ${observed.orderId} has no CSR on file: set csr`);
  const faults = productFaults(inputs, observed.productNameId);
  if (faults.length > 0)
    return refuse(
      `order ${observed.orderId} is ${observed.productNameId}:`,
      ...few(faults.map(({ sentence }) => sentence)),
    );
  const removed = removedNames(s);
  const revoked = removed.length > 0 ? alive(observed, prior, s.now) : [];
  if (removed.length > 0 && inputs.allowSanRemoval !== true) return refuse(...removalRefused(removed, revoked));
  return { do: "reissue", removed, revoked };
};

const refuse = (...lines: string[]): Decision => ({ do: "refuse", lines });

/** Names that would disappear from the order's live certificate; those that the CA adds of itself will be added again. */
const removedNames = ({ observed, desired, prior, inputs }: DecisionInput): string[] =>
  // A duplicate replaces nothing, so nothing is removed.
  without(
    inputs.storeReissueAsDuplicate === true || !sanRemovalRevokes(observed.productNameId)
      ? []
      : (observed.current?.names ?? []),
    [...desired.names, ...(prior?.caNames ?? [])],
  );

/** What the order shows and what we remember: its lists leave out what was replaced long ago. */
const alive = (observed: ObservedOrder, prior: CertificateState | undefined, now: Date): NamedCertificate[] => {
  const shown = allOf(observed)
    .filter((c) => isLive(c, now))
    .map((c) => ({
      ...(c.certificateId === undefined ? {} : { certificateId: c.certificateId }),
      ...(c.serialNumber === undefined ? {} : { serialNumber: c.serialNumber }),
      ...(c.validTill === undefined ? {} : { notAfter: c.validTill }),
    }));
  const remembered = prior === undefined ? [] : livingCertificates(prior);
  const seen = new Set(allOf(observed).map(({ certificateId }) => certificateId));
  return [...shown, ...remembered.filter(({ certificateId }) => !seen.has(certificateId))];
};
