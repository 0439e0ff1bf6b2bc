import { createPublicKey, type KeyObject } from "node:crypto";
import { bounds } from "./der";
import { fromPem } from "./pem";
import { hexDigest, verifyDer } from "./sign";
import * as x509 from "./x509";

/** What CertCentral takes from a CSR: the key. Names in it are read by nobody. */
export interface SubjectKey {
  /** SubjectPublicKeyInfo, DER. */
  spki: Uint8Array;
  spkiSha256: string;
  bits: number;
  kind: "rsa" | "ec";
  /** Of an RSA key. */
  exponent?: bigint;
  /** The PEM label and body it came in, to show it back. */
  label: string;
  der: Uint8Array;
}

export type CsrVerdict = { key: SubjectKey } | { refused: "csr_invalid_cannot_parse" | "csr_invalid_key"; why: string };

const refuse = (why: string): CsrVerdict => ({ refused: "csr_invalid_cannot_parse", why });

const CURVES: Record<string, number> = { prime256v1: 256, secp384r1: 384, secp521r1: 521 };

/** `-----BEGIN X-----base64-----END X-----` on one line, as the reissue page asks: no line breaks, no escape characters. */
export const isOneLine = (text: string): boolean =>
  /^-----BEGIN [A-Z ]+-----[A-Za-z0-9+/]+={0,2}-----END [A-Z ]+-----$/.test(text);

const signatureHolds = (csr: x509.Pkcs10CertificateRequest, key: KeyObject): boolean => {
  // The signed part is the first element of the outer SEQUENCE; read it from the bytes as they came.
  const raw = new Uint8Array(csr.rawData);
  const outer = bounds(raw, 0);
  const inner = bounds(raw, outer.content);
  const algorithm: { name?: string; hash?: { name?: string } } = csr.signatureAlgorithm;
  const hash = algorithm.hash?.name?.replace("-", "").toLowerCase() ?? null;
  return verifyDer(
    key,
    hash,
    algorithm.name === "RSA-PSS",
    raw.subarray(outer.content, inner.end),
    new Uint8Array(csr.signature),
  );
};

const judgeKey = (key: KeyObject): Pick<SubjectKey, "kind" | "bits" | "exponent"> | undefined => {
  const details = key.asymmetricKeyDetails ?? {};
  const bits = details.modulusLength ?? 0;
  if (key.asymmetricKeyType === "rsa" && bits >= 2048)
    return { kind: "rsa", bits, exponent: details.publicExponent ?? 0n };
  const curve = CURVES[details.namedCurve ?? ""];
  if (key.asymmetricKeyType === "ec" && curve !== undefined) return { kind: "ec", bits: curve };
  return undefined;
};

/** The form of an EC point that RFC 5480 section 2.2 forbids. */
const isHybrid = (spki: Uint8Array): boolean => {
  const algorithm = bounds(spki, bounds(spki, 0).content);
  const point = spki[bounds(spki, algorithm.end).content + 1];
  return point === 6 || point === 7;
};

/** As it stands in a certificate: an EC key by the name of its curve and uncompressed, whatever the CSR wrote. */
const asIssued = (key: KeyObject): KeyObject =>
  key.asymmetricKeyType === "ec" ? createPublicKey({ key: key.export({ format: "jwk" }), format: "jwk" }) : key;

/** Reads a PEM CSR or public key. */
export const readCsr = (text: string): CsrVerdict => {
  const block = fromPem(text.trim());
  if (block === undefined) return refuse("no PEM block with a matching header and footer");
  const isCsr = block.label === "CERTIFICATE REQUEST" || block.label === "NEW CERTIFICATE REQUEST";
  if (!isCsr && block.label !== "PUBLIC KEY") return refuse(`a PEM block of kind ${block.label}`);
  try {
    const csr = isCsr ? new x509.Pkcs10CertificateRequest(new Uint8Array(block.der).buffer) : undefined;
    const given = new Uint8Array(csr ? csr.publicKey.rawData : block.der);
    const key = createPublicKey({ key: Buffer.from(given), format: "der", type: "spki" });
    if (csr !== undefined && !signatureHolds(csr, key)) return refuse("its signature does not fit its key");
    if (key.asymmetricKeyType === "ec" && isHybrid(given))
      return { refused: "csr_invalid_key", why: "an EC point in hybrid form" };
    const issued = asIssued(key);
    const judged = judgeKey(issued);
    if (judged === undefined)
      return { refused: "csr_invalid_key", why: "RSA below 2048 bits, or a curve that is not allowed" };
    const spki = new Uint8Array(issued.export({ type: "spki", format: "der" }));
    return { key: { spki, spkiSha256: hexDigest("sha256", spki), ...judged, label: block.label, der: block.der } };
  } catch {
    return refuse("not DER of that kind");
  }
};
