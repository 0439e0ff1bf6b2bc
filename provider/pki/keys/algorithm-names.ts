/**
 * What algorithms are called, for sentences: those that a request may name and that are not read or checked here. What is
 * checked has its row in `signature-algorithm.ts`.
 * @see RFC 3279, RFC 8017, RFC 9814, RFC 9881, RFC 9909, and the NIST register of object identifiers (CSOR)
 */
const NAMES: Readonly<Record<string, string>> = {
  "1.2.840.113549.1.1.2": "MD2 with RSA",
  "1.2.840.113549.1.1.3": "MD4 with RSA",
  "1.3.14.3.2.15": "SHA-0 with RSA",
  "1.3.36.3.3.1.2": "RIPEMD-160 with RSA",
  "1.2.840.113549.1.1.7": "RSAES-OAEP",
  "1.2.840.113549.1.1.10": "RSASSA-PSS",
  "1.2.840.113549.1.3.1": "Diffie-Hellman",
  "1.2.840.10046.2.1": "Diffie-Hellman",
  "1.2.840.10045.4.3": "ECDSA",
  "1.2.156.10197.1.501": "SM2 with SM3",
  "1.2.643.7.1.1.1.1": "GOST R 34.10-2012 (256)",
  "1.2.643.7.1.1.1.2": "GOST R 34.10-2012 (512)",
  "1.2.643.7.1.1.3.2": "GOST R 34.10-2012 (256)",
  "1.2.643.7.1.1.3.3": "GOST R 34.10-2012 (512)",
  "1.3.101.110": "X25519",
  "1.3.101.111": "X448",
  "1.3.6.1.5.5.7.6.30": "RSASSA-PSS with SHAKE128",
  "1.3.6.1.5.5.7.6.31": "RSASSA-PSS with SHAKE256",
  "1.3.6.1.5.5.7.6.32": "ECDSA with SHAKE128",
  "1.3.6.1.5.5.7.6.33": "ECDSA with SHAKE256",
  "2.16.840.1.101.3.4.3.17": "ML-DSA-44",
  "2.16.840.1.101.3.4.3.18": "ML-DSA-65",
  "2.16.840.1.101.3.4.3.19": "ML-DSA-87",
  "2.16.840.1.101.3.4.3.20": "SLH-DSA-SHA2-128s",
  "2.16.840.1.101.3.4.3.21": "SLH-DSA-SHA2-128f",
  "2.16.840.1.101.3.4.3.22": "SLH-DSA-SHA2-192s",
  "2.16.840.1.101.3.4.3.23": "SLH-DSA-SHA2-192f",
  "2.16.840.1.101.3.4.3.24": "SLH-DSA-SHA2-256s",
  "2.16.840.1.101.3.4.3.25": "SLH-DSA-SHA2-256f",
  "2.16.840.1.101.3.4.4.1": "ML-KEM-512",
  "2.16.840.1.101.3.4.4.2": "ML-KEM-768",
  "2.16.840.1.101.3.4.4.3": "ML-KEM-1024",
};

/** `ML-DSA-65`, or `undefined` for an object identifier that says nothing to us. */
export const algorithmName = (oid: string): string | undefined => NAMES[oid];
