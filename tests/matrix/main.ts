/**
 * `npm run matrix [-- TEXT]`: users' projects, of each kind that is promised, made from nothing; each installs the packed package and
 * runs one `pulumi up` against the simulator. TEXT: only those whose name holds it.
 */
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureEngine } from "../../scripts/engine";
import { CELLS } from "./cells";
import { packInto } from "./pack";
import { runCell } from "./run-cell";

const main = async (): Promise<void> => {
  const only = process.argv[2] ?? "";
  const { bin } = await ensureEngine();
  const root = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-digicert-matrix-")));
  try {
    const tarball = packInto(root);
    for (const [n, cell] of CELLS.entries()) {
      if (!cell.name.includes(only)) continue;
      const folder = join(root, String(n));
      mkdirSync(folder);
      try {
        const { node, pulumi, typescript } = await runCell(cell, { bin, tarball, folder });
        const versions = [
          `Node ${node}`,
          `@pulumi/pulumi ${pulumi}`,
          ...(typescript === undefined ? [] : [`TypeScript ${typescript}`]),
        ];
        console.log(`ok      ${cell.name} (${versions.join(", ")})`);
      } catch (error) {
        process.exitCode = 1;
        console.log(`FAILED  ${cell.name}\n${error instanceof Error ? error.message : String(error)}`);
      }
      rmSync(folder, { recursive: true, force: true });
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
};
void main();
