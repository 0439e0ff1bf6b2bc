import { AsnConvert } from "@peculiar/asn1-schema";
import { AlgorithmIdentifier } from "@peculiar/asn1-x509";

/** How something was signed: the hash (`null` where the algorithm has its own), and what RSASSA-PSS adds to it. */
export interface Signature {
  readonly hash: string | null;
  readonly pss?: { readonly salt: number; readonly mgfHash: string };
}

/** By object identifier: RFC 3279, 4055, 5758, 8410, 8692; NIST CSOR for SHA-3; OIW for the old names of SHA-1. DSA is among them so that its key is blamed, not its signature. */
const ALGORITHMS: Readonly<Record<string, string | null>> = {
  "1.2.840.113549.1.1.4": "md5",
  "1.2.840.113549.1.1.5": "sha1",
  "1.3.14.3.2.29": "sha1",
  "1.3.36.3.3.1.2": "ripemd160",
  "1.2.840.113549.1.1.14": "sha224",
  "1.2.840.113549.1.1.11": "sha256",
  "1.2.840.113549.1.1.12": "sha384",
  "1.2.840.113549.1.1.13": "sha512",
  "1.2.840.113549.1.1.15": "sha512-224",
  "1.2.840.113549.1.1.16": "sha512-256",
  "2.16.840.1.101.3.4.3.13": "sha3-224",
  "2.16.840.1.101.3.4.3.14": "sha3-256",
  "2.16.840.1.101.3.4.3.15": "sha3-384",
  "2.16.840.1.101.3.4.3.16": "sha3-512",
  "1.2.840.10045.4.1": "sha1",
  "1.2.840.10045.4.3.1": "sha224",
  "1.2.840.10045.4.3.2": "sha256",
  "1.2.840.10045.4.3.3": "sha384",
  "1.2.840.10045.4.3.4": "sha512",
  "2.16.840.1.101.3.4.3.9": "sha3-224",
  "2.16.840.1.101.3.4.3.10": "sha3-256",
  "2.16.840.1.101.3.4.3.11": "sha3-384",
  "2.16.840.1.101.3.4.3.12": "sha3-512",
  "1.2.840.10040.4.3": "sha1",
  "1.3.14.3.2.27": "sha1",
  "2.16.840.1.101.3.4.3.1": "sha224",
  "2.16.840.1.101.3.4.3.2": "sha256",
  "2.16.840.1.101.3.4.3.3": "sha384",
  "2.16.840.1.101.3.4.3.4": "sha512",
  "1.3.101.112": null,
  "1.3.101.113": null,
};
export const RSASSA_PSS = "1.2.840.113549.1.1.10";
const MGF1 = "1.2.840.113549.1.1.8";
const HASHES: Readonly<Record<string, string>> = {
  "1.2.840.113549.2.5": "md5",
  "1.3.14.3.2.26": "sha1",
  "2.16.840.1.101.3.4.2.4": "sha224",
  "2.16.840.1.101.3.4.2.1": "sha256",
  "2.16.840.1.101.3.4.2.2": "sha384",
  "2.16.840.1.101.3.4.2.3": "sha512",
  "2.16.840.1.101.3.4.2.5": "sha512-224",
  "2.16.840.1.101.3.4.2.6": "sha512-256",
  "2.16.840.1.101.3.4.2.7": "sha3-224",
  "2.16.840.1.101.3.4.2.8": "sha3-256",
  "2.16.840.1.101.3.4.2.9": "sha3-384",
  "2.16.840.1.101.3.4.2.10": "sha3-512",
};

/** Few are signed so, and to make its classes takes as long as to check a dozen certificates. */
const loadRsa = (): Pick<typeof import("@peculiar/asn1-rsa"), "RsaSaPssParams"> => require("@peculiar/asn1-rsa");

/** Reads a signature algorithm; `undefined` for one we do not know. Throws where its parameters are no RFC 4055 ones. */
export const signatureOf = ({ algorithm, parameters }: AlgorithmIdentifier): Signature | undefined => {
  if (algorithm === RSASSA_PSS) {
    const { RsaSaPssParams } = loadRsa();
    const pss = parameters ? AsnConvert.parse(parameters, RsaSaPssParams) : new RsaSaPssParams();
    const hash = HASHES[pss.hashAlgorithm.algorithm];
    const mgfHash = hashOfMgf(pss.maskGenAlgorithm);
    return hash === undefined || mgfHash === undefined ? undefined : { hash, pss: { salt: pss.saltLength, mgfHash } };
  }
  const hash = ALGORITHMS[algorithm];
  return hash === undefined ? undefined : { hash };
};

/** RFC 4055 §2.2: MGF1's parameters are its hash, which may be another one than the signature's. */
const hashOfMgf = ({ algorithm, parameters }: AlgorithmIdentifier): string | undefined =>
  algorithm === MGF1 && parameters ? HASHES[AsnConvert.parse(parameters, AlgorithmIdentifier).algorithm] : undefined;
