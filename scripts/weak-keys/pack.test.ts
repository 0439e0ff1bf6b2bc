import fc from "fast-check";
import { holdsMark, marksUnder, PREFIXES, REST_BITS } from "../../provider/pki/keys/packed-marks";
import { MARK_BITS, pack } from "./pack";

const mark = fc.integer({ min: 0, max: 2 ** MARK_BITS - 1 });
/** Many of one prefix, at either end, and beside an octet's edge, where lists of chance have none. */
const near = fc
  .tuple(fc.constantFrom(0, 1, 7, 8, 9, PREFIXES / 2, PREFIXES - 1), fc.integer({ min: 0, max: 2 ** REST_BITS - 1 }))
  .map(([prefix, rest]) => prefix * 2 ** REST_BITS + rest);
const lists = fc.array(fc.oneof(mark, near), { maxLength: 60 });
const SEED = 7;

test(`what is packed holds each mark as often as it was given, sorted, and no other (seed ${SEED})`, () => {
  fc.assert(
    fc.property(lists, mark, (marks, other) => {
      const packed = pack(marks);
      const prefixes = [...new Set(marks.map((each) => Math.floor(each / 2 ** REST_BITS)))].sort((a, b) => a - b);

      const found = prefixes.flatMap((prefix) =>
        marksUnder(packed, prefix).map((rest) => prefix * 2 ** REST_BITS + rest),
      );

      expect(found).toEqual([...marks].sort((a, b) => a - b));
      for (const each of [other, ...marks.flatMap((known) => [known - 1, known + 1])])
        if (each >= 0 && each < 2 ** MARK_BITS) expect(holdsMark(packed, each)).toBe(marks.includes(each));
    }),
    { seed: SEED, numRuns: 40 },
  );
});
