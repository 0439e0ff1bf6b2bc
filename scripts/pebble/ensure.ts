import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { cacheFolder } from "../engine/cache";
import { world as real, type World } from "../engine/world";
import { withLock } from "../lock.cjs";

const MODULE = join(__dirname, "go");
const COMMAND = "github.com/letsencrypt/pebble/v2/cmd/pebble";

/** As `go/go.mod` has it. */
export const pebbleVersion = (): string => {
  const [, version] =
    /letsencrypt\/pebble\/v2 v(\d+\.\d+\.\d+)/.exec(readFileSync(join(MODULE, "go.mod"), "utf8")) ?? [];
  if (version === undefined) throw new Error("scripts/pebble/go/go.mod names no version of pebble");
  return version;
};

/**
 * The path of a `pebble`, the small ACME server of Let's Encrypt: the copy in the cache, else built from its Go module, once.
 * Not the one on PATH: another program has the same name.
 */
export async function ensurePebble(world: World = real): Promise<string> {
  const version = pebbleVersion();
  const folder = join(dirname(cacheFolder(world.env)), "pebble");
  const file = join(folder, `pebble-${version}-${process.platform}-${process.arch}`);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  await withLock(`${file}.lock`, async () => {
    if (!existsSync(file)) await build(world, version, file);
  });
  return file;
}

/** Under a temporary name first: whatever is interrupted leaves nothing that looks finished. */
async function build(world: World, version: string, file: string): Promise<void> {
  const go = await world.run("go", ["version"], { timeoutMs: 30_000 });
  if (go.code !== 0)
    throw new Error("pebble is needed and there is no `go` on PATH to build it with: https://go.dev/dl/");
  world.say(`building pebble ${version} from its Go module: once, half a minute …`);
  const unfinished = `${file}.new`;
  const { code, stderr } = await world.run(
    "go",
    ["build", "-mod=readonly", "-buildvcs=false", "-trimpath", "-ldflags=-s -w", "-o", unfinished, COMMAND],
    { cwd: MODULE, env: { ...world.env, CGO_ENABLED: "0", GOWORK: "off" }, gently: true, timeoutMs: 15 * 60_000 },
  );
  if (code !== 0) {
    rmSync(unfinished, { force: true });
    throw new Error(
      `pebble is needed and could not be built with ${go.stdout.trim()}: ${stderr.trim().split("\n").at(-1) ?? ""}`,
    );
  }
  chmodSync(unfinished, 0o755);
  renameSync(unfinished, file);
}
