import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "../..");
const MAIN = join(__dirname, "main.ts");

test("the package's command is this file, and runs under Node", () => {
  const { bin } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { bin: Record<string, string> };

  expect(bin).toEqual({ "pulumi-digicert": "./dist/provider/cli/main.js" });
  expect(readFileSync(MAIN, "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
});

test("help goes to standard output", () => {
  const said = execFileSync(process.execPath, ["--import", "tsx", MAIN, "--help"], { cwd: ROOT, encoding: "utf8" });

  expect(said).toMatch(/^Usage: pulumi-digicert/);
});

test("a fault is exit code 1, and leaves standard output to results", () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", MAIN, "--what"], {
    cwd: ROOT,
    encoding: "utf8",
  });

  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toMatch(/unknown option '--what'/);
});
