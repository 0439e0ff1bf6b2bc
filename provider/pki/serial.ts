/*
 * Serial numbers as people bring them: with colons or blanks, with the sign octet (`00:CA:…`) that browsers show, without the
 * zero that a number loses at its front, or in decimal, as openssl and Java print small ones and spreadsheets all.
 */

/** RFC 5280 §4.1.2.2: 20 octets at most. */
const MOST_OCTETS = 20;
/** As many as the largest of them has in decimal. */
const MOST_DIGITS = 49;
/** Separators, and the direction marks that come along when one copies from a browser. */
const SEPARATORS = /[\s:.\-\u200E\u200F\u202A-\u202E]/g;

const inOctets = (digits: string): string => {
  const bare = digits.replace(/^0+/, "");
  return bare.length % 2 === 0 ? bare : `0${bare}`;
};
const fits = (hex: string): boolean => hex !== "" && hex.length <= MOST_OCTETS * 2;

/** The one spelling of a serial number: whole octets in upper case, no sign octet; `undefined` for what is none. Pure. */
export const readSerial = (text: string): string | undefined => {
  if (text.length > 1_000) return undefined;
  const digits = text.replace(SEPARATORS, "").replace(/^0x/i, "").toUpperCase();
  if (!/^[0-9A-F]+$/.test(digits)) return undefined;
  const serial = inOctets(digits);
  return fits(serial) || (/^\d+$/.test(serial) && serial.length <= MOST_DIGITS + 1 && serialReadings(serial).length > 0)
    ? serial
    : undefined;
};

/** What a serial number may mean, in hexadecimal: digits alone are read both as hexadecimal and as decimal. Pure. */
export const serialReadings = (serial: string): string[] => {
  const readings = [inOctets(serial.toUpperCase())];
  if (/^\d+$/.test(serial)) readings.push(inOctets(BigInt(serial).toString(16).toUpperCase()));
  return [...new Set(readings)].filter(fits);
};

/** Leading zeros and case are spellings of one number. Pure. */
export const sameSerial = (a: string, b: string): boolean => inOctets(a.toUpperCase()) === inOctets(b.toUpperCase());
