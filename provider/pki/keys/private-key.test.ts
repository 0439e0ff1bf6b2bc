import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { law } from "../../contract/laws.fake";
import { disguises, keyText, resolved } from "../keys.fake";
import { holdsPrivateKey, isPrivate } from "./private-key";

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

/** Pieces of keys in every form, and of what is plain. */
const pieces = fc.constantFrom(
  ..."a0Z_-*.+/= \n\t\0\ufeff\u0100".split(""),
  ...[
    "--",
    "-----BEGIN ",
    "PRIVATE KEY",
    "private key-----",
    "PuTTY-User-Key-File-3",
    "putty-user-key-file-",
    "www.",
    ".com",
  ],
  ...[
    '"kty":',
    '"d":"',
    "openssh-key-v1\0",
    "\x02\x01\0",
    "0\x05\x02\x01\0",
    "\\n",
    "MC4CAQAwBQYDK2Vw",
    "LS0tLS1CRUdJTiBQ",
  ],
);

law(
  "what is plain at a glance is no key when it is looked at closely",
  fc.property(
    fc.oneof(
      fc.array(pieces, { maxLength: 6 }).map((parts) => parts.join("")),
      fc.string({ unit: "binary" }),
      fc.domain(),
      fc.base64String(),
    ),
    (text) => expect(holdsPrivateKey(text)).toBe(isPrivate(text)),
  ),
  20_000,
);
