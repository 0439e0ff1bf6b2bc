import { readCsr } from "../csr";
import { keyText, publicKeyIn } from "../keys.fake";
import { publicKeyPem } from "./public-key-pem";

const fingerprintOf = (pem: string | undefined): string | undefined => {
  const read = readCsr(pem ?? "");
  return read.ok ? read.key.publicKeySha256 : undefined;
};

test.each(["p256", "p384", "rsa-2048", "ec-compressed"])(
  "the public key of a request (%s) is the request's key, and nothing else of it",
  (name) => {
    const pem = publicKeyPem(keyText(name));

    expect(pem).toMatch(/^-----BEGIN PUBLIC KEY-----\n[\w+/=\n]+-----END PUBLIC KEY-----\n$/);
    expect(fingerprintOf(pem)).toBe(publicKeyIn(name).publicKeySha256);
    expect(publicKeyPem(pem ?? "")).toBe(pem);
  },
);

test.each([
  "",
  "no PEM",
  "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
  "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
])("%j has none that can be read", (text) => {
  expect(publicKeyPem(text)).toBeUndefined();
});
