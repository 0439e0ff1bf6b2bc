import { constants, verify, type KeyObject } from "node:crypto";
import { CertificationRequest } from "@peculiar/asn1-csr";
import { RsaSaPssParams } from "@peculiar/asn1-rsa";
import { AsnConvert } from "@peculiar/asn1-schema";
import { memo } from "../../contract/memo";
import { pemBlocks } from "../../contract/pem";
import { type PublicKey, publicKeyOf } from "./public-key";

/**
 * What we need of a certificate signing request, or of the bare public key that CertCentral takes in its place
 * (https://dev.digicert.com/certcentral-apis/services-api/orders/reissue-certificate.html, `certificate.csr`).
 * Only the key counts: CertCentral takes names from the request, never from the CSR.
 */
export type ReadCsr =
  | { readonly ok: true; readonly key: PublicKey; readonly form: "csr" | "public-key" }
  | { readonly ok: false; readonly fault: CsrFault };

/** What is wrong, and never what was given: it may be a private key. */
export interface CsrFault {
  readonly code: "private-key" | "certificate" | "not-pem" | "several" | "cannot-parse" | "bad-signature";
  readonly sentence: string;
}

const fault = (code: CsrFault["code"], sentence: string): ReadCsr => ({ ok: false, fault: { code, sentence } });

const read = (text: string): ReadCsr => {
  if (/PRIVATE KEY-----/.test(text))
    return fault(
      "private-key",
      "this is a private key, not a certificate signing request: give the CSR made from it, keep the key to yourself, and treat it as exposed if this file is shared",
    );
  const blocks = pemBlocks(text);
  const [block] = blocks;
  if (block === undefined)
    return fault("not-pem", "not PEM: expected -----BEGIN CERTIFICATE REQUEST----- … -----END CERTIFICATE REQUEST-----");
  if (blocks.length > 1) return fault("several", `holds ${blocks.length} PEM blocks: give exactly one CSR`);
  switch (block.label) {
    case "CERTIFICATE REQUEST":
    case "NEW CERTIFICATE REQUEST":
      return readRequest(block.der);
    case "PUBLIC KEY": {
      const found = publicKeyOf(block.der);
      return found
        ? { ok: true, key: found.described, form: "public-key" }
        : fault("cannot-parse", "the public key cannot be read: it is damaged or of an unknown kind");
    }
    case "CERTIFICATE":
      return fault("certificate", "this is a certificate, not a certificate signing request: give the CSR");
    default:
      return fault("not-pem", `a PEM block "${block.label}" is not a certificate signing request`);
  }
};

const readRequest = (der: Buffer): ReadCsr => {
  let request: CertificationRequest;
  let spki: Buffer;
  try {
    request = AsnConvert.parse(der, CertificationRequest);
    spki = Buffer.from(AsnConvert.serialize(request.certificationRequestInfo.subjectPKInfo));
  } catch {
    return fault("cannot-parse", "the CSR cannot be read: it is damaged or cut off");
  }
  const found = publicKeyOf(spki);
  const signed = request.certificationRequestInfoRaw;
  if (!found || !signed) return fault("cannot-parse", "the CSR's public key cannot be read");
  if (!signatureHolds(request, Buffer.from(signed), found.key))
    return fault(
      "bad-signature",
      "the CSR's own signature does not hold: it was changed after signing, or signed with another key; make it again",
    );
  return { ok: true, key: found.described, form: "csr" };
};

/** Signature algorithms a CSR may carry, by object identifier (RFC 3279, 4055, 5758, 8410). */
const HASH_OF: Readonly<Record<string, string | null>> = {
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
  "1.3.101.112": null,
  "1.3.101.113": null,
};
const RSASSA_PSS = "1.2.840.113549.1.1.10";
const HASH_NAMES: Readonly<Record<string, string>> = {
  "1.3.14.3.2.26": "sha1",
  "2.16.840.1.101.3.4.2.1": "sha256",
  "2.16.840.1.101.3.4.2.2": "sha384",
  "2.16.840.1.101.3.4.2.3": "sha512",
};

const signatureHolds = (request: CertificationRequest, signed: Buffer, key: KeyObject): boolean => {
  const { algorithm, parameters } = request.signatureAlgorithm;
  const signature = Buffer.from(request.signature);
  try {
    if (algorithm === RSASSA_PSS) {
      const pss = parameters ? AsnConvert.parse(parameters, RsaSaPssParams) : new RsaSaPssParams();
      const hash = HASH_NAMES[pss.hashAlgorithm.algorithm];
      const padding = constants.RSA_PKCS1_PSS_PADDING;
      return hash !== undefined && verify(hash, signed, { key, padding, saltLength: pss.saltLength }, signature);
    }
    const hash = HASH_OF[algorithm];
    return hash !== undefined && verify(hash, signed, key, signature);
  } catch {
    return false;
  }
};

/** Reads and verifies a CSR or a bare public key. Pure; each text is parsed and verified once per process. */
export const readCsr: (text: string) => ReadCsr = memo(read);
