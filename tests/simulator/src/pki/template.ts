import type { KeyObject } from "node:crypto";
import { AsnConvert } from "@peculiar/asn1-schema";
import * as asn from "@peculiar/asn1-x509";
import { type Hash, signatureAlgorithm, signDer } from "./sign";
import * as x509 from "./x509";

export interface Template {
  serial: Uint8Array;
  issuer: x509.Name;
  subject: x509.Name;
  notBefore: Date;
  notAfter: Date;
  /** SubjectPublicKeyInfo, DER. */
  spki: Uint8Array;
  extensions: x509.Extension[];
}

const bytesOf = (buffer: ArrayBuffer): Uint8Array => new Uint8Array(buffer);
const name = (of: x509.Name): asn.Name => AsnConvert.parse(of.toArrayBuffer(), asn.Name);

/** Signs a certificate in one synchronous go, so that nothing can come between two facts of the world. */
export const mint = (template: Template, key: KeyObject, hash: Hash, pss = false): Uint8Array => {
  const algorithm = signatureAlgorithm(key, hash, pss);
  const tbs = new asn.TBSCertificate({
    version: asn.Version.v3,
    serialNumber: new Uint8Array(template.serial).buffer,
    signature: algorithm,
    issuer: name(template.issuer),
    subject: name(template.subject),
    validity: new asn.Validity({ notBefore: template.notBefore, notAfter: template.notAfter }),
    subjectPublicKeyInfo: AsnConvert.parse(template.spki, asn.SubjectPublicKeyInfo),
    extensions: new asn.Extensions(template.extensions.map((e) => AsnConvert.parse(e.rawData, asn.Extension))),
  });
  const signature = signDer(key, hash, pss, bytesOf(AsnConvert.serialize(tbs)));
  const certificate = new asn.Certificate({
    tbsCertificate: tbs,
    signatureAlgorithm: algorithm,
    signatureValue: new Uint8Array(signature).buffer,
  });
  return bytesOf(AsnConvert.serialize(certificate));
};
