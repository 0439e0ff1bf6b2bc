// @ts-check
/**
 * Adds to package-lock.json what npm leaves out when the registry in use has no copy of an optional package for another platform:
 * its entry, without which `npm ci` refuses the whole lock ("Missing: … from lock file"). Run it after `npm install`, until `check:package` is content.
 *
 *   node scripts/complete-lock.mjs [--check] [FILE]
 */
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const check = process.argv.includes("--check");
const file =
  process.argv.slice(2).find((arg) => !arg.startsWith("-")) ??
  path.join(path.dirname(fileURLToPath(import.meta.url)), "../package-lock.json");

const lock = JSON.parse(fs.readFileSync(file, "utf8"));
const missing = Object.entries(lock.packages).flatMap(([where, holder]) =>
  Object.entries(holder.optionalDependencies ?? {})
    .filter(([name]) => !lookUp(where, name))
    .map(([name, version]) => ({ name, version, dev: holder.dev })),
);

for (const { name, version, dev } of missing) {
  if (!/^\d/.test(version)) throw new Error(`${name}: ${version} is not one version, so its entry cannot be guessed`);
  lock.packages[`node_modules/${name}`] = {
    version,
    ...(platformOf(name).cpu && { cpu: platformOf(name).cpu }),
    ...(dev && { dev }),
    ...(platformOf(name).libc && { libc: platformOf(name).libc }),
    optional: true,
    os: platformOf(name).os,
  };
}
const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, "en"));
lock.packages = Object.fromEntries(sorted);

for (const { name, version } of missing) console.error(`package-lock.json has no entry for ${name} ${version}`);
if (check && missing.length > 0) {
  console.error("npm ci would refuse it: run node scripts/complete-lock.mjs");
  process.exit(1);
}
if (!check && missing.length > 0) fs.writeFileSync(file, `${JSON.stringify(lock, undefined, 2)}\n`);

/**
 * As Node looks a package up: beside its holder, then in each folder above.
 * @param {string} where @param {string} name
 */
function lookUp(where, name) {
  for (let at = where; ; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
    const found = lock.packages[`${at === "" ? "" : `${at}/`}node_modules/${name}`];
    if (found !== undefined || at === "") return found;
  }
}

/**
 * `@unrs/resolver-binding-linux-arm64-musl` → linux, arm64, musl.
 * @param {string} name
 */
function platformOf(name) {
  const os = /android|darwin|freebsd|linux|netbsd|openbsd|openharmony|win32/.exec(name)?.[0];
  if (os === undefined) throw new Error(`${name} does not say which system it is for`);
  const cpu = /arm64|arm|ia32|loong64|ppc64|riscv64|s390x|x64/.exec(name.slice(name.indexOf(os)))?.[0];
  const libc = /musl|gnu/.exec(name)?.[0];
  return { os: [os], cpu: cpu && [cpu], libc: libc && os === "linux" && [libc === "musl" ? "musl" : "glibc"] };
}
