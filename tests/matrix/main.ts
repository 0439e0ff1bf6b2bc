/**
 * `npm run matrix [-- TEXT]`: users' projects, of each kind that is promised, made from nothing; each installs the packed package and
 * runs one `pulumi up` against the simulator. TEXT: only those whose name holds it. `npm run --silent matrix -- --json` prints what
 * ran, for docs/matrix.json.
 */
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensureEngine } from "../../scripts/engine";
import { CELLS } from "./cells";
import { packInto } from "./pack";
import { type Ran, runCell } from "./run-cell";

const main = async (): Promise<void> => {
  const { values, positionals } = parseArgs({ options: { json: { type: "boolean" } }, allowPositionals: true });
  const [only = ""] = positionals;
  const { bin, version } = await ensureEngine();
  const root = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-digicert-matrix-")));
  const ran: Record<string, Ran> = {};
  try {
    const tarball = packInto(root);
    for (const [n, cell] of CELLS.entries()) {
      if (!cell.name.includes(only)) continue;
      const folder = join(root, String(n));
      mkdirSync(folder);
      try {
        ran[cell.name] = await runCell(cell, { bin, tarball, folder });
        console.error(`ok      ${cell.name} (${JSON.stringify(ran[cell.name])})`);
      } catch (error) {
        process.exitCode = 1;
        console.error(`FAILED  ${cell.name}\n${error instanceof Error ? error.message : String(error)}`);
      }
      rmSync(folder, { recursive: true, force: true });
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  if (values.json) console.log(JSON.stringify({ cli: version, platform: process.platform, ran }, null, 2));
};
void main();
