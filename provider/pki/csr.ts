import { CertificationRequest } from "@peculiar/asn1-csr";
import { AsnConvert } from "@peculiar/asn1-schema";
import { holdsPrivateKey } from "./keys/private-key";
import { type PublicKey, publicKeyOf, type RsaNumbers, unreadable } from "./keys/public-key";
import { selfSignature } from "./keys/self-signature";
import { bytesOf, isBinary, isUtf16 } from "./mangled-text";
import { memo } from "./memo";
import { pemBlocks } from "./pem";

/**
 * What we need of a certificate signing request, or of the bare public key that CertCentral takes in its place
 * (https://dev.digicert.com/certcentral-apis/services-api/orders/reissue-certificate.html, `certificate.csr`).
 * Only the key counts: CertCentral takes names from the request, never from the CSR.
 */
export type ReadCsr =
  | {
      readonly ok: true;
      readonly key: PublicKey;
      readonly rsa?: RsaNumbers;
      readonly form: "csr" | "public-key";
      /** The algorithm of its own signature, where that is none that can be verified here. */
      readonly unchecked?: string;
    }
  | { readonly ok: false; readonly fault: CsrFault };

/** What is wrong, and never what was given: it may be a private key. */
export interface CsrFault {
  readonly code:
    | "private-key"
    | "certificate"
    | "not-pem"
    | "encoding"
    | "too-long"
    | "several"
    | "cannot-parse"
    | "bad-signature";
  readonly sentence: string;
}

const fault = (code: CsrFault["code"], sentence: string): ReadCsr => ({ ok: false, fault: { code, sentence } });

/** Characters. The largest requests, those of post-quantum keys and signatures, have some 70,000. */
const LONGEST = 131_072;

const read = (text: string): ReadCsr => {
  if (holdsPrivateKey(text))
    return fault(
      "private-key",
      "this is a private key, not a certificate signing request: give the CSR made from it, keep the key to yourself, and treat it as exposed if this file is shared",
    );
  if (text.trim() === "") return fault("not-pem", "is empty: give the text of a certificate signing request");
  const blocks = pemBlocks(text);
  const [block] = blocks;
  if (block === undefined) return noBlock(text);
  if (blocks.length > 1) return fault("several", `holds ${blocks.length} PEM blocks: give exactly one CSR`);
  switch (block.label) {
    case "CERTIFICATE REQUEST":
    case "NEW CERTIFICATE REQUEST":
      return readRequest(block.der);
    case "PUBLIC KEY": {
      const found = publicKeyOf(block.der);
      return found
        ? { ok: true, key: found.described, ...rsaOf(found), form: "public-key" }
        : fault("cannot-parse", `its public key ${unreadable(block.der)}`);
    }
    case "CERTIFICATE":
      return fault("certificate", "this is a certificate, not a certificate signing request: give the CSR");
    default:
      return fault("not-pem", `a PEM block "${block.label}" is not a certificate signing request`);
  }
};

/** What a text without a PEM block is, and what to do with it. */
const noBlock = (text: string): ReadCsr => {
  if (isUtf16(text))
    return fault("encoding", 'is UTF-16 text: save it as UTF-8, or read it with readFileSync(path, "utf16le")');
  if (isBinary(text))
    return fault(
      "encoding",
      "is DER (binary), not PEM: convert it with openssl req -inform DER -in request.der -out request.pem, and give that file's text",
    );
  const bytes = bytesOf(text);
  if (bytes?.[0] === 0x30)
    return fault(
      "encoding",
      "is base64 without its header: put -----BEGIN CERTIFICATE REQUEST----- before it and -----END CERTIFICATE REQUEST----- after it, each on a line of its own",
    );
  if (bytes?.toString("latin1").startsWith("-----BEGIN "))
    return fault("encoding", 'is base64 of a PEM text: decode it first, as Buffer.from(text, "base64").toString()');
  if (/^[\w./~\\:-]+\.(csr|pem|req|txt)$/.test(text.trim()))
    return fault("not-pem", 'looks like the name of a file: give its text, as readFileSync(path, "utf8")');
  return fault(
    "not-pem",
    text.includes("-----BEGIN ")
      ? "cut off or damaged: after its BEGIN line there is no fitting END line, or something that is not base64"
      : "not PEM: expected -----BEGIN CERTIFICATE REQUEST----- … -----END CERTIFICATE REQUEST-----",
  );
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
  if (!found || !signed) return fault("cannot-parse", `its public key ${unreadable(spki)}`);
  const signature = selfSignature(request, Buffer.from(signed), found.key);
  if (signature.is === "bad")
    return fault(
      "bad-signature",
      "the CSR's own signature does not hold: it was changed after signing, or signed with another key; make it again",
    );
  return {
    ok: true,
    key: found.described,
    ...rsaOf(found),
    form: "csr",
    ...(signature.is === "unchecked" ? { unchecked: signature.algorithm } : {}),
  };
};

const rsaOf = ({ rsa }: { readonly rsa?: RsaNumbers }) => (rsa === undefined ? {} : { rsa });

const readOnce = memo(read);

/** Reads and verifies a CSR or a bare public key. Pure; each text is parsed and verified once per process. */
export const readCsr = (text: string): ReadCsr =>
  text.length <= LONGEST
    ? readOnce(text)
    : holdsPrivateKey(text)
      ? read(text)
      : fault("too-long", `has ${text.length} characters, and no CSR has more than ${LONGEST}: give exactly one CSR`);
