import { generatePrimeSync } from "node:crypto";
import { publicKeyIn } from "../keys.fake";
import { weakness } from "./weak-key";

const rsa = (modulus: bigint) => ({ modulus, exponent: 65_537n, pss: false });
const PRIMORIAL = [
  2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109,
  113, 127, 131, 137, 139, 149, 151, 157, 163, 167,
].reduce((product, prime) => product * BigInt(prime), 1n);
/** What Infineon's chips took for a random prime: k · M + 65537^a mod M. That it is prime plays no part. */
const roca = (k: bigint, a: bigint): bigint => k * PRIMORIAL + (65_537n ** a % PRIMORIAL);

test("a key of two primes far from each other is not known to be weak", () => {
  const [p, q] = [generatePrimeSync(512, { bigint: true }), generatePrimeSync(512, { bigint: true })];

  expect(weakness(rsa(p * q))).toBeUndefined();
});

test.each([0n, 2n, 2n ** 250n])("primes that are near each other are found (distance %d)", (distance) => {
  const p = generatePrimeSync(512, { bigint: true });

  expect(weakness(rsa(p * (p + distance)))).toMatch(/Fermat/);
});

test("keys of the flawed chips are found by their remainders", () => {
  expect(weakness(rsa(roca(2n ** 256n + 12_345n, 77n) * roca(2n ** 250n + 678n, 901n)))).toMatch(/ROCA/);
});

test("the name of a key says its size, whatever its numbers are", () => {
  expect(publicKeyIn("rsa-2050").keyType).toBe("RSA-2050");
});
