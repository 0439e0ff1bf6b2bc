import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ensureEngine } from "../../../scripts/engine";

/** Runs once before the engine tests: they have a Pulumi CLI and an up-to-date build, or they fail. They never skip. */
export default async function setup(): Promise<void> {
  // a bare `npx jest` comes without it, and the programs under test load dist/
  const { status } = spawnSync(process.execPath, [join(__dirname, "../../../scripts/bootstrap.mjs")], {
    stdio: ["ignore", 2, 2],
  });
  if (status !== 0) throw new Error("the build failed, and the engine tests run what it builds");
  const { bin } = await ensureEngine();
  process.env["PULUMI_DIGICERT_ENGINE_BIN"] = bin;
}
