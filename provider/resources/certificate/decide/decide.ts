import { without } from "../../../pki/names";
import { allOf, CLOSED_ORDER, cameOf, isLive, type OrderFacts, reissuePending } from "../../order/observed-order";
import { losesByRemoval } from "../../order/product-family";
import { livingCertificates } from "../plan/warnings";
import { productFaults } from "../product/parameters";
import type { NamedCertificate } from "../reasons";
import type { CertificateState } from "../state";
import { wishDigest } from "../transitions/wish-digest";
import { acceptable } from "./adopt";
import type { Decision } from "./decision";
import { underWay } from "./pending-reissue";
import { closed, isNot, mismatch, refusedBefore, removalRefused } from "./refusals";
import { wishSent } from "./reissue-request";
import { fellShort } from "./shortfall";
import type { Situation } from "./situation";

/** Holds the wish against the live facts once more, right before anything is written. Pure. */
export const decide = (s: Situation): Decision => {
  const { facts, inputs, wish, was } = s;
  if (inputs.product !== undefined && inputs.product !== facts.productNameId)
    return refuse(...isNot(inputs, facts.productNameId));
  if (CLOSED_ORDER.has(facts.status)) return refuse(...closed(facts));
  if (facts.primary === undefined)
    return refuse(
      `order ${facts.orderId} has never been issued (its status is ${facts.status})`,
      "finish the order in CertCentral (approval, validation), then run pulumi up again",
    );

  const taken = acceptable(s);
  if (taken) {
    const ours = was?.pending !== undefined && cameOf(was.pending, taken, was.knownCertificateIds, s.self);
    return { do: "take", certificate: taken, ours };
  }
  if (reissuePending(facts)) return underWay(s);
  if (was?.pending !== undefined && s.because.some((reason) => reason.code === "pending-request" && reason.instead))
    return { do: "forget" };
  const short = fellShort(s);
  if (short !== undefined) return refuse(...short);
  if (was?.certificateId === undefined && inputs.onCreate === "adoptOnly")
    return refuse(
      `order ${facts.orderId} does not hold the certificate that is wanted, and onCreate is "adoptOnly":`,
      ...(facts.current === undefined ? ["it has no such duplicate"] : mismatch(facts.current, wish, s.now)),
      'make the inputs fit the order, or set onCreate: "adoptOrReissue" to have it reissued',
    );
  // The request would carry the order's own key where the inputs have no opinion: that is what was rejected.
  if (was?.refused && was.refused.wish === wishDigest(inputs, wishSent(inputs, wish, facts)))
    return refuse(...refusedBefore(was.refused.sentence));
  if ((inputs.csr ?? facts.csr) === undefined && losesByRemoval(facts.productNameId))
    return refuse(`order ${facts.orderId} has no CSR on file: set csr`);
  const faults = productFaults(inputs, facts.productNameId);
  if (faults.length > 0)
    return refuse(`order ${facts.orderId} is ${facts.productNameId}:`, ...faults.map(({ sentence }) => sentence));
  const removed = removedNames(s);
  const revoked = removed.length > 0 ? alive(facts, was, s.now) : [];
  if (removed.length > 0 && inputs.allowSanRemoval !== true) return refuse(...removalRefused(removed, revoked));
  return { do: "ask", removed, revoked };
};

const refuse = (...lines: string[]): Decision => ({ do: "refuse", lines });

/** Names that would disappear from the order's live certificate; those that the CA adds of itself will be added again. */
const removedNames = ({ facts, wish, was, inputs }: Situation): string[] =>
  // A duplicate replaces nothing, so nothing is removed.
  without(
    inputs.storeReissueAsDuplicate === true || !losesByRemoval(facts.productNameId) ? [] : (facts.current?.names ?? []),
    [...wish.names, ...(was?.caNames ?? [])],
  );

/** What the order shows and what we remember: its lists leave out what was replaced long ago. */
const alive = (facts: OrderFacts, was: CertificateState | undefined, now: Date): NamedCertificate[] => {
  const shown = allOf(facts)
    .filter((c) => isLive(c, now))
    .map((c) => ({
      ...(c.certificateId === undefined ? {} : { certificateId: c.certificateId }),
      ...(c.serialNumber === undefined ? {} : { serialNumber: c.serialNumber }),
      ...(c.validTill === undefined ? {} : { notAfter: c.validTill }),
    }));
  const remembered = was === undefined ? [] : livingCertificates(was);
  const seen = new Set(allOf(facts).map(({ certificateId }) => certificateId));
  return [...shown, ...remembered.filter(({ certificateId }) => !seen.has(certificateId))];
};
