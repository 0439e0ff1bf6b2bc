import { HEAD, PREFIX_BITS, PREFIXES, REST_BITS } from "../../provider/pki/keys/packed-marks";

/** Packs marks of 40 bits, in any order, as `packed-marks.ts` reads them. Pure. */
export const pack = (marks: readonly number[]): Buffer => {
  const sorted = Float64Array.from(marks).sort();
  const rests = HEAD + Math.ceil((PREFIXES + sorted.length) / 8);
  const packed = Buffer.alloc(rests + Math.ceil((sorted.length * REST_BITS) / 8));
  packed.writeUInt32BE(sorted.length);
  const set = (bit: number): void => {
    packed.writeUInt8(packed.readUInt8(bit >> 3) | (128 >> (bit & 7)), bit >> 3);
  };
  sorted.forEach((mark, index) => {
    // Before it are a 1 for each earlier mark, and a 0 for each earlier prefix.
    set(HEAD * 8 + index + Math.floor(mark / 2 ** REST_BITS));
    for (let bit = 0; bit < REST_BITS; bit += 1)
      if ((mark >>> (REST_BITS - 1 - bit)) % 2 === 1) set(rests * 8 + index * REST_BITS + bit);
  });
  return packed;
};

/** As many bits as a mark has. */
export const MARK_BITS = PREFIX_BITS + REST_BITS;
