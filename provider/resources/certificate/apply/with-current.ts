import { toldKey } from "../../../pki/keys/public-key";
import { isIssuedAfter, isLive, type ObservedCertificate, type ObservedOrder } from "../../order/observed-order";
import { lifeOf } from "../../order/ownership/certificate-life";
import { answerOn, type OurRequest } from "../../order/ownership/ownership";
import type { CertificateState } from "../state";

/** The live reissue that the list shows as issued after the one that the page calls current: the page is behind. */
export const newerThanPage = ({ primary, others }: ObservedOrder, now: Date): ObservedCertificate | undefined => {
  const later = others.filter((c) => !c.duplicate && isLive(c, now) && isIssuedAfter(c, primary));
  return later.find((c) => later.every((other) => other === c || isIssuedAfter(c, other)));
};

/**
 * The order's page may be a look behind its list: the certificate that came of our request, or that we keep, is current where
 * the page still shows one from before it. No order goes back to an earlier certificate.
 */
export const withCurrent = (
  observed: ObservedOrder,
  request: OurRequest,
  prior: CertificateState | undefined,
  now: Date,
): ObservedOrder => {
  const { current } = observed;
  const newest = newerThanPage(observed, now);
  if (newest !== undefined) return { ...observed, current: newest };
  const answer = answerOn(observed, request);
  if (
    answer?.life === "live" &&
    (current?.certificateId === undefined || request.known.includes(current.certificateId))
  )
    return { ...observed, current: answer };
  const kept =
    observed.others.find((c) => c.certificateId !== undefined && c.certificateId === prior?.certificateId) ??
    keptInState(prior);
  const isKnown = current?.certificateId !== undefined && request.known.includes(current.certificateId);
  return kept !== undefined && isKnown && isNotEarlier(kept, current) ? { ...observed, current: kept } : observed;
};

/** What state tells of the certificate that is kept: lists may leave out the order's current one. */
const keptInState = (prior: CertificateState | undefined): ObservedCertificate | undefined =>
  prior?.certificateId === undefined || prior.publicKeySha256 === undefined || !isAlive(prior)
    ? undefined
    : {
        certificateId: prior.certificateId,
        serialNumber: prior.serialNumber,
        commonName: prior.issuedCommonName,
        names: prior.issuedNames,
        namesTold: true,
        key: toldKey(prior),
        signatureHash: prior.issuedSignatureHash,
        validTill: prior.notAfter?.slice(0, 10),
        ...lifeOf("issued"),
        createdAt: undefined,
        issuedAt: prior.notBefore,
        person: undefined,
        isListed: false,
        duplicate: false,
      };

/** A status that this release does not know does not count as ended. */
const isAlive = ({ status }: CertificateState): boolean => ["live", "unknown"].includes(lifeOf(status).life);

const isNotEarlier = (one: ObservedCertificate, other: ObservedCertificate): boolean =>
  one.issuedAt !== undefined && other.issuedAt !== undefined && Date.parse(one.issuedAt) >= Date.parse(other.issuedAt);
