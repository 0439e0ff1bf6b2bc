import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { putExecutable } from "./cache";
import { CLI, DYNAMIC_PROVIDER, LANGUAGE_HOST } from "./on-path";
import { ENGINE_VERSION } from "./version";
import type { World } from "./world";

const WHERE = "https://get.pulumi.com/";

/** Runs in a process of its own, because the Automation API's installer cannot be told to stop. */
const INSTALL = `
const { SemVer } = require("semver");
const { PulumiCommand } = require("@pulumi/pulumi/automation");
const [version, root] = process.argv.slice(1);
PulumiCommand.install({ version: new SemVer(version), root }).catch((error) => { console.error(error.message ?? error); process.exit(1); });
`;

/** Pulumi's own installer, through the Automation API. Throws with the reason. */
export async function download(world: World, folder: string): Promise<void> {
  const reason = await world.unreachable(WHERE);
  if (reason !== undefined) throw new Error(`${WHERE} cannot be reached: ${reason}`);
  world.say(`downloading the Pulumi CLI ${ENGINE_VERSION} from ${WHERE} …`);
  const root = mkdtempSync(join(tmpdir(), "pulumi-digicert-download-"));
  try {
    const { code, stderr } = await world.run(process.execPath, ["-e", INSTALL, ENGINE_VERSION, root], {
      cwd: __dirname,
      timeoutMs: 5 * 60_000,
    });
    if (code !== 0) throw new Error(`the download failed: ${stderr.trim().split("\n").at(-1)}`);
    // the rest of the archive is for other languages
    for (const name of [CLI, LANGUAGE_HOST, DYNAMIC_PROVIDER]) putExecutable(join(root, "bin", name), folder, name);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
