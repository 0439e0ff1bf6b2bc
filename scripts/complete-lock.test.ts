import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pulumi-digicert-lock-"));
  file = join(folder, "package-lock.json");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const complete = (...args: string[]) =>
  spawnSync(process.execPath, [join(__dirname, "complete-lock.mjs"), ...args, file], { encoding: "utf8" });

const holder = (optionalDependencies: Record<string, string>) => ({
  version: "1.0.0",
  dev: true,
  optionalDependencies,
});

test("the optional packages of other platforms get the entry that npm ci insists on", () => {
  const there = { version: "1.0.0", integrity: "sha512-x", optional: true };
  const names = { "@x/cli-linux-arm64-musl": "1.0.0", "@x/cli-darwin-x64": "1.0.0", "@x/cli-linux-x64": "1.0.0" };
  const packages = { "": {}, "node_modules/@x/cli": holder(names), "node_modules/@x/cli-linux-x64": there };
  writeFileSync(file, JSON.stringify({ packages }));

  expect(complete("--check").status).toBe(1);
  expect(complete().status).toBe(0);
  expect(complete("--check").status).toBe(0);

  expect(JSON.parse(readFileSync(file, "utf8")).packages).toEqual({
    ...packages,
    "node_modules/@x/cli-darwin-x64": { version: "1.0.0", cpu: ["x64"], dev: true, optional: true, os: ["darwin"] },
    "node_modules/@x/cli-linux-arm64-musl": {
      version: "1.0.0",
      cpu: ["arm64"],
      dev: true,
      libc: ["musl"],
      optional: true,
      os: ["linux"],
    },
  });
});

test("a package found in a folder above counts as there", () => {
  const packages = {
    "node_modules/a/node_modules/b": holder({ "c-linux-x64": "1.0.0" }),
    "node_modules/c-linux-x64": { version: "1.0.0" },
  };
  writeFileSync(file, JSON.stringify({ packages }));

  expect(complete("--check").status).toBe(0);
});

test("what cannot be guessed is not guessed", () => {
  writeFileSync(file, JSON.stringify({ packages: { "node_modules/a": holder({ "b-linux-x64": "^1.0.0" }) } }));
  expect(complete().stderr).toContain("b-linux-x64: ^1.0.0 is not one version");
  writeFileSync(file, JSON.stringify({ packages: { "node_modules/a": holder({ "colour-names": "1.0.0" }) } }));
  expect(complete().stderr).toContain("colour-names does not say which system it is for");
});
