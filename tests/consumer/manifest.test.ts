import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/*
 * What package.json and the lock promise to whoever installs the package. What the packed file holds: tests/engine/package.test.ts.
 */

const ROOT = resolve(__dirname, "../..");
const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");
const manifest = JSON.parse(read("package.json"));

interface Locked {
  readonly hasInstallScript?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly license?: string;
}
const locked: Readonly<Record<string, Locked>> = JSON.parse(read("package-lock.json")).packages;

/** What comes with the package: its dependencies, and theirs. */
const installed = (names: readonly string[], found = new Map<string, Locked>()): ReadonlyMap<string, Locked> => {
  for (const name of names) {
    const entry = locked[`node_modules/${name}`];
    if (entry === undefined) throw new Error(`package-lock.json lacks ${name}`);
    if (found.has(name)) continue;
    found.set(name, entry);
    installed(Object.keys(entry.dependencies ?? {}), found);
  }
  return found;
};
const theirs = installed(Object.keys(manifest.dependencies));

test("nothing runs while it is installed: neither a script of ours nor one of what comes with it", () => {
  const ours = ["preinstall", "install", "postinstall", "prepare"].filter((name) => name in manifest.scripts);
  const others = [...theirs].filter(([, { hasInstallScript }]) => hasInstallScript).map(([name]) => name);

  expect([...ours, ...others]).toEqual([]);
});

test("what comes with it is few, and freely licensed", () => {
  expect(theirs.size).toBeLessThanOrEqual(20);
  for (const [name, { license }] of theirs)
    expect([name, license]).toEqual([name, expect.stringMatching(/^(MIT|Apache-2\.0|ISC|0BSD|BSD-[23]-Clause)$/)]);
});

test("it is published with provenance, for everybody, under the licence that lies beside it", () => {
  expect(manifest.publishConfig).toEqual({ access: "public", provenance: true });
  expect(manifest.license).toBe("Apache-2.0");
  expect(read("LICENSE")).toMatch(/^\s*Apache License\n\s*Version 2\.0, January 2004/);
  expect(existsSync(join(ROOT, "SECURITY.md"))).toBe(true);
});

const REASONS = read("docs/decisions/2026-11-22-libraries.md");
/** The first column of its tables: names in backticks, `@peculiar/asn1-*` for all of a kind. */
const reasoned = [...REASONS.matchAll(/^\| (.+?) \|/gm)].flatMap(([, cell = ""]) =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name),
);
const hasReason = (name: string): boolean =>
  reasoned.some((known) => known === name || (known.endsWith("*") && name.startsWith(known.slice(0, -1))));
const usedBy = (file: string): readonly string[] => {
  const { dependencies = {}, devDependencies = {}, peerDependencies = {} } = JSON.parse(read(file));
  return Object.keys({ ...dependencies, ...devDependencies, ...peerDependencies });
};
const used = new Set([...usedBy("package.json"), ...usedBy("tests/simulator/package.json")]);

test.each([...used])("docs/decisions/2026-11-22-libraries.md says why there is %s", (name) => {
  expect(hasReason(name)).toBe(true);
});

test("it gives no reason for a library that is not there any more", () => {
  const packages = reasoned.filter((name) => name !== "node:crypto" && !name.endsWith("*"));

  expect(packages.filter((name) => !used.has(name))).toEqual([]);
});
