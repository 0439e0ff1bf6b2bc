import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CELLS } from "../matrix/cells";
import { packInto } from "../matrix/pack";
import { runCell } from "../matrix/run-cell";

/*
 * Two of the projects of `npm run matrix`, which are furthest from the examples: no TypeScript and no hoisting, and no Pulumi.yaml's program.
 */

const root = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-digicert-matrix-")));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test.each(["JavaScript, ES modules · pnpm", "Automation API, inline program · npm"])(
  "a new project installs the package and has a certificate reissued: %s",
  async (name) => {
    const cell = CELLS.find((each) => each.name === name);
    if (cell === undefined) throw new Error(`no such cell: ${name}`);
    const folder = join(root, String(CELLS.indexOf(cell)));
    mkdirSync(folder);

    const { pulumi } = await runCell(cell, {
      bin: process.env["PULUMI_DIGICERT_ENGINE_BIN"] ?? "",
      tarball: packInto(root),
      folder,
    });

    expect(pulumi).toMatch(/^3\./);
  },
);
