import { createHash, createPublicKey, type KeyObject } from "node:crypto";

/** A public key, known by the SHA-256 of its SubjectPublicKeyInfo (RFC 5280 §4.1.2.7). */
export interface PublicKey {
  /** SHA-256 of the DER SubjectPublicKeyInfo, 64 hex digits. Two keys are the same key exactly when these are equal. */
  readonly fingerprint: string;
  /** For people: `RSA-2048`, `P-256`, `Ed25519`. */
  readonly name: string;
  readonly kind: "rsa" | "ec" | "ed" | "other";
  /** RSA modulus or curve size in bits; 0 where that says nothing. */
  readonly bits: number;
}

const CURVES: Readonly<Record<string, { name: string; bits: number }>> = {
  prime256v1: { name: "P-256", bits: 256 },
  secp384r1: { name: "P-384", bits: 384 },
  secp521r1: { name: "P-521", bits: 521 },
};

/** Describes a key given as DER SubjectPublicKeyInfo; `undefined` when the bytes are no public key. */
export const publicKeyOf = (spki: Buffer): { readonly key: KeyObject; readonly described: PublicKey } | undefined => {
  try {
    const key = createPublicKey({ key: spki, format: "der", type: "spki" });
    // Re-exported, so that a lenient parser cannot give one key two fingerprints.
    const der = key.export({ format: "der", type: "spki" });
    const fingerprint = createHash("sha256").update(der).digest("hex");
    return { key, described: { fingerprint, ...describe(key) } };
  } catch {
    return undefined;
  }
};

const describe = (key: KeyObject): Omit<PublicKey, "fingerprint"> => {
  const details = key.asymmetricKeyDetails;
  switch (key.asymmetricKeyType) {
    case "rsa":
    case "rsa-pss":
      return { kind: "rsa", bits: details?.modulusLength ?? 0, name: `RSA-${details?.modulusLength ?? "?"}` };
    case "ec": {
      const curve = details?.namedCurve ?? "unknown curve";
      return { kind: "ec", bits: CURVES[curve]?.bits ?? 0, name: CURVES[curve]?.name ?? curve };
    }
    case "ed25519":
      return { kind: "ed", bits: 256, name: "Ed25519" };
    case "ed448":
      return { kind: "ed", bits: 456, name: "Ed448" };
    default:
      return { kind: "other", bits: 0, name: String(key.asymmetricKeyType) };
  }
};

/** `P-256 9f3a…`: enough to recognise a key in a sentence. */
export const shortKey = (key: Pick<PublicKey, "name" | "fingerprint">): string =>
  `${key.name} ${key.fingerprint.slice(0, 4)}…`;
