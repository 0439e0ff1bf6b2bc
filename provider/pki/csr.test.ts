import { createHash, createPublicKey } from "node:crypto";
import { readCsr } from "./csr";
import { keyText, resolved, spellings } from "./keys.fake";

const keyOf = (text: string) => {
  const read = readCsr(text);
  return read.ok ? read.key : read.fault.code;
};

test("a CSR and its bare public key have one fingerprint: that of the SubjectPublicKeyInfo", () => {
  const pem = keyText("p256.public-key.pem");
  const spki = createPublicKey(pem).export({ type: "spki", format: "der" });

  const fingerprint = createHash("sha256").update(spki).digest("hex");

  expect(keyOf(keyText("p256"))).toMatchObject({ fingerprint, name: "P-256" });
  expect(readCsr(pem)).toMatchObject({ ok: true, form: "public-key", key: { fingerprint } });
});

test.each([...spellings.map((spelling) => `@p256/${spelling}`), "@p256.other-names", "@p256.new-header"])(
  "%s holds the same key as p256",
  (text) => {
    expect(keyOf(resolved(text))).toEqual(keyOf(keyText("p256")));
  },
);

test("two keys are two", () => {
  expect(keyOf(keyText("p256-other"))).not.toEqual(keyOf(keyText("p256")));
});

test.each([
  ["rsa-2048", "RSA-2048", "rsa", 2048],
  ["rsa-2048.pss", "RSA-2048", "rsa", 2048],
  ["p384", "P-384", "ec", 384],
  ["p521", "P-521", "ec", 521],
  ["secp256k1", "secp256k1", "ec", 0],
  ["ed25519", "Ed25519", "ed", 256],
  ["dsa", "dsa", "other", 0],
])("the signature of %s.csr holds, and its key is called %s", (name, called, kind, bits) => {
  expect(keyOf(keyText(name))).toMatchObject({ name: called, kind, bits });
});

test.each([
  ["@private-key", "private-key"],
  ["@private-key/truncated", "private-key"],
  ["@certificate.pem", "certificate"],
  ["@p256/twice", "several"],
  ["@p256/truncated", "not-pem"],
  ["@p256/cut-inside", "cannot-parse"],
  ["@p256/tampered", "bad-signature"],
  ["@rsa-2048/tampered", "bad-signature"],
  ["@rsa-2048.pss/tampered", "bad-signature"],
  ["-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "cannot-parse"],
  ["-----BEGIN PKCS7-----\nAAAA\n-----END PKCS7-----", "not-pem"],
  ["", "not-pem"],
])("%s is refused as %s", (text, code) => {
  expect(keyOf(resolved(text))).toBe(code);
});

test("a CSR with a private key pasted below it is a private key", () => {
  expect(keyOf(keyText("p256") + resolved("@private-key"))).toBe("private-key");
});
