/** Just enough DER to put signed things together in one synchronous go. What is inside them comes from @peculiar/x509. */

const lengthOf = (size: number): number[] => {
  if (size < 0x80) return [size];
  const bytes: number[] = [];
  for (let rest = size; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return [0x80 | bytes.length, ...bytes];
};

export const tlv = (tag: number, ...parts: readonly Uint8Array[]): Uint8Array => {
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  return new Uint8Array(Buffer.concat([Uint8Array.from([tag, ...lengthOf(size)]), ...parts]));
};

export const sequence = (...parts: readonly Uint8Array[]): Uint8Array => tlv(0x30, ...parts);
export const integer = (bytes: Uint8Array): Uint8Array => tlv(0x02, bytes);
export const bitString = (bytes: Uint8Array): Uint8Array => tlv(0x03, Uint8Array.of(0), bytes);
export const fromHex = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, "hex"));

/** UTCTime up to 2049, GeneralizedTime after it. */
export const time = (at: Date): Uint8Array => {
  const digits = `${at.toISOString().replace(/\D/g, "").slice(0, 14)}Z`;
  return at.getUTCFullYear() < 2050 ? tlv(0x17, Buffer.from(digits.slice(2))) : tlv(0x18, Buffer.from(digits));
};

/** Where the content of the element at `start` begins and ends. */
export const bounds = (der: Uint8Array, start: number): { content: number; end: number } => {
  const first = der[start + 1] ?? 0;
  if (first < 0x80) return { content: start + 2, end: start + 2 + first };
  const size = first & 0x7f;
  let length = 0;
  for (let i = 0; i < size; i++) length = length * 256 + (der[start + 2 + i] ?? 0);
  return { content: start + 2 + size, end: start + 2 + size + length };
};
