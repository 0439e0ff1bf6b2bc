import { createPublicKey } from "node:crypto";
import { hexDigest } from "./sign";

/*
 * RSA keys that a public CA must turn away, since anybody can compute their private half (CA/B Baseline Requirements
 * 6.1.1.3). Of the keys that Debian's openssl made, the two that Debian itself shows.
 */

/** SHA-256 of their SubjectPublicKeyInfo. */
const DEBIAN: ReadonlySet<string> = new Set([
  "27216ea2eee2fb8b1d3c2784e20ac05ad3133384694fa8ae676f11aa53c575aa",
  "9f7ba5419b0a294a00b3e76a41650e10b6adc8382d5864f2116220291f143b61",
]);

/** Whether an RSA key, as DER SubjectPublicKeyInfo, is one of them. */
export const isWeak = (spki: Uint8Array): boolean => {
  if (DEBIAN.has(hexDigest("sha256", spki))) return true;
  const { n } = createPublicKey({ key: Buffer.from(spki), format: "der", type: "spki" }).export({ format: "jwk" });
  const modulus = BigInt(`0x${Buffer.from(n ?? "", "base64url").toString("hex")}`);
  return isRoca(modulus) || isFermat(modulus);
};

const power = (base: bigint, exponent: number, modulus: bigint): bigint =>
  Array.from({ length: exponent }).reduce((result: bigint) => (result * base) % modulus, 1n);

const PRIMES = Array.from({ length: 165 }, (_, i) => i + 3)
  .filter((n) => !Array.from({ length: n - 2 }, (_, i) => i + 2).some((divisor) => n % divisor === 0))
  .map(BigInt);

/** How many different powers 65537 has there. */
const ORDERS = PRIMES.map((prime) => {
  let order = 1;
  while (power(65_537n, order, prime) !== 1n) order++;
  return { prime, order };
});

/** A number is among the powers of 65537 exactly when its own power by their count is 1, for the groups are cyclic. */
const isRoca = (modulus: bigint): boolean =>
  ORDERS.every(({ prime, order }) => power(modulus % prime, order, prime) === 1n);

/** A hundred steps of Fermat's method. */
const isFermat = (modulus: bigint): boolean => {
  const start = squareRoot(modulus - 1n) + 1n;
  return Array.from({ length: 100 }, (_, step) => (start + BigInt(step)) ** 2n - modulus)
    .filter((rest) => [0n, 1n, 4n, 9n].includes(rest % 16n) && [0n, 1n, 4n, 7n].includes(rest % 9n))
    .some((rest) => squareRoot(rest) ** 2n === rest);
};

/** The largest whole number whose square is not above, by bisection. */
const squareRoot = (of: bigint): bigint => {
  let low = 0n;
  let high = 1n << BigInt(Math.ceil(of.toString(2).length / 2));
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle * middle > of) high = middle - 1n;
    else low = middle;
  }
  return low;
};
