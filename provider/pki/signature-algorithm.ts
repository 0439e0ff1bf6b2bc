import { RsaSaPssParams } from "@peculiar/asn1-rsa";
import { AsnConvert } from "@peculiar/asn1-schema";
import type { AlgorithmIdentifier } from "@peculiar/asn1-x509";

/** How something was signed: the hash (`null` where the algorithm has its own), and the salt of RSASSA-PSS. */
export interface Signature {
  readonly hash: string | null;
  readonly pssSalt?: number;
}

/** By object identifier: RFC 3279, 4055, 5758, 8410. DSA is among them so that its key is blamed, not its signature. */
const ALGORITHMS: Readonly<Record<string, string | null>> = {
  "1.2.840.113549.1.1.5": "sha1",
  "1.2.840.113549.1.1.14": "sha224",
  "1.2.840.113549.1.1.11": "sha256",
  "1.2.840.113549.1.1.12": "sha384",
  "1.2.840.113549.1.1.13": "sha512",
  "1.2.840.10045.4.1": "sha1",
  "1.2.840.10045.4.3.1": "sha224",
  "1.2.840.10045.4.3.2": "sha256",
  "1.2.840.10045.4.3.3": "sha384",
  "1.2.840.10045.4.3.4": "sha512",
  "1.2.840.10040.4.3": "sha1",
  "2.16.840.1.101.3.4.3.2": "sha256",
  "1.3.101.112": null,
  "1.3.101.113": null,
};
const RSASSA_PSS = "1.2.840.113549.1.1.10";
const HASHES: Readonly<Record<string, string>> = {
  "1.3.14.3.2.26": "sha1",
  "2.16.840.1.101.3.4.2.1": "sha256",
  "2.16.840.1.101.3.4.2.2": "sha384",
  "2.16.840.1.101.3.4.2.3": "sha512",
};

/** Reads a signature algorithm; `undefined` for one we do not know. */
export const signatureOf = ({ algorithm, parameters }: AlgorithmIdentifier): Signature | undefined => {
  if (algorithm === RSASSA_PSS) {
    const pss = parameters ? AsnConvert.parse(parameters, RsaSaPssParams) : new RsaSaPssParams();
    const hash = HASHES[pss.hashAlgorithm.algorithm];
    return hash === undefined ? undefined : { hash, pssSalt: pss.saltLength };
  }
  const hash = ALGORITHMS[algorithm];
  return hash === undefined ? undefined : { hash };
};
