import { present } from "../../../contract/present";
import { allOf, mayLive, type ObservedOrder } from "../../order/observed-order";
import type { NamedCertificate } from "../../wording";
import type { CertificateState, Superseded } from "../state";

/*
 * The certificates beside the one we keep: what we had issued before, and what was there besides. Pure.
 */

/** The ledger of our replaced certificates; what has expired needs no place in it. */
export const supersededBy = (prior: CertificateState | undefined, now: Date): Superseded[] => [
  ...alive(prior?.supersededCertificates, now),
  ...(prior?.origin === "issued" ? replaced(prior, now) : []),
];

/** The same of those that were not ours. */
export const earlierThan = (prior: CertificateState | undefined, now: Date): Superseded[] => [
  ...alive(prior?.earlierCertificates, now),
  ...(prior?.origin === "adopted" ? replaced(prior, now) : []),
];

/** What lives on the order besides what we keep or kept: a removal has DigiCert revoke it too, and lists forget it. */
export const foundOn = (observed: ObservedOrder, prior: CertificateState | undefined, now: Date): Superseded[] => {
  const before = alive(prior?.earlierCertificates, now);
  const named = new Set(
    [...before, ...(prior?.supersededCertificates ?? []), ...(prior === undefined ? [] : [prior])].map(
      (c) => c.certificateId,
    ),
  );
  const found = allOf(observed).flatMap((c): Superseded[] =>
    c.certificateId === undefined || named.has(c.certificateId) || !mayLive(c, now)
      ? []
      : [
          present({
            certificateId: c.certificateId,
            serialNumber: c.serialNumber,
            notAfter: c.validTill,
            supersededAt: now.toISOString(),
          }),
        ],
  );
  return [...before, ...found];
};

export const earlierCertificates = (found: readonly Superseded[]): Pick<CertificateState, "earlierCertificates"> =>
  found.length > 0 ? { earlierCertificates: found } : {};

const alive = (certificates: readonly Superseded[] = [], now: Date): Superseded[] =>
  certificates.filter(({ notAfter }) => notAfter === undefined || Date.parse(notAfter) > now.getTime());

/** The certificate that is replaced, as long as it is one. */
const replaced = (prior: CertificateState, now: Date): Superseded[] =>
  prior.certificateId === undefined || (prior.pending?.statusBefore ?? prior.status) === "revoked"
    ? []
    : alive(
        [
          present({
            certificateId: prior.certificateId,
            serialNumber: prior.serialNumber,
            notAfter: prior.notAfter,
            supersededAt: now.toISOString(),
          }),
        ],
        now,
      );
export const livingCertificates = (prior: CertificateState): NamedCertificate[] => [
  ...(prior.certificateId === undefined || prior.status === "revoked" ? [] : [named(prior)]),
  ...(prior.replacedBy
    ? [{ ...named(prior.replacedBy), ...(prior.replacedBy.validTill ? { notAfter: prior.replacedBy.validTill } : {}) }]
    : []),
  ...prior.supersededCertificates.filter(({ orderId }) => orderId === undefined).map(named),
  ...(prior.earlierCertificates ?? []).map(named),
];
export const named = (c: NamedCertificate): NamedCertificate =>
  present({ certificateId: c.certificateId, serialNumber: c.serialNumber, notAfter: c.notAfter });
