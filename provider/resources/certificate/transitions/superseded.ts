import { allOf, isLive, type OrderFacts } from "../../order/observed-order";
import type { CertificateState, Superseded } from "../state";

/*
 * The certificates beside the one we keep: what we had issued before, and what was there besides. Pure.
 */

/** The ledger of our replaced certificates; what has expired needs no place in it. */
export const supersededBy = (was: CertificateState | undefined, now: Date): Superseded[] => [
  ...alive(was?.supersededCertificates, now),
  ...(was?.origin === "issued" ? replaced(was, now) : []),
];

/** The same of those that were not ours. */
export const earlierThan = (was: CertificateState | undefined, now: Date): Superseded[] => [
  ...alive(was?.earlierCertificates, now),
  ...(was?.origin === "adopted" ? replaced(was, now) : []),
];

/** What lives on the order besides what we keep or kept: a removal has DigiCert revoke it too, and lists forget it. */
export const foundOn = (facts: OrderFacts, was: CertificateState | undefined, now: Date): Superseded[] => {
  const before = alive(was?.earlierCertificates, now);
  const named = new Set(
    [...before, ...(was?.supersededCertificates ?? []), ...(was === undefined ? [] : [was])].map(
      (c) => c.certificateId,
    ),
  );
  const found = allOf(facts).flatMap((c): Superseded[] =>
    c.certificateId === undefined || named.has(c.certificateId) || !isLive(c, now)
      ? []
      : [
          {
            certificateId: c.certificateId,
            ...(c.serialNumber === undefined ? {} : { serialNumber: c.serialNumber }),
            ...(c.validTill === undefined ? {} : { notAfter: c.validTill }),
            supersededAt: now.toISOString(),
          },
        ],
  );
  return [...before, ...found];
};

export const earlierCertificates = (found: readonly Superseded[]): Pick<CertificateState, "earlierCertificates"> =>
  found.length > 0 ? { earlierCertificates: found } : {};

const alive = (certificates: readonly Superseded[] = [], now: Date): Superseded[] =>
  certificates.filter(({ notAfter }) => notAfter === undefined || Date.parse(notAfter) > now.getTime());

/** The certificate that is replaced, as long as it is one. */
const replaced = (was: CertificateState, now: Date): Superseded[] =>
  was.certificateId === undefined || (was.pending?.statusBefore ?? was.status) === "revoked"
    ? []
    : alive(
        [
          {
            certificateId: was.certificateId,
            ...(was.serialNumber === undefined ? {} : { serialNumber: was.serialNumber }),
            ...(was.notAfter === undefined ? {} : { notAfter: was.notAfter }),
            supersededAt: now.toISOString(),
          },
        ],
        now,
      );
