import type { Leaf } from "../../../pki/leaf";
import { type Proof, provenSpec } from "./proven";
import { SpecInput } from "./spec";

const leaf: Leaf = {
  certificatePem: "",
  chainPem: "",
  serialNumber: "0A",
  notBefore: "2026-10-01T00:00:00.000Z",
  notAfter: "2027-04-17T23:59:59.000Z",
  commonName: "www.example.com",
  names: ["www.example.com"],
  publicKeySha256: "aa",
  keyType: "P-256",
  signatureHash: "sha256",
  issuer: "An issuer",
  extendedKeyUsages: [],
};
const [SERVER, CLIENT, EMAIL] = ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.4"];
const asked = { profileOption: "must_staple", caCertId: "A1" };
const proven = (more: Partial<Proof> = {}) =>
  provenSpec({ leaf, productNameId: "ssl_basic", asked, now: new Date("2026-11-22T12:00:00Z"), ...more });

test("a specification is of the leaf, and of what was asked where the leaf cannot tell", () => {
  expect(proven()).toEqual({
    version: 1,
    product: "ssl_basic",
    keyType: "P-256",
    signatureHash: "sha256",
    profile: "must_staple",
    issuer: { name: "An issuer", caCertId: "A1" },
    notAfter: "2027-04-17T23:59:59.000Z",
    provenAt: "2026-11-22T12:00:00.000Z",
  });
});

test("of a certificate that was only found nothing is taken from the inputs", () => {
  expect(proven({ asked: undefined })).toMatchObject({ profile: null, issuer: { name: "An issuer", caCertId: null } });
});

test.each([
  [[SERVER], "ssl_basic", "server_auth_only_eku"],
  [[CLIENT, SERVER], "ssl_basic", "server_client_auth_eku"],
  [[SERVER, EMAIL], "ssl_basic", "must_staple"],
  [[SERVER], "private_ssl_plus", "must_staple"],
])(
  "extended key usages %j of %s are profile %s: a public TLS leaf tells it, whatever was asked",
  (extendedKeyUsages, productNameId, profile) => {
    expect(proven({ leaf: { ...leaf, extendedKeyUsages }, productNameId }).profile).toBe(profile);
  },
);

test("what one stage writes the next one reads, through JSON too", () => {
  expect(SpecInput.parse(JSON.parse(JSON.stringify(proven())))).toEqual(proven());
});
