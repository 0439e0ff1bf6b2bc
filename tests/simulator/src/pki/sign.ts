import { constants, createHash, type KeyObject, sign, verify } from "node:crypto";
import { fromHex, sequence, tlv } from "./der";

export const HASHES = ["sha256", "sha384", "sha512"] as const;
export type Hash = (typeof HASHES)[number];

/** What an issuer with a P-384 key signs with, whatever a request says. */
export const ISSUERS_OWN_HASH: Hash = "sha384";

/** AlgorithmIdentifiers of RFC 5758 and RFC 4055, as DER. */
const ECDSA: Record<Hash, string> = {
  sha256: "2a8648ce3d040302",
  sha384: "2a8648ce3d040303",
  sha512: "2a8648ce3d040304",
};
const RSA: Record<Hash, string> = {
  sha256: "2a864886f70d01010b",
  sha384: "2a864886f70d01010c",
  sha512: "2a864886f70d01010d",
};
const PSS = "2a864886f70d01010a";

/** RSASSA-PSS-params: hash, MGF1 with the same hash, salt as long as the hash. */
const pssParameters = (hash: Hash): Uint8Array => {
  const oidTail = { sha256: "01", sha384: "02", sha512: "03" }[hash];
  const salt = { sha256: "20", sha384: "30", sha512: "40" }[hash];
  const digest = `300d06096086480165030402${oidTail}0500`;
  return fromHex(`3034a00f${digest}a11c301a06092a864886f70d010108${digest}a2030201${salt}`);
};

const oid = (hex: string): Uint8Array => tlv(0x06, fromHex(hex));

export const signatureAlgorithm = (key: KeyObject, hash: Hash, pss: boolean): Uint8Array => {
  if (key.asymmetricKeyType === "ec") return sequence(oid(ECDSA[hash]));
  return pss ? sequence(oid(PSS), pssParameters(hash)) : sequence(oid(RSA[hash]), Uint8Array.of(5, 0));
};

const pssPadding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };

export const signDer = (key: KeyObject, hash: Hash, pss: boolean, data: Uint8Array): Uint8Array =>
  new Uint8Array(sign(hash, data, key.asymmetricKeyType === "rsa" && pss ? { key, ...pssPadding } : key));

export const verifyDer = (
  key: KeyObject,
  hash: string | null,
  pss: boolean,
  data: Uint8Array,
  signature: Uint8Array,
): boolean => verify(hash, data, pss ? { key, ...pssPadding } : key, signature);

export const hexDigest = (hash: "sha1" | "sha256", data: Uint8Array): string =>
  createHash(hash).update(data).digest("hex");
