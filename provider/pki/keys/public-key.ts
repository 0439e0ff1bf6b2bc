import { createHash, createPublicKey, type KeyObject } from "node:crypto";
import { AsnConvert } from "@peculiar/asn1-schema";
import { AlgorithmIdentifier, SubjectPublicKeyInfo } from "@peculiar/asn1-x509";
import { algorithmName } from "./algorithm-names";

/** A public key, known by the SHA-256 of its SubjectPublicKeyInfo (RFC 5280 §4.1.2.7). */
export interface PublicKey {
  /**
   * SHA-256 of the DER SubjectPublicKeyInfo in its one canonical form, 64 hex digits: named curve and uncompressed point
   * for EC, `rsaEncryption` for RSA. Two keys are the same key exactly when these are equal, however each is written.
   */
  readonly publicKeySha256: string;
  /** For people: `RSA-2048`, `P-256`, `Ed25519`. */
  readonly keyType: string;
  readonly kind: "rsa" | "ec" | "ed" | "other";
  /** RSA modulus or curve size in bits; 0 where that says nothing. */
  readonly bits: number;
}

/** A key as state, CertCentral's pages and sentences know it. */
export type NamedKey = Pick<PublicKey, "publicKeySha256" | "keyType">;

/** The key that state tells of, if it tells of one. */
export const toldKey = (of: { readonly [Key in keyof NamedKey]?: NamedKey[Key] | undefined }): NamedKey | undefined =>
  of.publicKeySha256 === undefined ? undefined : { publicKeySha256: of.publicKeySha256, keyType: of.keyType ?? "key" };

/** The numbers of an RSA key, for those who judge it, and whether it was written as id-RSASSA-PSS (RFC 4055 §1.2). */
export interface RsaNumbers {
  readonly modulus: bigint;
  readonly exponent: bigint;
  readonly pss: boolean;
}

export interface ReadKey {
  readonly key: KeyObject;
  readonly described: PublicKey;
  readonly rsa?: RsaNumbers;
}

const CURVES: Readonly<Record<string, { name: string; bits: number }>> = {
  prime256v1: { name: "P-256", bits: 256 },
  secp384r1: { name: "P-384", bits: 384 },
  secp521r1: { name: "P-521", bits: 521 },
};
const RSA_ENCRYPTION = "1.2.840.113549.1.1.1";
const RSASSA_PSS = "1.2.840.113549.1.1.10";
const EC_PUBLIC_KEY = "1.2.840.10045.2.1";
const NULL = Uint8Array.of(5, 0).buffer;

/** Describes a key given as DER SubjectPublicKeyInfo; `undefined` when the bytes are no public key, or one that `unreadable` explains. */
export const publicKeyOf = (spki: Buffer): ReadKey | undefined => {
  try {
    const info = AsnConvert.parse(spki, SubjectPublicKeyInfo);
    if (isHybrid(info)) return undefined;
    const key = canonical(info, spki);
    const publicKeySha256 = createHash("sha256")
      .update(key.export({ format: "der", type: "spki" }))
      .digest("hex");
    const described = { publicKeySha256, ...describe(key) };
    const rsa = rsaNumbers(key, info.algorithm.algorithm === RSASSA_PSS);
    return { key, described, ...(rsa === undefined ? {} : { rsa }) };
  } catch {
    return undefined;
  }
};

/** Why a key cannot be read, in words that follow "its public key". Pure. */
export const unreadable = (spki: Buffer): string => {
  try {
    const info = AsnConvert.parse(spki, SubjectPublicKeyInfo);
    if (isHybrid(info))
      return "is an EC key with a hybrid point, which certificates must not carry (RFC 5480 §2.2): write it uncompressed";
    const name = algorithmName(info.algorithm.algorithm);
    return name === undefined
      ? `is of an unknown kind (${info.algorithm.algorithm}), or damaged: use RSA or a NIST curve`
      : `is ${name} (${info.algorithm.algorithm}), which cannot be read here: use RSA or a NIST curve`;
  } catch {
    return "cannot be read: it is damaged";
  }
};

/** RFC 5480 §2.2: the first octet tells the form of the point; 6 and 7 are hybrid. */
const isHybrid = ({ algorithm, subjectPublicKey }: SubjectPublicKeyInfo): boolean => {
  const [form] = new Uint8Array(subjectPublicKey);
  return algorithm.algorithm === EC_PUBLIC_KEY && (form === 6 || form === 7);
};

/** One key, one form: whatever tool wrote it, and whatever the CA makes of it on the certificate. */
const canonical = (info: SubjectPublicKeyInfo, spki: Buffer): KeyObject => {
  if (info.algorithm.algorithm === RSASSA_PSS)
    return createPublicKey({ key: asRsaEncryption(info), format: "der", type: "spki" });
  const key = createPublicKey({ key: spki, format: "der", type: "spki" });
  if (key.asymmetricKeyType !== "ec") return key;
  try {
    // A JWK names its curve and spells out both coordinates (RFC 7518 §6.2.1): explicit parameters and compressed points fold.
    return createPublicKey({ key: key.export({ format: "jwk" }), format: "jwk" });
  } catch {
    // A curve that JWK has no name for, and no product takes.
    return key;
  }
};

const asRsaEncryption = ({ subjectPublicKey }: SubjectPublicKeyInfo): Buffer =>
  Buffer.from(
    AsnConvert.serialize(
      new SubjectPublicKeyInfo({
        algorithm: new AlgorithmIdentifier({ algorithm: RSA_ENCRYPTION, parameters: NULL }),
        subjectPublicKey,
      }),
    ),
  );

const rsaNumbers = (key: KeyObject, pss: boolean): RsaNumbers | undefined => {
  if (key.asymmetricKeyType !== "rsa") return undefined;
  const { n, e } = key.export({ format: "jwk" });
  return n === undefined || e === undefined ? undefined : { modulus: numberIn(n), exponent: numberIn(e), pss };
};

const numberIn = (base64url: string): bigint => BigInt(`0x${Buffer.from(base64url, "base64url").toString("hex")}`);

const describe = (key: KeyObject): Omit<PublicKey, "publicKeySha256"> => {
  const details = key.asymmetricKeyDetails;
  switch (key.asymmetricKeyType) {
    case "rsa":
      return { kind: "rsa", bits: details?.modulusLength ?? 0, keyType: `RSA-${details?.modulusLength ?? "?"}` };
    case "ec": {
      const curve = details?.namedCurve ?? "unknown curve";
      return { kind: "ec", bits: CURVES[curve]?.bits ?? 0, keyType: CURVES[curve]?.name ?? curve };
    }
    case "ed25519":
      return { kind: "ed", bits: 256, keyType: "Ed25519" };
    case "ed448":
      return { kind: "ed", bits: 456, keyType: "Ed448" };
    default:
      return { kind: "other", bits: 0, keyType: String(key.asymmetricKeyType) };
  }
};

/** `P-256 9f3a…`: enough to recognise a key in a sentence. */
export const shortKey = (key: NamedKey): string => `${key.keyType} ${key.publicKeySha256.slice(0, 4)}…`;
