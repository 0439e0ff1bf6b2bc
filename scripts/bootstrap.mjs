// @ts-check
/**
 * Makes a checkout ready for the command that follows: the packages of package-lock.json installed, provider, sdk and simulator built.
 * Plain Node without dependencies, because every npm script begins with it, on a fresh clone too. Does nothing, quietly, when nothing is to be done.
 * Speaks on stderr only: the stdout belongs to the command that follows.
 *
 *   node scripts/bootstrap.mjs [--install-only]
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import lock from "./lock.cjs";

const OLDEST_NODE = "20.18.1";

/** `bundler` is run when the compiler is done. @typedef {{ name: string, tsconfig: string, sources: string[], settings: string[], out: string, bundler?: string }} Target */

/** @type {Target[]} */
const TARGETS = [
  {
    name: "provider and sdk",
    tsconfig: "tsconfig.build.json",
    sources: ["provider", "sdk"],
    settings: ["tsconfig.base.json", "package-lock.json", "scripts/bundle-door.mjs"],
    out: "dist",
    bundler: "scripts/bundle-door.mjs",
  },
  {
    name: "simulator",
    tsconfig: "tests/simulator/tsconfig.json",
    sources: ["tests/simulator"],
    settings: ["tsconfig.base.json", "package-lock.json"],
    out: "tests/simulator/dist",
  },
];

/** @param {string} root @param {{ installOnly: boolean }} options */
export async function bootstrap(root, { installOnly }) {
  const targets = installOnly ? [] : TARGETS.filter((target) => fs.existsSync(path.join(root, target.tsconfig)));
  const ready = () => isInstalled(root) && targets.every((target) => isBuilt(root, target));
  if (ready()) return;
  await lock.withLock(
    path.join(root, "dist/.bootstrap/lock"),
    async () => {
      if (!isInstalled(root)) await install(root);
      for (const target of targets) if (!isBuilt(root, target)) await build(root, target);
    },
    {
      onWait: sayOnce(
        (owner) => `another command prepares this checkout (process ${owner?.pid ?? "unknown"}), waiting for it`,
      ),
    },
  );
}

/** @param {string} have @param {string} [oldest] */
export function nodeIsTooOld(have, oldest = OLDEST_NODE) {
  const [a, b] = [have, oldest].map((version) => version.split(".").map(Number));
  const at = a.findIndex((part, i) => part !== b[i]);
  return at >= 0 && a[at] < b[at];
}

// Installing

/** @param {string} root */
const stampOf = (root) => path.join(root, "node_modules/.installed-from");

/** @param {string} root */
const wantedStamp = (root) => `${digest([path.join(root, "package-lock.json")])} ${process.platform}-${process.arch}\n`;

/** @param {string} root */
export function isInstalled(root) {
  const wanted = wantedStamp(root);
  if (readIfAny(stampOf(root)) === wanted) return true;
  if (!npmInstalledTheSame(root)) return false;
  fs.writeFileSync(stampOf(root), wanted);
  return true;
}

/**
 * Somebody ran `npm ci` or `npm install` themselves: npm writes down what it put there, and a second installation would only cost time.
 * @param {string} root
 */
function npmInstalledTheSame(root) {
  const there = readIfAny(path.join(root, "node_modules/.package-lock.json"));
  if (there === undefined) return false;
  const have = JSON.parse(there).packages ?? {};
  const wanted = JSON.parse(fs.readFileSync(path.join(root, "package-lock.json"), "utf8")).packages;
  return Object.entries(wanted).every(([where, want]) => {
    if (where === "") return true;
    const found = have[where];
    if (found === undefined) return want.optional === true && !fitsThisMachine(want);
    return found.version === want.version && found.integrity === want.integrity && found.link === want.link;
  });
}

/** @param {{ os?: string[], cpu?: string[], libc?: string[] }} want */
const fitsThisMachine = ({ os, cpu, libc }) =>
  libc === undefined &&
  (os ?? [process.platform]).includes(process.platform) &&
  (cpu ?? [process.arch]).includes(process.arch);

