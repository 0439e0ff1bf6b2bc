import fs, { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { filesIn, journalName, operationFolder, rootFolder, speakerOf } from "./folder";

/* What happens to the folder on a real disk, with processes that live and die: store.test.ts. */

let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "pulumi-digicert-folder-"));
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

test("journals lie in the user's own runtime folder, where the system has one, else among the temporary files", () => {
  const name = `pulumi-digicert-${userInfo().username.replace(/[^\w.-]/g, "_")}`;

  expect(rootFolder({ XDG_RUNTIME_DIR: place })).toBe(join(place, name));
  for (const nowhere of [undefined, "relative", join(place, "not-there")])
    expect(rootFolder(nowhere === undefined ? {} : { XDG_RUNTIME_DIR: nowhere })).toBe(join(tmpdir(), name));
});

test("a folder's files are journals by their names, each of whoever speaks in it", () => {
  const names = [
    journalName("program", 12, "0a1b"),
    journalName("provider", 13, "0a1b"),
    "notes.txt",
    "program-x-0a.jsonl",
  ];
  for (const name of names) writeFileSync(join(place, name), "");

  expect(Object.fromEntries(filesIn(place).map((name) => [name, speakerOf(name)]))).toEqual({
    "program-12-0a1b.jsonl": "program",
    "provider-13-0a1b.jsonl": "provider",
    "notes.txt": undefined,
    "program-x-0a.jsonl": undefined,
  });
  expect(filesIn(join(place, "not-there"))).toEqual([]);
});

test("an address leads nowhere but into the root", () => {
  const root = join(place, "root");
  mkdirSync(root, { mode: 0o700 });

  expect(operationFolder("../../127.0.0.1:1", root)).toBe(join(root, ".._.._127.0.0.1_1"));
});

test("what lies in a folder of the last hour is not looked at, and an older one without living processes goes", () => {
  const root = join(place, "root");
  mkdirSync(root, { mode: 0o700 });
  const twoHoursAgo = Date.now() / 1000 - 7200;
  for (const name of ["young", "old"]) {
    mkdirSync(join(root, name));
    writeFileSync(join(root, name, "notes.txt"), "");
    utimesSync(join(root, name, "notes.txt"), twoHoursAgo, twoHoursAgo);
  }
  utimesSync(join(root, "old"), twoHoursAgo, twoHoursAgo);
  const read = jest.spyOn(fs, "readdirSync");

  operationFolder("127.0.0.1:1", root);

  expect(read.mock.calls.map(([folder]) => folder).filter((folder) => folder !== root)).toEqual([join(root, "old")]);
  read.mockRestore();
  expect(filesIn(root)).toEqual(expect.not.arrayContaining(["old"]));
  expect(filesIn(root)).toEqual(expect.arrayContaining(["young"]));
});
