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

  const publicKeySha256 = createHash("sha256").update(spki).digest("hex");

  expect(keyOf(keyText("p256"))).toMatchObject({ publicKeySha256, keyType: "P-256" });
  expect(readCsr(pem)).toMatchObject({ ok: true, form: "public-key", key: { publicKeySha256 } });
});

test.each([...spellings.map((spelling) => `@p256/${spelling}`), "@p256.other-names", "@p256.new-header"])(
  "%s holds the same key as p256",
  (text) => {
    expect(keyOf(resolved(text))).toEqual(keyOf(keyText("p256")));
  },
);

test.each([
  ["a compressed point", "ec-compressed", "ec-named"],
  ["a key written as id-RSASSA-PSS", "key-rsapss", "sig-rsa-sha1-oiw"],
])("%s is the same key as in its plain form", (_, odd, plain) => {
  expect(keyOf(keyText(odd))).toEqual(keyOf(keyText(plain)));
});

test("explicit parameters are their curve's name: as RFC 5480 §2.1.1 writes the key", () => {
  const request = Buffer.from(keyText("ec-explicit").split("-----")[2] ?? "", "base64");
  const point = request.subarray(request.indexOf("03420004", "hex") + 3).subarray(0, 65);
  const named = Buffer.concat([Buffer.from("3059301306072a8648ce3d020106082a8648ce3d030107034200", "hex"), point]);

  expect(keyOf(keyText("ec-explicit"))).toMatchObject({
    keyType: "P-256",
    publicKeySha256: createHash("sha256").update(named).digest("hex"),
  });
});

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
  expect(keyOf(keyText(name))).toMatchObject({ keyType: called, kind, bits });
});

test.each([
  "keytool-md5",
  "sig-rsa-sha1-oiw",
  "sig-rsa-sha3-256",
  "sig-rsa-sha512-256",
  "sig-ecdsa-sha3-256",
  "sig-pss-sha224",
  "pss-sha256-mgf-sha1",
  "key-rsapss",
  "ec-explicit",
])("the signature of %s.csr is checked, and holds only as long as nobody touches it", (name) => {
  expect(readCsr(keyText(name))).toMatchObject({ ok: true });
  expect(readCsr(keyText(name))).not.toHaveProperty("unchecked");
  expect(keyOf(resolved(`@${name}/tampered`))).toBe("bad-signature");
});

test.each([
  ["sig-ml-dsa-65", "ML-DSA-65 (2.16.840.1.101.3.4.3.18)"],
  ["sig-nobody-knows", "the algorithm 1.2.3.4"],
])("%s.csr cannot be checked here: it is taken, and its algorithm is told", (name, unchecked) => {
  expect(readCsr(keyText(name))).toMatchObject({ ok: true, unchecked, key: { keyType: "RSA-2048" } });
});

test("a hybrid point is refused with its rule", () => {
  expect(readCsr(keyText("ec-hybrid"))).toEqual({
    ok: false,
    fault: { code: "cannot-parse", sentence: expect.stringContaining("RFC 5480 §2.2") },
  });
});

test.each([
  ["@p256/utf16le-as-utf8", /UTF-16/],
  ["@utf16le-bom", /UTF-16/],
  ["@p256/utf16be-as-utf16le", /UTF-16/],
  ["@p256/der-as-utf8", /DER \(binary\).*openssl req -inform DER/],
  ["@ed25519/der-as-utf8", /DER \(binary\)/],
  ["@rsa-2048/der-as-latin1", /DER \(binary\)/],
  ["@p256/headerless", /base64 without its header: put -----BEGIN CERTIFICATE REQUEST-----/],
  ["@p256/base64-of-pem", /base64 of a PEM text: decode it first/],
])("%s is named for what it is, with what to do", (text, sentence) => {
  expect(readCsr(resolved(text))).toEqual({
    ok: false,
    fault: { code: "encoding", sentence: expect.stringMatching(sentence) },
  });
});

test("a text that is longer than any CSR is not read, unless it is a private key", () => {
  const padding = "x".repeat(200_000);

  expect(keyOf(keyText("p256") + padding)).toBe("too-long");
  expect(keyOf(padding + resolved("@private-key"))).toBe("private-key");
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
