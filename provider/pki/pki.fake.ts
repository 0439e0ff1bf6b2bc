import "reflect-metadata";
import { webcrypto } from "node:crypto";
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from "@peculiar/x509";

const P256 = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const NOT_BEFORE = new Date("2026-10-01T00:00:00Z");
const NOT_AFTER = new Date("2027-04-17T23:59:59Z");

/** A pair as the certificate library takes it. */
export type Keys = webcrypto.CryptoKeyPair;

export interface Signer {
  readonly certificate: X509Certificate;
  readonly keys: Keys;
}

const makeKeys = (): Promise<Keys> => webcrypto.subtle.generateKey(P256, true, ["sign", "verify"]);

/** A certification authority; without a signer its own root. */
export const authority = async (name: string, signer?: Signer): Promise<Signer> => {
  const keys = await makeKeys();
  const certificate = await X509CertificateGenerator.create({
    subject: `CN=${name}`,
    issuer: signer?.certificate.subject ?? `CN=${name}`,
    publicKey: keys.publicKey,
    signingKey: signer?.keys.privateKey ?? keys.privateKey,
    signingAlgorithm: P256,
    notBefore: NOT_BEFORE,
    notAfter: NOT_AFTER,
    extensions: [new BasicConstraintsExtension(true, undefined, true)],
  });
  return { certificate, keys };
};

/** A server's certificate. */
export const leafOf = async (
  signer: Signer,
  {
    names,
    serialNumber = "0a1b2c",
    hash = "SHA-256",
    keys,
  }: { names: readonly string[]; serialNumber?: string; hash?: string; keys?: Keys },
): Promise<{ pem: string; keys: Keys }> => {
  const own = keys ?? (await makeKeys());
  const certificate = await X509CertificateGenerator.create({
    serialNumber,
    subject: `CN=${names[0] ?? "nobody"}`,
    issuer: signer.certificate.subject,
    publicKey: own.publicKey,
    signingKey: signer.keys.privateKey,
    signingAlgorithm: { ...P256, hash },
    notBefore: NOT_BEFORE,
    notAfter: NOT_AFTER,
    extensions: [
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new BasicConstraintsExtension(false),
      ...(names.length > 0
        ? [
            new SubjectAlternativeNameExtension(
              names.map((value) => ({ type: /^[\d.]+$|:/.test(value) ? ("ip" as const) : ("dns" as const), value })),
            ),
          ]
        : []),
    ],
  });
  return { pem: `${certificate.toString("pem")}\n`, keys: own };
};

export const spkiOf = async (keys: Keys): Promise<Buffer> =>
  Buffer.from(await webcrypto.subtle.exportKey("spki", keys.publicKey));

export const pemOfSigner = ({ certificate }: Signer): string => `${certificate.toString("pem")}\n`;
