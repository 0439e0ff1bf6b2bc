import { createPublicKey, generateKeyPairSync, generatePrimeSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readCsr } from "./csr";
import { isWeak } from "./weak-keys";

const spkiOf = (modulus: bigint): Uint8Array => {
  const hex = modulus.toString(16);
  const n = Buffer.from(hex.padStart(hex.length + (hex.length % 2), "0"), "hex").toString("base64url");
  return createPublicKey({ key: { kty: "RSA", n, e: "AQAB" }, format: "jwk" }).export({ type: "spki", format: "der" });
};
const prime = (): bigint => generatePrimeSync(1024, { bigint: true });
const made = (modulusLength: number): Uint8Array =>
  generateKeyPairSync("rsa", { modulusLength }).publicKey.export({ type: "spki", format: "der" });
const csr = (name: string) => readFileSync(join(__dirname, "../../../vectors/keys", `${name}.csr`), "utf8");

test("a key made now is not weak", () => {
  expect([made(2048), made(3072)].map(isWeak)).toEqual([false, false]);
});

test("primes that are near each other are found, and so is a square", () => {
  const p = prime();
  expect([p * p, p * (p + 2n), p * (p + 2n ** 200n)].map((modulus) => isWeak(spkiOf(modulus)))).toEqual([
    true,
    true,
    true,
  ]);
  expect(isWeak(spkiOf(p * (p + 2n ** 900n)))).toBe(false);
});

test("the powers of 65537 to every small prime are the keys of the flawed chips", () => {
  const all = [3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103]
    .concat([107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167])
    .reduce((product, small) => product * BigInt(small), 1n);
  const flawed = (k: bigint, a: bigint): bigint => k * all + (65_537n ** a % all);
  const modulus = flawed(2n ** 700n + 5n, 77n) * flawed(2n ** 690n + 9n, 1234n);
  expect([modulus, modulus + 2n].map((n) => isWeak(spkiOf(n)))).toEqual([true, false]);
});

test("a key that Debian shows as weak is known", () => {
  const verdict = readCsr(csr("debian-rsa-4096"));
  expect("key" in verdict && isWeak(verdict.key.spki)).toBe(true);
});
