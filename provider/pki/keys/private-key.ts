import { bytesOf, unmangled } from "../mangled-text";

const HEADER = /PRIVATE KEY(?: BLOCK)?-{2}|-{2}(?:BEGIN|END) [A-Z0-9 ]{0,40}PRIVATE KEY|PuTTY-User-Key-File-\d/i;
/** RFC 7517: a JSON Web Key with its private part. */
const JWK = { kind: /"kty"\s*:/, secret: /"(?:d|k)"\s*:\s*"/ };
/**
 * As DER read as a text: a SEQUENCE (`0`), its length in one to three characters, and a version number 0, 1 or 3 (PKCS#8,
 * PKCS#1, SEC 1, PKCS#12), where a request, a certificate and a public key have another SEQUENCE.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const DER = /^0(?:[\x01-\x7F]|[\x81\x82\uFFFD\u201A].{1,2})\x02\x01[\x00\x01\x03]/s;
/** Encrypted PKCS#8 begins with the name of its encryption, one of PKCS#5 (1.2.840.113549.1.5). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const ENCRYPTED_DER = /^0.{1,8}\x06\x09\*.H.{1,2}\r\x01\x05/s;
const OPENSSH = "openssh-key-v1\0";
/** Base64 of base64 of a key is as far as we look. */
const NESTED = 3;

/**
 * What most inputs are, and no key in any form is: a word shorter than any base64 that we look at, or a host name. It has no quote
 * of JSON, no blank of a header, no control character of DER or UTF-16; and with a dot in it, it is no base64.
 */
const PLAIN = /^(?:[\w-]{0,15}|(?!.*putty)[\w*-]*\.[\w.*-]*)$/i;

/**
 * Whether a text holds a private key, in any form that we know of: PEM (also cut off, on one line, or with other text around
 * it), OpenSSH, PGP, PuTTY, JWK; UTF-16; DER read as a text; base64 without its header, or base64 of any of these. Pure, linear.
 */
export const holdsPrivateKey = (text: string): boolean => !PLAIN.test(text) && isPrivate(text);

/** The same of any text, plain ones too. */
export const isPrivate = (given: string, depth = NESTED): boolean => {
  const text = unmangled(given);
  const start = text.trimStart();
  if (HEADER.test(text) || DER.test(start) || ENCRYPTED_DER.test(start) || start.startsWith(OPENSSH)) return true;
  if (JWK.kind.test(text) && JWK.secret.test(text)) return true;
  const bytes = depth > 0 ? bytesOf(text) : undefined;
  return bytes !== undefined && isPrivate(bytes.toString("latin1"), depth - 1);
};
