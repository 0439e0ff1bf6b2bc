import type { ProvenSpec } from "../../../provider/resources/certificate/promotion/spec";
import type { CertificateFacts } from "../../simulator/src";
import { COMMON_NAME } from "../simulated";
import { said } from "../story";
import type { Wanted } from "./steps";
import type { Keys } from "./world";

/** What the user writes. */
export const inputsOf = (p: Wanted, orderId: number, keys: Keys): Record<string, unknown> => {
  const key = p.key === undefined ? undefined : keys[p.key];
  return said<unknown>({
    orderId,
    csr: p.spelling === true ? key?.otherSpelling : key?.csr,
    dnsNames: p.names,
    commonName: p.commonName,
    signatureHash: p.hash,
    requires: p.proven === undefined ? undefined : p.proven === "lost" ? {} : provenWith(p.proven),
    triggers: p.triggers === undefined ? undefined : { n: p.triggers },
    validityDays: p.validityDays,
    minDaysRemaining: p.minDays,
    allowSanRemoval: p.allowSanRemoval,
    onDrift: p.drift,
    onDelete: p.onDelete,
    revocation: p.revokeNow === true ? { skipApproval: true } : undefined,
    superseded: p.superseded,
    skipApproval: p.skipApproval,
    waitForIssuance: p.wait,
    timeouts: p.timeout === undefined ? undefined : { approval: p.timeout },
  });
};

/** What an earlier stage says of a certificate with this hash, and a key of the kind that all have here. */
const provenWith = (signatureHash: "sha256" | "sha384"): ProvenSpec => ({
  version: 1,
  product: null,
  keyType: "P-256",
  signatureHash,
  profile: null,
  issuer: null,
  notAfter: "2099-01-01T00:00:00Z",
  provenAt: "2026-11-01T00:00:00Z",
});

/** Two programs with the same wish ask for the same thing. */
export const desiredOf = ({ order, key, names, commonName, hash, triggers, validityDays }: Wanted): string =>
  JSON.stringify([order, key, names, commonName, hash, triggers, validityDays]);

/** The certificate is what the program wants. */
export const fits = (
  c: Pick<CertificateFacts, "spkiSha256" | "issuedNames" | "signatureHash" | "commonName">,
  { key, names, commonName, hash }: Wanted,
  keys: Keys,
): boolean => {
  if (key !== undefined && c.spkiSha256 !== keys[key].fingerprint) return false;
  if (hash !== undefined && c.signatureHash !== hash) return false;
  if (commonName !== undefined && c.commonName !== commonName) return false;
  if (names === undefined || names.length === 0) return commonName === undefined || c.issuedNames.includes(commonName);
  const inputs = new Set([commonName ?? c.commonName ?? COMMON_NAME, ...names]);
  return inputs.size === new Set(c.issuedNames).size && c.issuedNames.every((name) => inputs.has(name));
};