/** @param {string} root */
async function install(root) {
  const npm = process.env["npm_execpath"];
  const command = npm?.endsWith("js") ? [process.execPath, npm] : [process.platform === "win32" ? "npm.cmd" : "npm"];
  await timed("installing packages (npm ci)", () =>
    // --include=dev: the tools are needed even where NODE_ENV=production
    run(
      root,
      [...command, "ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"],
      "npm ci failed. Is the package registry reachable? Do package.json and package-lock.json agree? (Where only packages of other platforms are missing: node scripts/complete-lock.mjs)",
    ),
  );
  fs.writeFileSync(stampOf(root), wantedStamp(root));
}

// Building

/** @param {string} root @param {Target} target */
function isBuilt(root, target) {
  const stamp = readIfAny(path.join(root, target.out, ".bootstrap/built.json"));
  if (stamp === undefined) return false;
  const { sources, outputs } = JSON.parse(stamp);
  return (
    sources === sourceDigest(root, target) &&
    outputs.every((/** @type {string} */ file) => fs.existsSync(path.join(root, file)))
  );
}

/** @param {string} root @param {Target} target */
async function build(root, target) {
  const notes = path.join(root, target.out, ".bootstrap");
  const before = JSON.parse(readIfAny(path.join(notes, "built.json")) ?? '{"outputs":[]}').outputs;
  const memory = path.join(notes, "tsbuildinfo");
  // tsc remembers what it wrote and does not look whether it is still there
  if (before.length === 0 || before.some((/** @type {string} */ file) => !fs.existsSync(path.join(root, file))))
    fs.rmSync(memory, { force: true });
  fs.rmSync(path.join(notes, "built.json"), { force: true });
  const sources = sourceDigest(root, target);
  const tsc = path.join(root, "node_modules/typescript/bin/tsc");
  const project = [process.execPath, tsc, "-p", target.tsconfig];
  await timed(`building ${target.name}`, () =>
    run(
      root,
      [...project, "--incremental", "--tsBuildInfoFile", memory, "--noEmitOnError"],
      `${target.tsconfig}: the errors above are the compiler's`,
    ),
  );
  if (target.bundler !== undefined && fs.existsSync(path.join(root, target.bundler)))
    await run(root, [process.execPath, target.bundler], `${target.bundler}: the errors above are the bundler's`);
  const data = target.sources.flatMap((folder) => filesIn(root, folder, isData));
  for (const file of data) {
    fs.mkdirSync(path.dirname(path.join(root, target.out, file)), { recursive: true });
    fs.copyFileSync(path.join(root, file), path.join(root, target.out, file));
  }
  const outputs = [
    ...outputsOf(root, JSON.parse(await run(root, [...project, "--showConfig"], "", "pipe")), target),
    ...data.map((file) => path.join(target.out, file)),
  ];
  // what came from a source that is gone must not be published, nor required by accident
  for (const gone of before.filter((/** @type {string} */ file) => !outputs.includes(file)))
    fs.rmSync(path.join(root, gone), { force: true });
  for (const copy of target.sources.flatMap((folder) => filesIn(root, `${target.out}/${folder}`, isNoCode)))
    if (!fs.existsSync(path.join(root, path.relative(target.out, copy)))) fs.rmSync(path.join(root, copy));
  fs.mkdirSync(notes, { recursive: true });
  fs.writeFileSync(path.join(notes, "built.json"), `${JSON.stringify({ sources, outputs }, undefined, 1)}\n`);
}

/** @param {string} root @param {{ files?: string[], compilerOptions: { rootDir?: string } }} config @param {Target} target */
function outputsOf(root, { files = [], compilerOptions }, target) {
  const from = path.join(path.dirname(path.join(root, target.tsconfig)), compilerOptions.rootDir ?? ".");
  return files
    .filter((file) => !file.endsWith(".d.ts"))
    .map((file) => path.relative(from, path.join(path.dirname(path.join(root, target.tsconfig)), file)))
    .map((file) => path.join(target.out, file.replace(/\.ts$/, ".js")))
    .filter((file) => fs.existsSync(path.join(root, file)))
    .flatMap((file) => [file, file.replace(/\.js$/, ".d.ts")])
    .filter((file) => fs.existsSync(path.join(root, file)));
}

