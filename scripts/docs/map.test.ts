import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/* What lists things lists all of them. */

const ROOT = resolve(__dirname, "../..");
const page = (file: string): string => readFileSync(join(ROOT, file), "utf8");
const folders = (path: string): string[] =>
  readdirSync(join(ROOT, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "dist" && entry.name !== "node_modules")
    .map(({ name }) => name);

test.each(["provider", "provider/certcentral", "provider/resources", "provider/resources/certificate", "tests"])(
  "architecture.md names every folder of %s",
  (path) => {
    const named = page("docs/architecture.md");

    expect(folders(path).length).toBeGreaterThan(2);
    expect(folders(path).filter((folder) => !named.includes(`${folder}/`))).toEqual([]);
  },
);

/** Code, and neither its tests, nor their stand-ins, nor words and tables for the pages. */
const isCode = (file: string): boolean => /\.[cm]?[jt]s$/.test(file) && !/\.(test|fake|doc|d)\.[cm]?ts$/.test(file);

const rooms = (path: string): string[] => [path, ...folders(path).flatMap((folder) => rooms(`${path}/${folder}`))];

test.each(["provider", "sdk", "tests/simulator/src", "tests/engine", "scripts"])(
  "no folder of %s holds more than thirteen files of code",
  (path) => {
    const counted = rooms(path).map((room) => [room, readdirSync(join(ROOT, room)).filter(isCode).length] as const);

    expect(counted.reduce((sum, [, files]) => sum + files, 0)).toBeGreaterThan(10);
    expect(counted.filter(([, files]) => files > 13)).toEqual([]);
  },
);

test("architecture.md fits on one page", () => {
  expect(page("docs/architecture.md").split("\n").length).toBeLessThanOrEqual(67);
});

test("every decision has its row in the index, and every row its decision", () => {
  const files = readdirSync(join(ROOT, "docs/decisions")).filter((file) => file !== "README.md");
  const rows = [...page("docs/decisions/README.md").matchAll(/\]\((\d[^)]+\.md)\)/g)].map(([, file]) => file);

  expect(rows.sort()).toEqual(files.sort());
});

/** Every kind of resource, as state names it. */
const kinds = [...page("provider/front-doors/dynamic.ts").matchAll(/^ {2}(\w+): \(around: Surroundings\)/gm)].map(
  ([, kind]) => kind ?? "",
);

test("there are kinds of resources", () => expect(kinds).toContain("Certificate"));

test.each(kinds)("%s has its class, its section of reasons and its row in the README", (kind) => {
  expect(page("sdk/index.ts")).toMatch(new RegExp(`[{\\s]${kind},`));
  expect(page("docs/reasons.md")).toMatch(new RegExp(`^## ${kind}$`, "m"));
  expect(page("README.md")).toContain(`| [\`${kind}\`]`);
});
