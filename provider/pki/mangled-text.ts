/*
 * What editors, shells and careless reads make of a text before we see it. JavaScript holds a text, so a file's bytes have
 * been through somebody's idea of an encoding: UTF-16 read as UTF-8 has a NUL after (or before) each letter.
 */

/** Its byte order mark: read as itself, as UTF-8 (two replacement characters) or as Latin-1. */
const MARK = /^(?:\uFEFF|\uFFFE|\uFFFD\uFFFD?|\u00FF\u00FE|\u00FE\u00FF)/;
/** ASCII in UTF-16 of the other byte order: the letter is in the upper half. */
const SWAPPED = /^[\u0100-\u7F00]+$/;
const PROBE = 64;

/** Whether a text is UTF-16 that was read as something else. */
export const isUtf16 = (text: string): boolean => {
  const start = text.slice(0, PROBE).replace(MARK, "");
  return (start.match(/\0/g) ?? []).length * 3 > start.length || isSwapped(start);
};

const isSwapped = (start: string): boolean =>
  start !== "" && SWAPPED.test(start) && [...start].every((letter) => (letter.codePointAt(0) ?? 1) % 256 === 0);

/** The text as it was meant. Pure, linear; what was not mangled comes back as it is. */
export const unmangled = (text: string): string => {
  if (!isUtf16(text)) return text.replace(/^\uFEFF/, "");
  const plain = text.replace(MARK, "");
  return isSwapped(plain.slice(0, PROBE))
    ? plain.replace(/[\u0100-\u7F00]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) >> 8))
    : plain.replaceAll("\0", "");
};

/** Whether a text is DER (binary) that was read as a text: a SEQUENCE (`0`), its length, and bytes that no text has. */
export const isBinary = (text: string): boolean =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  text.startsWith("0") && /[\0-\x08\x0E-\x1F\x80-\x9F\uFFFD]/.test(text.slice(1, 12));

const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;
const LEAST_BASE64 = 16;

/** The bytes of a text that is base64 and nothing else, over any number of lines; `undefined` for any other. */
export const bytesOf = (text: string): Buffer | undefined => {
  const body = text.replace(/\\r|\\n|\s/g, "");
  return body.length >= LEAST_BASE64 && BASE64.test(body) ? Buffer.from(body, "base64") : undefined;
};
