import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { CELLS, managerOf, OLDEST_PULUMI } from "../../tests/matrix/cells";
import { type Matrix, withMatrix } from "./matrix";

const ROOT = resolve(__dirname, "../..");
const json = (file: string) => JSON.parse(readFileSync(join(ROOT, file), "utf8"));
const matrix: Matrix = json("docs/matrix.json");
const AGAIN = "npm run --silent matrix -- --json > docs/matrix.json, then npm run docs";

test(`every project of the matrix was run, and no other is told of (${AGAIN})`, () => {
  expect(Object.keys(matrix.ran).sort()).toEqual(CELLS.map(({ name }) => name).sort());
});

test.each(CELLS.map((cell) => [cell.name, cell] as const))(
  `%s was run with the versions that it names (${AGAIN})`,
  (name, cell) => {
    const ran = matrix.ran[name];
    const [pinned] = managerOf(cell).from ?? [];

    if (pinned !== undefined) expect(pinned).toMatch(new RegExp(`@${ran?.manager}$`));
    if (cell.node !== undefined) expect(ran?.node).toMatch(new RegExp(`^${cell.node}\\.`));
    if (cell.pulumi !== undefined) expect(ran?.pulumi).toBe(cell.pulumi);
  },
);

test("the oldest @pulumi/pulumi that the package promises is among them", () => {
  expect(json("package.json").peerDependencies["@pulumi/pulumi"]).toBe(`>=${OLDEST_PULUMI} <4`);
  expect(CELLS.map(({ pulumi }) => pulumi)).toContain(OLDEST_PULUMI);
});

test("a page shows each project with what it ran with, and one that was not run as that", () => {
  const [first, ...others] = CELLS;
  const ran = { [first?.name ?? ""]: { node: "20.1.2", pulumi: "3.300.0", manager: "10.9.9" } };
  const page = withMatrix("before\n<!-- matrix -->\nstale\n<!-- /matrix -->\nafter", {
    cli: "3.1",
    platform: "linux",
    ran,
  });

  expect(page).toMatch(
    /^before\n<!-- matrix -->\n\| program \|.*\n.*\n\| JavaScript, CommonJS \| npm 10\.9\.9 \| 20\.1\.2 \| 3\.300\.0 \|/,
  );
  expect(page.match(/not run yet/g)).toHaveLength(others.length);
  expect(page).toMatch(/<!-- \/matrix -->\nafter$/);
  expect(page).not.toContain("stale");
});
