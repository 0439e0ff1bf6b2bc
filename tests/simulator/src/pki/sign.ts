import { createHash, type KeyObject, constants, sign, verify } from "node:crypto";
import { AlgorithmIdentifier } from "@peculiar/asn1-x509";

export const HASHES = ["sha256", "sha384", "sha512"] as const;
export type Hash = (typeof HASHES)[number];

const ECDSA: Record<Hash, string> = { sha256: "1.2.840.10045.4.3.2", sha384: "1.2.840.10045.4.3.3", sha512: "1.2.840.10045.4.3.4" };
const RSA: Record<Hash, string> = { sha256: "1.2.840.113549.1.1.11", sha384: "1.2.840.113549.1.1.12", sha512: "1.2.840.113549.1.1.13" };
const PSS = "1.2.840.113549.1.1.10";

/** RSASSA-PSS-params of RFC 4055: hash, MGF1 with the same hash, salt as long as the hash. */
const pssParameters = (hash: Hash): ArrayBuffer => {
  const oidTail = { sha256: "01", sha384: "02", sha512: "03" }[hash];
  const salt = { sha256: "20", sha384: "30", sha512: "40" }[hash];
  const digest = `300d06096086480165030402${oidTail}0500`;
  const hex = `3034a00f${digest}a11c301a06092a864886f70d010108${digest}a2030201${salt}`;
  return new Uint8Array(Buffer.from(hex, "hex")).buffer;
};

export const signatureAlgorithm = (key: KeyObject, hash: Hash, pss: boolean): AlgorithmIdentifier => {
  if (key.asymmetricKeyType === "ec") return new AlgorithmIdentifier({ algorithm: ECDSA[hash] });
  if (pss) return new AlgorithmIdentifier({ algorithm: PSS, parameters: pssParameters(hash) });
  return new AlgorithmIdentifier({ algorithm: RSA[hash], parameters: new Uint8Array([5, 0]).buffer });
};

const pssPadding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };

export const signDer = (key: KeyObject, hash: Hash, pss: boolean, data: Uint8Array): Uint8Array =>
  new Uint8Array(sign(hash, data, key.asymmetricKeyType === "rsa" && pss ? { key, ...pssPadding } : key));

export const verifyDer = (key: KeyObject, hash: string | null, pss: boolean, data: Uint8Array, signature: Uint8Array): boolean =>
  verify(hash, data, pss ? { key, ...pssPadding } : key, signature);

export const hexDigest = (hash: "sha1" | "sha256", data: Uint8Array): string => createHash(hash).update(data).digest("hex");
