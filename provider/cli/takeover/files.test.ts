import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeFiles } from "./files";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pulumi-digicert-files-"));
});
afterEach(() => rmSync(folder, { recursive: true }));
const FILES = { "index.ts": "program", "keys/1.pem": "key" };

test("they are written, with the folders that they need", () => {
  writeFiles(join(folder, "new"), FILES, { force: false });

  expect(readFileSync(join(folder, "new/index.ts"), "utf8")).toBe("program");
  expect(readFileSync(join(folder, "new/keys/1.pem"), "utf8")).toBe("key");
});

test.each<[string, (path: string) => void, boolean, RegExp]>([
  [
    "a file where a folder has to be",
    () => writeFileSync(join(folder, "keys"), ""),
    false,
    /keys is no folder\nnothing was written: /,
  ],
  [
    "a link to nowhere where a folder has to be",
    () => symlinkSync(join(folder, "gone"), join(folder, "keys")),
    true,
    /keys is a link that leads nowhere/,
  ],
  [
    "a link to nowhere where a file has to be",
    () => symlinkSync(join(folder, "gone"), join(folder, "index.ts")),
    false,
    /has index\.ts already/,
  ],
  [
    "the same, by force",
    () => symlinkSync(join(folder, "gone"), join(folder, "index.ts")),
    true,
    /index\.ts is a link that leads nowhere/,
  ],
  ["a folder where a file has to be", () => mkdirSync(join(folder, "index.ts")), true, /index\.ts is no file/],
  [
    "a file that is there",
    () => writeFileSync(join(folder, "index.ts"), ""),
    false,
    /has index\.ts already: nothing was written/,
  ],
])("%s is said, and none is written", (_, put, force, why) => {
  put(folder);
  const before = readdirSync(folder, { recursive: true });

  expect(() => writeFiles(folder, FILES, { force })).toThrow(why);
  expect(readdirSync(folder, { recursive: true })).toEqual(before);
});

test("a file in place of the folder itself is said", () => {
  writeFileSync(join(folder, "out"), "");

  expect(() => writeFiles(join(folder, "out"), FILES, { force: true })).toThrow(/out is no folder/);
});

test("force replaces what is there", () => {
  writeFileSync(join(folder, "index.ts"), "before");

  writeFiles(folder, FILES, { force: true });

  expect(readFileSync(join(folder, "index.ts"), "utf8")).toBe("program");
});
