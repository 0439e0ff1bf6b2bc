import { isDebianWeak } from "./debian-weak-key";
import type { RsaNumbers } from "./public-key";

/* RSA keys whose private half anybody can compute (CA/Browser Forum Baseline Requirements §6.1.1.3). */

/** A plan asks at each run, and looking takes ten times as long as all the rest of it. */
const answers = new WeakMap<RsaNumbers, { readonly words: string | undefined }>();

/** What is wrong with it, in words that follow "its key"; `undefined` where nothing is known against it. Pure. */
export const weakness = (rsa: RsaNumbers): string | undefined => {
  const { words } = answers.get(rsa) ?? { words: looked(rsa) };
  answers.set(rsa, { words });
  return words;
};

const looked = ({ modulus }: RsaNumbers): string | undefined => {
  if (isRoca(modulus))
    return "was made by a chip with the ROCA flaw (CVE-2017-15361), and its private half can be computed";
  if (hasClosePrimes(modulus)) return "has two primes close to each other, and is factored at once by Fermat's method";
  if (isDebianWeak(modulus))
    return "is one of those that Debian's openssl of 2006 to 2008 could make (CVE-2008-0166), and everybody can make again";
  return undefined;
};

/**
 * The primes up to 167, and whether each remainder of the modulus is a power of 65537 to them: true of every key of
 * Infineon's flawed library, and of one other in 2^27 (https://crocs.fi.muni.cz/public/papers/rsa_ccs17).
 */
const PRIMES = [
  3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109, 113,
  127, 131, 137, 139, 149, 151, 157, 163, 167,
];
const POWERS: ReadonlyMap<number, ReadonlySet<number>> = new Map(
  PRIMES.map((prime) => {
    const powers = new Set<number>();
    for (let power = 1; !powers.has(power); power = (power * 65537) % prime) powers.add(power);
    return [prime, powers];
  }),
);

const isRoca = (modulus: bigint): boolean =>
  [...POWERS].every(([prime, powers]) => powers.has(Number(modulus % BigInt(prime))));

/** As many as the CA/Browser Forum asks CAs for. */
const ROUNDS = 100;

/** Fermat: n = a² − b² with a just above √n when the primes are near each other. */
const hasClosePrimes = (modulus: bigint): boolean => {
  let a = root(modulus);
  if (a * a < modulus) a += 1n;
  for (let round = 0; round < ROUNDS; round++, a += 1n) {
    const rest = a * a - modulus;
    if (maySquare(rest) && root(rest) ** 2n === rest) return true;
  }
  return false;
};

const SQUARES: ReadonlySet<number> = new Set(Array.from({ length: 1024 }, (_, i) => (i * i) % 1024));
const maySquare = (n: bigint): boolean => SQUARES.has(Number(n % 1024n));

/** The largest whole number whose square is not above `n` (Newton). */
const root = (n: bigint): bigint => {
  if (n < 2n) return n;
  let x = 1n << BigInt((n.toString(16).length * 4 + 1) >> 1);
  for (;;) {
    const next = (x + n / x) >> 1n;
    if (next >= x) return x;
    x = next;
  }
};
