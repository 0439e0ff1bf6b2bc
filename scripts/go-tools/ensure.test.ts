import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Ran, World } from "../engine/world";
import { ensureGoTool, versionOf } from "./ensure";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "pulumi-digicert-pebble-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const worldWith = (go: (args: readonly string[]) => Partial<Ran>): World & { readonly ran: string[] } => {
  const ran: string[] = [];
  return {
    ran,
    env: { PULUMI_DIGICERT_ENGINE_CACHE: join(root, "engine") },
    say: () => {},
    unreachable: async () => undefined,
    run: async (file, args) => {
      ran.push(`${file} ${args[0]}`);
      return { code: 0, stdout: "go version go1.26.0\n", stderr: "", ...go(args) };
    },
  };
};
const builds = (args: readonly string[]): Partial<Ran> => {
  if (args[0] === "build") {
    const to = args[args.indexOf("-o") + 1] ?? "";
    writeFileSync(to, "built");
    chmodSync(to, 0o644);
  }
  return {};
};

test("it is built once, and found from then on", async () => {
  const world = worldWith(builds);
  const file = await ensureGoTool("pebble", world);
  expect(readFileSync(file, "utf8")).toBe("built");
  expect(file).toContain(versionOf("pebble"));
  expect(await ensureGoTool("pebble", world)).toBe(file);
  expect(world.ran).toEqual(["go version", "go build"]);
});

test("without Go, one line says what is missing", async () => {
  const world = worldWith(() => ({ code: 127 }));
  await expect(ensureGoTool("pebble", world)).rejects.toThrow(/^pebble is needed and there is no `go` on PATH [^\n]*$/);
});

test("a build that fails leaves nothing that looks finished", async () => {
  const broken = worldWith((args) =>
    args[0] === "build" ? { ...builds(args), code: 1, stderr: "a\nno network\n" } : {},
  );
  await expect(ensureGoTool("pebble", broken)).rejects.toThrow(
    /could not be built with go version go1\.26\.0: no network$/,
  );
  const world = worldWith(builds);
  await ensureGoTool("pebble", world);
  expect(world.ran).toContain("go build");
});

test("each tool has a version, a file and a module of its own", async () => {
  const world = worldWith(builds);
  const files = [await ensureGoTool("pebble", world), await ensureGoTool("language-yaml", world)];
  expect(new Set(files).size).toBe(2);
  expect(files[1]).toContain(`language-yaml-${versionOf("language-yaml")}-`);
});
