import { createPublicKey, generateKeyPairSync, generatePrimeSync } from "node:crypto";
import { keyText } from "../../../pki/keys.fake";
import { advice } from "./doubts";
import { keyDoubts, keyFaults } from "./keys";

const NONE: ReadonlySet<string> = new Set();
const bare = (publicExponent: number): string =>
  generateKeyPairSync("rsa", { modulusLength: 2048, publicExponent })
    .publicKey.export({ type: "spki", format: "pem" })
    .toString();
const sentences = (csr: string, product: string) => keyFaults({ csr }, product, NONE).map(({ sentence }) => sentence);

test.each([
  ["ssl_basic", "rsa-2050", /§6\.1\.5/],
  ["ssl_basic", "key-rsapss", /we do not send it/],
  ["secure_email_sponsor", "rsa-2050", /S\/MIME Baseline Requirements §6\.1\.5/],
  ["ssl_basic", "ed25519", /Ed25519/],
  ["ssl_basic", "debian-rsa-4096", /CVE-2008-0166.*§6\.1\.1\.3.*make a new one/],
  ["code_signing", "rsa-2048", /RSA-3072/],
])("%s refuses the key of %s.csr", (product, csr, why) => {
  expect(sentences(keyText(csr), product)).toEqual([expect.stringMatching(why)]);
});

const base64url = (value: bigint): string => {
  const hex = value.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), "0"), "hex").toString("base64url");
};
/** An RSA key of numbers that no tool gives. */
const ofNumbers = (modulus: bigint, exponent: bigint): string =>
  createPublicKey({ key: { kty: "RSA", n: base64url(modulus), e: base64url(exponent) }, format: "jwk" })
    .export({ type: "spki", format: "pem" })
    .toString();
const prime = () => generatePrimeSync(1024, { bigint: true });

test.each([1n, 2n, 65_536n])("the exponent %d is refused for public products alone", (exponent) => {
  const csr = ofNumbers(prime() * prime(), exponent);

  expect(sentences(csr, "ssl_basic")).toEqual([expect.stringMatching(/exponent \d+: it must be odd, .*§6\.1\.6/)]);
  expect(keyDoubts({ csr }, "ssl_basic", NONE)).toEqual([]);
  expect(sentences(csr, "private_ssl_plus")).toEqual([]);
});

test("a key whose private half anybody can compute is refused for public products alone", () => {
  const half = prime();
  const csr = ofNumbers(half * half, 65_537n);

  expect(sentences(csr, "ssl_basic")).toEqual([expect.stringMatching(/Fermat.*§6\.1\.1\.3.*make a new one/)]);
  expect(sentences(csr, "private_ssl_plus")).toEqual([]);
});

test.each([
  ["private_ssl_plus", "rsa-2050"],
  ["private_ssl_plus", "key-rsapss"],
  ["private_ssl_plus", "ed25519"],
  ["private_ssl_plus", "debian-rsa-4096"],
  ["a_product_of_tomorrow", "ed25519"],
  ["a_product_of_tomorrow", "rsa-2050"],
  ["ssl_basic", "rsa-exponent-3"],
  ["ssl_basic", "p521"],
  ["ssl_basic", "ec-explicit"],
  ["ssl_basic", "keytool-md5"],
])("%s takes the key of %s.csr", (product, csr) => {
  expect(sentences(keyText(csr), product)).toEqual([]);
});

test("a small exponent and P-521 are told of, for public products", () => {
  expect(keyDoubts({ csr: keyText("rsa-exponent-3") }, "ssl_basic", NONE)).toEqual([expect.stringContaining("65537")]);
  expect(keyDoubts({ csr: bare(65_537) }, "ssl_basic", NONE)).toEqual([]);
  expect(keyDoubts({ csr: keyText("p521") }, "ssl_basic", NONE)).toEqual([expect.stringContaining("P-521")]);
  expect(keyDoubts({ csr: keyText("p521") }, "private_ssl_plus", NONE)).toEqual([]);
});

test("a signature that cannot be checked is told of, whatever the product is", () => {
  expect(advice({ orderId: 118, csr: keyText("sig-ml-dsa-65") })).toEqual([
    "csr: it is signed with ML-DSA-65 (2.16.840.1.101.3.4.3.18), which is not checked here: CertCentral may refuse it",
  ]);
  expect(advice({ orderId: 118, csr: keyText("keytool-md5") })).toEqual([]);
});

test("what is not known yet is left alone", () => {
  expect(keyFaults({}, "ssl_basic", new Set(["csr"]))).toEqual([]);
});
