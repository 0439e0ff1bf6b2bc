import { memoryOf } from "./memory-of";

/** For as many certificates as are in one stack, at most. */
const [CERTIFICATES, MEGABYTES] = [3000, 300];

// It is the clock of the story that counts, and not that of the machine.
jest.setTimeout(600_000);

test("three thousand certificates take less than 300 MB of a provider process, by what twenty and two hundred take", () => {
  const [few, more] = memoryOf(20, 200);
  if (few === undefined || more === undefined) throw new Error("nothing was measured");
  expect([...few.failed, ...more.failed]).toEqual([]);
  const each = (more.megabytes - few.megabytes) / (more.size - few.size);
  expect(few.megabytes + each * CERTIFICATES).toBeLessThan(MEGABYTES);
});
