import { CELLS, type Cell } from "../../tests/matrix/cells";
import type { Ran } from "../../tests/matrix/run-cell";
import { table } from "./table";

/** What `npm run --silent matrix -- --json` printed: docs/matrix.json. */
export interface Matrix {
  /** The Pulumi CLI's version. */
  readonly cli: string;
  readonly platform: string;
  /** By the cell's name. */
  readonly ran: Readonly<Record<string, Ran>>;
}

const MARKED = /(<!-- matrix -->\n)[\s\S]*?(<!-- \/matrix -->)/;

/** Puts the projects that were run where a page asks for them, between `<!-- matrix -->` and `<!-- /matrix -->`. Pure. */
export const withMatrix = (page: string, matrix: Matrix): string =>
  page.replace(MARKED, (_, open: string, close: string) => `${open}${versions(matrix)}\n${close}`);

const versions = ({ cli, ran }: Matrix): string =>
  `${table(
    ["program", "package manager", "Node", "`@pulumi/pulumi`", "TypeScript"],
    CELLS.map((cell) => rowOf(cell, ran[cell.name])),
  )}\n\nRun with the Pulumi CLI ${cli}.`;

const rowOf = ({ program, manager }: Cell, ran: Ran | undefined): string[] =>
  ran === undefined
    ? [program, manager, "not run yet", "", ""]
    : [
        program,
        manager.replace(/^\w+/, (name) => `${name} ${ran.manager}`),
        ran.node,
        ran.pulumi,
        ran.typescript ?? "",
      ];
