/*
 * A sorted list of marks of 40 bits, as Elias and Fano pack one: near the least that it can take, and each is found without
 * unpacking the others. Four octets with how many there are; then, for each prefix of 20 bits, a 1 for every mark that begins with it
 * and a 0; then the other 20 bits of each.
 */
export const PREFIX_BITS = 20;
export const REST_BITS = 20;
export const PREFIXES = 2 ** PREFIX_BITS;
export const HEAD = 4;

const ONES = Uint8Array.from({ length: 256 }, (_, octet) => octet.toString(2).replaceAll("0", "").length);

const bit = (packed: Buffer, at: number): number => (packed.readUInt8(HEAD + (at >> 3)) >> (7 - (at & 7))) & 1;

/** The other bits of the marks that begin with a prefix, sorted. Pure. */
export const marksUnder = (packed: Buffer, prefix: number): readonly number[] => {
  let octet = HEAD;
  let ended = 0;
  for (;;) {
    const here = 8 - (ONES[packed[octet] ?? 0] ?? 0);
    if (ended + here >= prefix) break;
    ended += here;
    octet += 1;
  }
  let at = (octet - HEAD) * 8;
  for (; ended < prefix; at += 1) ended += 1 - bit(packed, at);
  const rests: number[] = [];
  for (; bit(packed, at) === 1; at += 1) rests.push(rest(packed, at - prefix));
  return rests;
};

/** Of the mark with this index: two share five octets. */
const rest = (packed: Buffer, index: number): number => {
  const begins = HEAD + Math.ceil((PREFIXES + packed.readUInt32BE(0)) / 8) + ((index * REST_BITS) >> 3);
  const three = packed.readUIntBE(begins, 3);
  return index % 2 === 0 ? three >> 4 : three & 0xf_ff_ff;
};

/** Whether a mark is on the list. Pure. */
export const holdsMark = (packed: Buffer, mark: number): boolean =>
  marksUnder(packed, Math.floor(mark / 2 ** REST_BITS)).includes(mark % 2 ** REST_BITS);
