import { X509Certificate } from "node:crypto";
import { CertificationRequest } from "@peculiar/asn1-csr";
import { AsnConvert } from "@peculiar/asn1-schema";
import { pemBlocks } from "../pem";
import { publicKeyOf } from "./public-key";

/** The public key of a certificate or a certificate signing request, as PEM and alone; `undefined` where it cannot be read. Pure. */
export const publicKeyPem = (text: string): string | undefined => {
  const [block] = pemBlocks(text);
  if (block === undefined) return undefined;
  try {
    const spki = spkiIn(block);
    return spki && publicKeyOf(spki)?.key.export({ format: "pem", type: "spki" }).toString();
  } catch {
    return undefined;
  }
};

const spkiIn = ({ label, der }: { readonly label: string; readonly der: Buffer }): Buffer | undefined => {
  switch (label) {
    case "CERTIFICATE REQUEST":
    case "NEW CERTIFICATE REQUEST":
      return Buffer.from(
        AsnConvert.serialize(AsnConvert.parse(der, CertificationRequest).certificationRequestInfo.subjectPKInfo),
      );
    case "CERTIFICATE":
      return new X509Certificate(der).publicKey.export({ format: "der", type: "spki" });
    case "PUBLIC KEY":
      return der;
    default:
      return undefined;
  }
};
