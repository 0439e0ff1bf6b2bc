import { readCsr, type SubjectKey } from "../pki/csr";
import * as x509 from "../pki/x509";

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

/** A fresh key and the CSR of somebody who keeps the key to himself. */
export const newCsr = async (commonName: string): Promise<string> => {
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const csr = await x509.Pkcs10CertificateRequestGenerator.create({ name: new x509.Name([{ CN: [commonName] }]), keys, signingAlgorithm: ALGORITHM });
  return csr.toString("pem");
};

export const keyOf = async (csr: string | undefined, commonName: string): Promise<SubjectKey | string> => {
  const verdict = readCsr(csr ?? (await newCsr(commonName)));
  return "key" in verdict ? verdict.key : verdict.why;
};
