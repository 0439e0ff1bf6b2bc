import { mkdirSync } from "node:fs";
import { withLock } from "../lock.cjs";
import { cacheFolder, engineInCache, lockFile, publish } from "./cache";
import { download } from "./download";
import { buildWithGo } from "./go-build";
import { type Engine, engineOnPath } from "./on-path";
import { ENGINE_VERSION, OLDEST_ENGINE, OLDEST_GO } from "./version";
import { world as real, type World } from "./world";

/** A Pulumi CLI that can run programs in Node: the one on PATH, else a cached one, else the official download, else built from its Go modules. */
export async function ensureEngine(world: World = real): Promise<Engine> {
  const installed = await engineOnPath(world);
  if (typeof installed !== "string") return installed;
  const cache = cacheFolder(world.env);
  const cached = engineInCache(cache);
  if (typeof cached !== "string") return cached;
  mkdirSync(cache, { recursive: true });
  return await withLock(lockFile(cache), () => obtain(world, cache, installed), {
    onWait: every(15_000, (s) => world.say(`another process prepares the Pulumi CLI, waiting for it: ${s} s`)),
  });
}

/** The caller holds the lock; whoever held it before may have done the work. */
async function obtain(world: World, cache: string, whyNotInstalled: string): Promise<Engine> {
  const cached = engineInCache(cache);
  if (typeof cached !== "string") return cached;
  const tried = [`on PATH: ${whyNotInstalled}`, `in the cache ${cache}: ${cached}`];
  try {
    return await publish(cache, "download", world, (folder) => download(world, folder));
  } catch (error) {
    tried.push(`download: ${reason(error)}`);
    world.say(reason(error));
  }
  try {
    return await publish(cache, "go", world, (folder) => buildWithGo(world, folder));
  } catch (error) {
    tried.push(`build from Go modules: ${reason(error)}`);
  }
  throw new NoEngine(tried);
}

export class NoEngine extends Error {
  override readonly name = "NoEngine";

  constructor(tried: readonly string[]) {
    super(
      [
        `a Pulumi CLI is needed, and none could be found, downloaded or built:`,
        ...tried.map((line) => `  - ${line}`),
        `do one of these, and run the command again:`,
        `  - install the Pulumi CLI, ${OLDEST_ENGINE} or newer, and put its folder on PATH: https://www.pulumi.com/docs/install/`,
        `  - install Go, ${OLDEST_GO} or newer (https://go.dev/dl/), with a module proxy in reach (go env GOPROXY): the CLI ${ENGINE_VERSION} is then built here, once, in a few minutes`,
        `  - copy the cache folder of a machine that has one, and point PULUMI_DIGICERT_ENGINE_CACHE at it`,
      ].join("\n"),
    );
  }
}

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** At once, and then at most once in each period. */
function every(periodMs: number, say: (seconds: number) => void): (owner: unknown, waitedMs: number) => void {
  let next = 0;
  return (_owner, waitedMs) => {
    if (waitedMs < next) return;
    next = waitedMs + periodMs;
    say(Math.round(waitedMs / 1000));
  };
}
