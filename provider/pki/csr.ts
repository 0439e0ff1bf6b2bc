import { constants, type KeyObject, verify } from "node:crypto";
import { CertificationRequest } from "@peculiar/asn1-csr";
import { AsnConvert } from "@peculiar/asn1-schema";
import { memo } from "./memo";
import { pemBlocks } from "./pem";
import { type PublicKey, publicKeyOf } from "./public-key";
import { signatureOf } from "./signature-algorithm";

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
  if (text.trim() === "") return fault("not-pem", "is empty: give the text of a certificate signing request");
  if (block === undefined && /^[\w./~\\:-]+\.(csr|pem|req|txt)$/.test(text.trim()))
    return fault("not-pem", 'looks like the name of a file: give its text, as readFileSync(path, "utf8")');
  if (block === undefined)
    return fault(
      "not-pem",
      /-----BEGIN /.test(text)
        ? "cut off or damaged: after its BEGIN line there is no fitting END line, or something that is not base64"
        : "not PEM: expected -----BEGIN CERTIFICATE REQUEST----- … -----END CERTIFICATE REQUEST-----",
    );
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

const signatureHolds = (request: CertificationRequest, signed: Buffer, key: KeyObject): boolean => {
  try {
    const signature = signatureOf(request.signatureAlgorithm);
    if (signature === undefined) return false;
    const pss =
      signature.pssSalt === undefined
        ? {}
        : { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: signature.pssSalt };
    return verify(signature.hash, signed, { key, ...pss }, Buffer.from(request.signature));
  } catch {
    return false;
  }
};

/** Reads and verifies a CSR or a bare public key. Pure; each text is parsed and verified once per process. */
export const readCsr: (text: string) => ReadCsr = memo(read);
