import { newKey, spkiOf } from "../pki/authority";
import { readCsr, type SubjectKey } from "../pki/csr";
import { toPem } from "../pki/pem";
import { hexDigest } from "../pki/sign";
import { request } from "../pki/template";
import * as x509 from "../pki/x509";

const freshKey = (commonName: string): SubjectKey => {
  const key = newKey("ec");
  const spki = spkiOf(key);
  const der = request(new x509.Name([{ CN: [commonName] }]), spki, key);
  return { spki, spkiSha256: hexDigest("sha256", spki), bits: 256, kind: "ec", label: "CERTIFICATE REQUEST", der };
};

/** The CSR of somebody who keeps the key to himself. */
export const newCsr = (commonName: string): string => {
  const { label, der } = freshKey(commonName);
  return toPem(label, der);
};

/** The key of this CSR, or a fresh one; a sentence when the CSR is no good. */
export const keyOf = (csr: string | undefined, commonName: string): SubjectKey | string => {
  if (csr === undefined) return freshKey(commonName);
  const verdict = readCsr(csr);
  return "key" in verdict ? verdict.key : verdict.why;
};
