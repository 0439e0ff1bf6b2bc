import type { CertificateSpec } from "../../../pki/certificate-spec";
import { canonicalName, sameNames, without } from "../../../pki/names";
import { isLive, type ObservedCertificate, type ObservedOrder } from "../../order/observed-order";

/**
 * The same facts for a resource that keeps a duplicate: the one with the wished key and names, rather a new one than a
 * known one; else the one it kept so far. Pure.
 */

export const selectDuplicate = (
  observed: ObservedOrder,
  desired: CertificateSpec,
  kept: number | undefined,
  known: readonly number[],
  now: Date,
): ObservedOrder => {
  const fitting = observed.others.filter(
    (c) => c.duplicate && isLive(c, now) && c.key !== undefined && fits(c, desired),
  );
  const unseenBefore = fitting.find(
    ({ certificateId }) => certificateId !== undefined && !known.includes(certificateId),
  );
  const ours = observed.others.find(({ certificateId }) => certificateId !== undefined && certificateId === kept);
  const current = unseenBefore ?? fitting.find((c) => c === ours) ?? (kept === undefined ? fitting[0] : ours);
  return { ...observed, current };
};
/** Whether a certificate is what is wished for, as far as the lists tell. `caNames` are names the CA is known to add. */

export const fits = (
  certificate: ObservedCertificate,
  desired: CertificateSpec,
  caNames: readonly string[] = [],
): boolean =>
  (!certificate.namesTold || sameNames(without(certificate.names, without(caNames, desired.names)), desired.names)) &&
  (desired.key === undefined ||
    certificate.key === undefined ||
    certificate.key.fingerprint === desired.key.fingerprint) &&
  (desired.commonName === undefined ||
    certificate.commonName === undefined ||
    canonicalName(certificate.commonName) === canonicalName(desired.commonName)) &&
  (desired.signatureHash === undefined ||
    certificate.signatureHash === undefined ||
    certificate.signatureHash === desired.signatureHash);
