import { X509Certificate } from "node:crypto";
import { publicKeyOf } from "./keys/public-key";
import { keyText } from "./keys.fake";
import { proveLeaf } from "./leaf";
import { authority, type Keys, leafOf, pemOfSigner, type Signer, spkiOf } from "./pki.fake";

const TODAY = new Date("2026-11-22T12:00:00Z");

let root: Signer;
let issuer: Signer;
let stranger: Signer;
let leaf: { pem: string; keys: Keys };
let other: { pem: string; keys: Keys };
let chain: string;

beforeAll(async () => {
  root = await authority("Root");
  issuer = await authority("Issuer", root);
  stranger = await authority("Issuer", root);
  leaf = await leafOf(issuer, { names: ["www.example.com", "a.example.com", "192.0.2.7", "2001:db8::7"] });
  other = await leafOf(issuer, { names: ["www.example.com", "a.example.com"], serialNumber: "0d4e5f" });
  chain = pemOfSigner(issuer) + pemOfSigner(root);
});

const keyOf = async (of: { keys: Keys }) => {
  const described = publicKeyOf(await spkiOf(of.keys))?.described;
  if (described === undefined) throw new Error("a key that cannot be read");
  return described;
};
const desired = async (of = leaf) => ({ key: await keyOf(of), names: ["a.example.com", "www.example.com"] });

test("the leaf is described from itself; its chain goes up to the root, which is left out", async () => {
  expect(proveLeaf(leaf.pem + chain, await desired(), "0A1B2C", TODAY)).toEqual({
    ok: true,
    leaf: {
      certificatePem: leaf.pem,
      chainPem: pemOfSigner(issuer),
      serialNumber: "0A1B2C",
      notBefore: "2026-10-01T00:00:00.000Z",
      notAfter: "2027-04-17T23:59:59.000Z",
      commonName: "www.example.com",
      names: ["192.0.2.7", "2001:db8::7", "a.example.com", "www.example.com"],
      publicKeySha256: (await keyOf(leaf)).publicKeySha256,
      keyType: "P-256",
      signatureHash: "sha256",
      issuer: "Issuer",
      extendedKeyUsages: ["1.3.6.1.5.5.7.3.1"],
    },
  });
});

test("order, CRLF and other certificates in the bundle do not matter", async () => {
  const bundle = (chain + pemOfSigner(stranger) + other.pem + leaf.pem).replaceAll("\n", "\r\n");

  expect(proveLeaf(bundle, await desired(), "00:0a:1b:2c", TODAY)).toMatchObject({
    ok: true,
    leaf: { certificatePem: leaf.pem, chainPem: pemOfSigner(issuer) },
  });
});

test("the signature hash is read from the certificate", async () => {
  const strong = await leafOf(issuer, { names: ["www.example.com", "a.example.com"], hash: "SHA-384" });

  expect(proveLeaf(strong.pem + chain, await desired(strong), undefined, TODAY)).toMatchObject({
    leaf: { signatureHash: "sha384" },
  });
});

test.each([
  ["an empty download", () => "", undefined, /holds no end-entity certificate/],
  ["issuers only", () => chain, undefined, /holds no end-entity certificate/],
  ["another certificate of the order", () => other.pem + chain, undefined, /carries another public key/],
  ["an earlier certificate with the same key", () => leaf.pem + chain, "0D4E5F", /has serial 0A1B2C, not 0D4E5F/],
  ["no issuer", () => leaf.pem, undefined, /issuer is not among the downloaded/],
  [
    "an issuer of the same name that did not sign",
    () => leaf.pem + pemOfSigner(stranger),
    undefined,
    /did not sign it/,
  ],
])("%s is not believed", async (_, bundle, serial, why) => {
  expect(proveLeaf(bundle(), await desired(), serial, TODAY)).toEqual({ ok: false, why: expect.stringMatching(why) });
});

test("a leaf without one of the wished names is not believed; one with more is", async () => {
  const few = await leafOf(issuer, { names: ["www.example.com"] });
  const many = await leafOf(issuer, { names: ["www.example.com", "a.example.com", "example.com"] });

  expect(proveLeaf(few.pem + chain, await desired(few), undefined, TODAY)).toEqual({
    ok: false,
    why: "the downloaded certificate lacks a.example.com",
  });
  expect(proveLeaf(many.pem + chain, await desired(many), undefined, TODAY).ok).toBe(true);
});

test("without alternative names the common name is the name", async () => {
  const old = await leafOf(issuer, { names: [] });

  expect(proveLeaf(old.pem + chain, { names: [] }, undefined, TODAY)).toMatchObject({ leaf: { names: ["nobody"] } });
});

test.each([
  ["today", TODAY, "2036-01-01T00:00:00.000Z"],
  ["while both were valid, the first of them", new Date("2022-06-01"), "2024-01-01T00:00:00.000Z"],
])("of an expired and a live twin of the issuer, the live one is in the chain: %s", (_, now, notAfter) => {
  const proven = proveLeaf(keyText("bundle.expired-twin.pem"), { names: ["www.example.com"] }, undefined, now);

  if (!proven.ok) throw new Error(proven.why);
  expect(new Date(new X509Certificate(proven.leaf.chainPem).validTo).toISOString()).toBe(notAfter);
});