/** @param {string} root @param {Target} target */
const sourceDigest = (root, target) =>
  digest(
    [target.tsconfig, ...target.settings, ...target.sources.flatMap((folder) => filesIn(root, folder, isSource))].map(
      (file) => path.join(root, file),
    ),
    root,
  );

/** What is copied as it is, beside the code that reads it. @param {string} name */
const isData = (name) => name.endsWith(".bin");

/** What is built by copying it. @param {string} name */
const isNoCode = (name) => !/\.(js|d\.ts)$/.test(name);

/** @param {string} name */
const isSource = (name) => isData(name) || (name.endsWith(".ts") && !name.endsWith(".test.ts"));

/** @param {string} root @param {string} folder @param {(name: string) => boolean} wanted @returns {string[]} */
function filesIn(root, folder, wanted) {
  if (!fs.existsSync(path.join(root, folder))) return [];
  return fs
    .readdirSync(path.join(root, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const name = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return ["node_modules", "dist"].includes(entry.name) ? [] : filesIn(root, name, wanted);
      return wanted(entry.name) ? [name] : [];
    })
    .sort();
}

// Small things

/** @param {string[]} files @param {string} [root] */
function digest(files, root = "") {
  const hash = createHash("sha256");
  for (const file of files)
    hash
      .update(`${path.relative(root, file)}\0`)
      .update(readIfAny(file) ?? "")
      .update("\0");
  return hash.digest("hex");
}

/** @param {string} file */
function readIfAny(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** @param {string} line */
const say = (line) => process.stderr.write(`bootstrap: ${line}\n`);

/** @param {(owner: { pid: number } | undefined) => string} words */
function sayOnce(words) {
  let said = false;
  return (/** @type {{ pid: number } | undefined} */ owner) => {
    if (!said) say(words(owner));
    said = true;
  };
}

/** @template T @param {string} what @param {() => Promise<T>} work */
async function timed(what, work) {
  const started = Date.now();
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
  say(`${what} …`);
  const reminding = setInterval(() => say(`${what} … ${seconds()}`), 15_000);
  try {
    await work();
  } finally {
    clearInterval(reminding);
  }
  say(`${what}: done in ${seconds()}`);
}

class Failed extends Error {}

/**
 * The child's words go to our stderr. Resolves with its stdout when that is asked for.
 * @param {string} cwd @param {string[]} command @param {string} onFailure @param {"pipe"} [stdout] @returns {Promise<string>}
 */
function run(cwd, [file, ...args], onFailure, stdout) {
  return new Promise((resolve, reject) => {
    const child = spawn(/** @type {string} */ (file), args, {
      cwd,
      stdio: ["ignore", stdout ?? 2, 2],
      shell: file === "npm.cmd",
    });
    let text = "";
    child.stdout?.on("data", (chunk) => {
      text += chunk;
    });
    child.on("error", (error) => reject(new Failed(`${file}: ${error.message}. ${onFailure}`)));
    child.on("close", (code, signal) =>
      code === 0 ? resolve(text) : reject(new Failed(`${onFailure} (${signal ?? `exit code ${code}`})`)),
    );
  });
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(fs.realpathSync(process.argv[1])).href) {
  if (nodeIsTooOld(process.versions.node)) {
    say(`this is Node ${process.versions.node}, and ${OLDEST_NODE} or newer is needed: https://nodejs.org/en/download`);
    process.exit(1);
  }
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
    process.once(signal, () => process.exit(1));
  const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
  bootstrap(root, { installOnly: process.argv.includes("--install-only") }).catch((error) => {
    say(error instanceof Failed ? error.message : String(error?.stack ?? error));
    process.exit(1);
  });
}
