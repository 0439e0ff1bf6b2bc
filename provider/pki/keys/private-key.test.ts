import { generateKeyPairSync } from "node:crypto";
import { disguises, keyText, resolved } from "../keys.fake";
import { holdsPrivateKey } from "./private-key";

const pem = (pair: { privateKey: { export: (as: { type: "pkcs8"; format: "pem" }) => string | Buffer } }): string =>
  String(pair.privateKey.export({ type: "pkcs8", format: "pem" }));
const ec = generateKeyPairSync("ec", { namedCurve: "prime256v1" }).privateKey;
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
const KEYS: Readonly<Record<string, string>> = {
  "an EC key": pem({ privateKey: ec }),
  "an EC key of SEC 1": String(ec.export({ type: "sec1", format: "pem" })),
  "an RSA key": pem({ privateKey: rsa }),
  "an RSA key of PKCS#1": String(rsa.export({ type: "pkcs1", format: "pem" })),
  "an Ed25519 key": pem(generateKeyPairSync("ed25519")),
  "an encrypted key": String(
    ec.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "not a secret" }),
  ),
};

test.each(Object.keys(KEYS).flatMap((name) => ["plain", ...disguises].map((disguise) => [name, disguise] as const)))(
  "%s is seen: %s",
  (name, disguise) => {
    const text = KEYS[name] ?? "";
    expect(holdsPrivateKey(disguise === "plain" ? text : resolved(`@private-key/${disguise}`, text))).toBe(true);
  },
);

test.each([
  ["a JSON Web Key", JSON.stringify(ec.export({ format: "jwk" }))],
  ["an OpenSSH key without its header", Buffer.from("openssh-key-v1\0and so on").toString("base64")],
  ["a PuTTY key", "PuTTY-User-Key-File-3: ssh-ed25519"],
  ["a PGP key", "-----BEGIN PGP PRIVATE KEY BLOCK-----"],
  ["the header alone", "-----BEGIN PRIVATE KEY"],
])("%s is one", (_, text) => {
  expect(holdsPrivateKey(text)).toBe(true);
});

const PUBLIC = ["p256", "p384", "ed25519", "rsa-2048", "p256.public-key.pem", "certificate.pem", "dsa"];
test.each(PUBLIC.flatMap((name) => ["plain", ...disguises].map((disguise) => [name, disguise] as const)))(
  "what is public is none: %s, %s",
  (name, disguise) => {
    expect(holdsPrivateKey(disguise === "plain" ? keyText(name) : resolved(`@${name}/${disguise}`))).toBe(false);
  },
);

test.each(["www.example.com", "the private key was lost: -- please hurry", "MIIC", "", '{"kty":"RSA","n":"…"}'])(
  "%j is none",
  (text) => {
    expect(holdsPrivateKey(text)).toBe(false);
  },
);
