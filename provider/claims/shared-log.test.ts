import { spawn } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { privateLog, sharedLogIn } from "./shared-log";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pulumi-digicert-log-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("everybody reads every line in the same order, one's own too, and each once", () => {
  const [one, two] = [sharedLogIn(folder, "turns"), sharedLogIn(folder, "turns")];
  one.write({ n: 1 });
  two.write({ n: 2 });
  one.write({ n: 3 });

  expect([one.read(), two.read()]).toEqual([
    [{ n: 1 }, { n: 2 }, { n: 3 }],
    [{ n: 1 }, { n: 2 }, { n: 3 }],
  ]);
  expect(one.read()).toEqual([]);
  two.write({ n: 4 });
  expect(one.read()).toEqual([{ n: 4 }]);
  expect(sharedLogIn(folder, "other").read()).toEqual([]);
});

test("its file is for its user alone", () => {
  sharedLogIn(folder, "turns").write({});
  expect(readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o077)).toEqual([0]);
});

test("a line that somebody left half written spoils no other", () => {
  const log = sharedLogIn(folder, "turns");
  log.write({ n: 1 });
  appendFileSync(join(folder, "turns.log"), '{"n":2,"is":"ha');
  log.write({ n: 3 });
  expect(log.read()).toEqual([{ n: 1 }, { n: 3 }]);
});

test("processes that write at the same time lose nothing, and agree on who was first", async () => {
  const log = (count: number): string[] => [
    "--import",
    "tsx",
    "-e",
    `const { sharedLogIn } = require(${JSON.stringify(resolve(__dirname, "shared-log.ts"))});
     const log = sharedLogIn(${JSON.stringify(folder)}, "turns");
     for (let n = 0; n < ${count}; n++) log.write({ by: log.me, n });
     process.stdout.write(log.me);`,
  ];
  const names = await Promise.all(
    [200, 200].map(
      (count) =>
        new Promise<string>((done, fail) => {
          const child = spawn(process.execPath, log(count), { stdio: ["ignore", "pipe", "inherit"] });
          let name = "";
          child.stdout.on("data", (text) => {
            name += String(text);
          });
          child.on("error", fail).on("exit", () => done(name));
        }),
    ),
  );

  const [here, there] = [sharedLogIn(folder, "turns"), sharedLogIn(folder, "turns")];
  const lines = here.read() as { by: string; n: number }[];
  expect(there.read()).toEqual(lines);
  for (const name of names)
    expect(lines.filter(({ by }) => by === name).map(({ n }) => n)).toEqual(Array.from({ length: 200 }, (_, n) => n));
  // They are dead by now, and this process is not.
  expect(names.map((name) => here.isGone(`${name} 1`))).toEqual([true, true]);
  expect([here.isGone(`${here.me} 1`), here.isGone(`${there.me} 1`)]).toEqual([false, false]);
}, 60_000);

test("where nothing can be written a process is alone, and hears itself; what it owes is written as soon as it can be", () => {
  const place = join(folder, "later");
  const log = sharedLogIn(place, "turns");
  log.write({ n: 1 });
  expect([log.read(), log.isGone(`${process.pid}-somebody 1`)]).toEqual([[{ n: 1 }], true]);

  mkdirSync(place);
  log.write({ n: 2 });
  expect(sharedLogIn(place, "turns").read()).toEqual([{ n: 1 }, { n: 2 }]);
  expect(log.isGone(`${process.pid}-somebody 1`)).toBe(false);
});

test("a private log is heard by nobody else", () => {
  const [one, two] = [privateLog(), privateLog()];
  one.write({ n: 1 });
  expect([two.read(), one.read(), one.read()]).toEqual([[], [{ n: 1 }], []]);
});
