import { execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
} from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Claim, Entry } from "./claim";
import { operationFolder } from "./folder";
import { journalIn } from "./journal";
import { listenerOf } from "./listener";

/*
 * What the processes of one operation tell each other, on a real disk.
 */

const HOUR = 3_600_000;
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "pulumi-digicert-claims-"));
  chmodSync(root, 0o700);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const claim = (urn: string): Claim => ({ urn, status: "held", things: ["order 118"], mayKeep: [], ledger: [] });
const entry = (urn: string): Entry => ({ is: "claim", claim: claim(urn) });
const urns = (heard: readonly { readonly entry: Entry }[]): string[] =>
  heard.flatMap((said) => (said.entry.is === "claim" ? [said.entry.claim.urn] : [])).sort();

const listening: Server[] = [];
const listen = async (port = 0): Promise<string> => {
  const server = createServer();
  listening.push(server);
  await new Promise<void>((done) => server.listen(port, "127.0.0.1", done));
  const address = server.address();
  return `127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
};
const close = async (): Promise<void> => {
  await Promise.all(listening.splice(0).map((server) => new Promise((done) => server.close(done))));
};
afterEach(close);

/** Another process, which says this many things in the folder and ends. */
const talker = (folder: string, name: string, count: number): string[] => [
  "--import",
  "tsx",
  "-e",
  `const { journalIn } = require(${JSON.stringify(resolve(__dirname, "journal.ts"))});
   const journal = journalIn(${JSON.stringify(folder)}, "provider");
   for (let n = 0; n < ${count}; n++)
     journal.say({ is: "claim", claim: { urn: ${JSON.stringify(name)} + n, status: "held", things: ["x".repeat(5_000)], mayKeep: [], ledger: [] } });`,
];

test("each hears the others and not itself, what is new and in its order", () => {
  const folder = operationFolder("127.0.0.1:1", root);
  const [program, one, two] = [
    journalIn(folder, "program"),
    journalIn(folder, "provider"),
    journalIn(folder, "provider"),
  ];
  program.say(entry("web"));
  one.say(entry("api"));

  expect(two.hear().map(({ speaker, entry: said }) => [speaker, said])).toEqual(
    expect.arrayContaining([
      ["program", entry("web")],
      ["provider", entry("api")],
    ]),
  );
  expect(two.hear()).toEqual([]);
  one.say(entry("mail"));
  expect(urns(two.hear())).toEqual(["mail"]);
  expect(urns(one.hear())).toEqual(["web"]);
});

test("processes that speak at the same time lose no word and break none, and are heard after they have died", async () => {
  const folder = operationFolder("127.0.0.1:1", root) ?? "";
  const here = journalIn(folder, "provider");
  const heard: string[] = [];
  const going = ["a", "b"].map((name) => spawn(process.execPath, talker(folder, name, 200), { stdio: "inherit" }));
  const ended = Promise.all(going.map((child) => new Promise((done) => child.on("exit", done))));
  let over = false;
  void ended.then(() => {
    over = true;
  });
  while (!over) {
    heard.push(...urns(here.hear()));
    await sleep(5);
  }
  heard.push(...urns(here.hear()));

  expect(new Set(heard).size).toBe(400);
  expect(heard).toHaveLength(400);
}, 60_000);

test("what is no claim, or half of one, says nothing", () => {
  const folder = operationFolder("127.0.0.1:1", root) ?? "";
  const [here, there] = [journalIn(folder, "provider"), journalIn(folder, "provider")];
  there.say(entry("web"));
  const [file] = readdirSync(folder);
  execFileSync("sh", [
    "-c",
    `printf '{"is":"claim","claim":{"urn":1}}\\nnull\\n{"is":"deleted"}\\n{"is":"cla' >> "${join(folder, file ?? "")}"`,
  ]);

  expect(urns(here.hear())).toEqual(["web"]);
});

describe("the folder of an operation", () => {
  test("is the same for all who speak to one engine, and another for another engine", async () => {
    const [one, two] = [await listen(), await listen()];

    expect(operationFolder(one, root)).toBe(operationFolder(one, root));
    expect(operationFolder(one, root)).not.toBe(operationFolder(two, root));
  });

  // Elsewhere the system does not tell who listens, and what a dead process has said on the same port is swept in time.
  (process.platform === "linux" ? test : test.skip)("is another one when a port comes again", async () => {
    const address = await listen();
    const before = operationFolder(address, root);
    expect(listenerOf(address)).toMatch(/^\d+$/);
    journalIn(before, "provider").say(entry("web"));
    await close();
    await listen(Number(address.split(":").at(-1)));

    const after = operationFolder(address, root);
    expect(after).not.toBe(before);
    expect(journalIn(after, "provider").hear()).toEqual([]);
  });

  test("can be read by its user alone, files and all", () => {
    const folder = operationFolder("127.0.0.1:1", root) ?? "";
    journalIn(folder, "provider").say(entry("web"));
    const mode = (path: string) => statSync(path).mode & 0o077;

    expect([folder, ...readdirSync(folder).map((name) => join(folder, name))].map(mode)).toEqual([0, 0]);
  });

  test.each([
    ["that others can look into", (path: string) => mkdirSync(path, { mode: 0o755 })],
    ["that is a link to somewhere else", (path: string) => symlinkSync(tmpdir(), path)],
  ])("is none in a place %s", (_, make) => {
    const place = join(root, "place");
    make(place);

    expect(operationFolder("127.0.0.1:1", place)).toBeUndefined();
    expect(journalIn(undefined, "provider").hear()).toEqual([]);
  });

  test("goes at the next start when its processes are dead and it is old; not while one lives, nor before its time", () => {
    const folder = operationFolder("127.0.0.1:1", root) ?? "";
    execFileSync(process.execPath, talker(folder, "dead", 1));
    const living = operationFolder("127.0.0.1:2", root) ?? "";
    journalIn(living, "provider").say(entry("web"));
    for (const path of [folder, living])
      for (const name of [".", ...readdirSync(path)]) utimesSync(join(path, name), 1, 1);

    operationFolder("127.0.0.1:3", root, HOUR / 2);
    expect(existsSync(folder)).toBe(true);
    operationFolder("127.0.0.1:3", root);
    expect([existsSync(folder), existsSync(living)]).toEqual([false, true]);
  });
});
