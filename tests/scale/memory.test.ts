import { execFileSync } from "node:child_process";
import { join } from "node:path";

/** For as many certificates as are in one stack, at most. */
const [CERTIFICATES, MEGABYTES] = [3000, 300];

// It is the clock of the story that counts, and not that of the machine.
jest.setTimeout(600_000);

test("three thousand certificates take less than 300 MB of a provider process, by what twenty and two hundred take", () => {
  const out = execFileSync(
    process.execPath,
    ["--expose-gc", "--import", "tsx", join(__dirname, "memory.ts"), "20", "200"],
    { encoding: "utf8" },
  );

  const [few, more] = JSON.parse(out) as { size: number; failed: string[]; megabytes: number }[];
  if (few === undefined || more === undefined) throw new Error("nothing was measured");
  expect([...few.failed, ...more.failed]).toEqual([]);
  const each = (more.megabytes - few.megabytes) / (more.size - few.size);
  expect(few.megabytes + each * CERTIFICATES).toBeLessThan(MEGABYTES);
});
