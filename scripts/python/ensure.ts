import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { cacheFolder } from "../engine/cache";
import { world as real, type World } from "../engine/world";
import { withLock } from "../lock.cjs";

const PYTHON = process.platform === "win32" ? "python" : "python3";
const WHAT = "import sys; print(sys.implementation.cache_tag, *sys.version_info[:2])";
const OLDEST = [3, 10] as const;

/** A Python, and the folder with packages that goes to its PYTHONPATH. */
export interface Packages {
  readonly python: string;
  readonly folder: string;
}

/**
 * The packages of a requirements file with hashes, in a folder of the cache; fetched with pip, once for each file and each Python.
 * Not a virtual environment: that could not be given its name when it is finished.
 */
export async function ensurePackages(requirements: string, world: World = real): Promise<Packages> {
  const python = await world.run(PYTHON, ["-c", WHAT], { timeoutMs: 30_000 });
  if (python.code !== 0) throw new Error(`Python is needed and there is no \`${PYTHON}\` on PATH`);
  const [tag = "", major = "", minor = ""] = python.stdout.trim().split(" ");
  if (Number(major) !== OLDEST[0] || Number(minor) < OLDEST[1])
    throw new Error(`Python ${OLDEST.join(".")} or newer is needed, and \`${PYTHON}\` is ${major}.${minor}`);
  const hash = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 16);
  const cache = join(dirname(cacheFolder(world.env)), "python");
  const folder = join(cache, `${hash}-${tag}-${process.platform}-${process.arch}`);
  if (existsSync(folder)) return { python: PYTHON, folder };
  mkdirSync(cache, { recursive: true });
  await withLock(`${folder}.lock`, async () => {
    if (!existsSync(folder)) await install(world, requirements, folder);
  });
  return { python: PYTHON, folder };
}

/** Under a temporary name first: whatever is interrupted leaves nothing that looks finished. */
async function install(world: World, requirements: string, folder: string): Promise<void> {
  world.say("fetching Python packages with pip: once, a quarter of a minute …");
  const unfinished = mkdtempSync(`${folder}.new-`);
  const { code, stderr } = await world.run(
    PYTHON,
    ["-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes", "--target", unfinished, "-r", requirements],
    { gently: true, timeoutMs: 10 * 60_000 },
  );
  if (code !== 0) {
    rmSync(unfinished, { recursive: true, force: true });
    const said = stderr.trim().split("\n");
    const why = said.findLast((line) => /error|no module/i.test(line)) ?? said.at(-1) ?? "";
    throw new Error(`the packages of ${requirements} are needed and pip could not install them: ${why.trim()}`);
  }
  renameSync(unfinished, folder);
}
