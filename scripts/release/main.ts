/**
 * `npm run release`: publishes what a tag names, with a statement of where it was built that npm has signed. Runs in CI only; see
 * CONTRIBUTING.md. `npm run release -- --dry-run` says at home what keeps it from being published, and shows what would be.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { faultsOf, repositoryOf } from "./release";

const ROOT = resolve(__dirname, "../..");
const { values } = parseArgs({ options: { "dry-run": { type: "boolean", default: false } } });
const run = (command: string, ...args: string[]): void =>
  void execFileSync(command, args, { cwd: ROOT, stdio: "inherit" });

const { version, repository } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
const faults = faultsOf({
  version,
  repository: repository?.url,
  changelog: readFileSync(join(ROOT, "CHANGELOG.md"), "utf8"),
  uncommitted: execFileSync("git", ["status", "--porcelain"], { cwd: ROOT, encoding: "utf8" }),
  env: process.env,
});
for (const fault of faults) console.error(`not published: ${fault}`);

if (values["dry-run"]) run("npm", "pack", "--dry-run", "--ignore-scripts");
else if (faults.length > 0) process.exitCode = 1;
else {
  if (repository === undefined)
    run("npm", "pkg", "set", "repository.type=git", `repository.url=${repositoryOf({ env: process.env })}`);
  // Provenance and access: publishConfig. `prepublishOnly` runs the checks.
  run("npm", "publish");
}
