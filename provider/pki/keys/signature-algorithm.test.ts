import { AsnConvert } from "@peculiar/asn1-schema";
import { AlgorithmIdentifier } from "@peculiar/asn1-x509";
import { signatureOf } from "./signature-algorithm";

const SHA384 = "2.16.840.1.101.3.4.2.2";
/** RFC 4055 §3.1, as DER: `[0] hashAlgorithm`, `[2] saltLength`. */
const pss = (hex: string) => Uint8Array.from(Buffer.from(hex, "hex")).buffer;
const oid = (dotted: string) =>
  Buffer.from(AsnConvert.serialize(new AlgorithmIdentifier({ algorithm: dotted }))).toString("hex");
const sequence = (content: string) => `30${(content.length / 2).toString(16).padStart(2, "0")}${content}`;
const tagged = (tag: string, content: string) =>
  `${tag}${(content.length / 2).toString(16).padStart(2, "0")}${content}`;

test.each([
  ["RSA with SHA-256", "1.2.840.113549.1.1.11", { hash: "sha256" }],
  ["RSA with SHA-1", "1.2.840.113549.1.1.5", { hash: "sha1" }],
  ["ECDSA with SHA-384", "1.2.840.10045.4.3.3", { hash: "sha384" }],
  ["Ed25519, which has its own hash", "1.3.101.112", { hash: null }],
  ["RSA with SHA-1, by its name of 1990", "1.3.14.3.2.29", { hash: "sha1" }],
  ["RSA with SHA3-256", "2.16.840.1.101.3.4.3.14", { hash: "sha3-256" }],
  ["something nobody knows", "1.2.3.4", undefined],
])("%s", (_, algorithm, signature) => {
  expect(signatureOf(new AlgorithmIdentifier({ algorithm }))).toEqual(signature);
});

test.each([
  [
    "without parameters means SHA-1 and a salt of 20 bytes",
    undefined,
    { hash: "sha1", pss: { salt: 20, mgfHash: "sha1" } },
  ],
  [
    "says its hash; the salt stays 20 bytes",
    sequence(tagged("a0", oid(SHA384))),
    { hash: "sha384", pss: { salt: 20, mgfHash: "sha1" } },
  ],
  [
    "says its hash and its salt",
    sequence(tagged("a0", oid(SHA384)) + tagged("a2", "020130")),
    { hash: "sha384", pss: { salt: 48, mgfHash: "sha1" } },
  ],
  ["with a hash that nobody knows is none of ours", sequence(tagged("a0", oid("1.2.3.4"))), undefined],
])("RSASSA-PSS %s", (_, parameters, signature) => {
  const given = parameters === undefined ? {} : { parameters: pss(parameters) };

  expect(signatureOf(new AlgorithmIdentifier({ algorithm: "1.2.840.113549.1.1.10", ...given }))).toEqual(signature);
});
