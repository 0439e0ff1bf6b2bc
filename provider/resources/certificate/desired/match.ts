import type { CertificateSpec } from "../../../pki/certificate-spec";
import { canonicalName, sameNames, without } from "../../../pki/names/names";
import { isLive, type ObservedCertificate, type ObservedOrder } from "../../order/observed-order";

/** Whether a certificate is the desired one, as far as it is shown. */
export type Fit = "yes" | "no" | "cannot tell";

/** Holds what is shown of a certificate against what is desired. `caNames` are names the CA is known to add. Pure. */
export const fitOf = (
  certificate: Pick<ObservedCertificate, "names" | "namesTold" | "key" | "commonName" | "signatureHash">,
  desired: CertificateSpec,
  caNames: readonly string[] = [],
): Fit => {
  const { names, namesTold, key, commonName, signatureHash } = certificate;
  const facts = [
    namesTold ? sameNames(without(names, without(caNames, desired.names)), desired.names) : undefined,
    desired.key === undefined ? true : key && key.publicKeySha256 === desired.key.publicKeySha256,
    desired.commonName === undefined
      ? true
      : commonName && canonicalName(commonName) === canonicalName(desired.commonName),
    // The reissue list tells no hash, and an issuer may sign with one of its own.
    desired.signatureHash === undefined || signatureHash === undefined || signatureHash === desired.signatureHash,
  ];
  if (facts.some((fact) => fact === false)) return "no";
  return facts.every((fact) => fact === true) ? "yes" : "cannot tell";
};

/**
 * The same order for a resource that keeps a duplicate: the live one with the desired key and names, rather a new one than a
 * known one, rather the one kept so far, and of several the one that lives longest; else the one it kept so far. Pure.
 */
export const selectDuplicate = (
  observed: ObservedOrder,
  desired: CertificateSpec,
  kept: number | undefined,
  known: readonly number[],
  now: Date,
): ObservedOrder => {
  const fitting = observed.others
    .filter((c) => c.duplicate && isLive(c, now) && c.key !== undefined && fitOf(c, desired) === "yes")
    .sort((a, b) => lifeEnd(b) - lifeEnd(a));
  const unseenBefore = fitting.find(
    ({ certificateId }) => certificateId !== undefined && !known.includes(certificateId),
  );
  const ours = observed.others.find(({ certificateId }) => certificateId !== undefined && certificateId === kept);
  const current = unseenBefore ?? fitting.find((c) => c === ours) ?? (kept === undefined ? fitting[0] : ours);
  return { ...observed, current };
};

const lifeEnd = ({ validTill }: ObservedCertificate): number => (validTill === undefined ? 0 : Date.parse(validTill));
