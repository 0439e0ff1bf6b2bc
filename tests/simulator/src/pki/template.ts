import type { KeyObject } from "node:crypto";
import { bitString, integer, sequence, time, tlv } from "./der";
import { type Hash, signatureAlgorithm, signDer } from "./sign";
import type * as x509 from "./x509";

export interface Template {
  serial: Uint8Array;
  issuer: x509.Name;
  subject: x509.Name;
  notBefore: Date;
  notAfter: Date;
  /** SubjectPublicKeyInfo, DER. */
  spki: Uint8Array;
  extensions: readonly x509.Extension[];
}

const VERSION_3 = tlv(0xa0, integer(Uint8Array.of(2)));
const nameOf = (name: x509.Name): Uint8Array => new Uint8Array(name.toArrayBuffer());

const signed = (content: Uint8Array, key: KeyObject, hash: Hash, pss: boolean): Uint8Array =>
  sequence(content, signatureAlgorithm(key, hash, pss), bitString(signDer(key, hash, pss, content)));

/** Signs a certificate in one synchronous go, so that nothing can come between two facts of the world. */
export const mint = (template: Template, key: KeyObject, hash: Hash, pss = false): Uint8Array => {
  const extensions = template.extensions.map((extension) => new Uint8Array(extension.rawData));
  const content = sequence(
    VERSION_3,
    integer(template.serial),
    signatureAlgorithm(key, hash, pss),
    nameOf(template.issuer),
    sequence(time(template.notBefore), time(template.notAfter)),
    nameOf(template.subject),
    template.spki,
    tlv(0xa3, sequence(...extensions)),
  );
  return signed(content, key, hash, pss);
};

/** A PKCS#10 request without attributes. */
export const request = (subject: x509.Name, spki: Uint8Array, key: KeyObject): Uint8Array =>
  signed(sequence(integer(Uint8Array.of(0)), nameOf(subject), spki, tlv(0xa0)), key, "sha256", false);
