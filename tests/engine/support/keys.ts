import { createHash } from "node:crypto";
import { ChallengePasswordAttribute, Extension, Pkcs10CertificateRequestGenerator } from "@peculiar/x509";

/** A key pair with a CSR of its own, as a user's `openssl req` would make them. */
export interface Key {
  readonly csr: string;
  /** The same key in a CSR with other names, another signature and CRLF line breaks. */
  readonly otherSpelling: string;
  /** SHA-256 of the SubjectPublicKeyInfo. */
  readonly fingerprint: string;
}

const P256 = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;

const RSA_3072 = {
  name: "RSASSA-PKCS1-v1_5",
  hash: "SHA-256",
  modulusLength: 3072,
  publicExponent: new Uint8Array([1, 0, 1]),
} as const;

export const makeKey = (commonName = "www.example.com"): Promise<Key> => keyOf(P256, commonName);
/** As code signing wants it. */
export const rsa3072 = (): Promise<Key> => keyOf(RSA_3072, "Example Corp");

/** A CSR with the texts inside that some tools put there: a password, and an extension of one's own. */
export const csrWith = async (password: string, extension: string): Promise<string> => {
  const keys = await crypto.subtle.generateKey(P256, true, ["sign", "verify"]);
  const request = await Pkcs10CertificateRequestGenerator.create({
    name: "CN=www.example.com",
    keys,
    signingAlgorithm: P256,
    attributes: [new ChallengePasswordAttribute(password)],
    extensions: [new Extension("1.3.6.1.4.1.99999.1", false, Buffer.from(extension))],
  });
  return `${request.toString("pem")}\n`;
};

const keyOf = async (signingAlgorithm: typeof P256 | typeof RSA_3072, commonName: string): Promise<Key> => {
  const keys = await crypto.subtle.generateKey(signingAlgorithm, true, ["sign", "verify"]);
  const request = async (name: string) =>
    (await Pkcs10CertificateRequestGenerator.create({ name, keys, signingAlgorithm })).toString("pem");
  const spki = Buffer.from(await crypto.subtle.exportKey("spki", keys.publicKey));
  return {
    csr: `${await request(`CN=${commonName}`)}\n`,
    otherSpelling: `${(await request(`CN=${commonName}, O=Other Words`)).replaceAll("\n", "\r\n")}\r\n\r\n`,
    fingerprint: createHash("sha256").update(spki).digest("hex"),
  };
};
