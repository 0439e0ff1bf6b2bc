import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { CLI, DYNAMIC_PROVIDER, type Engine, LANGUAGE_HOST, versionOf } from "./on-path";
import { ENGINE_VERSION, LANGUAGE_HOST_VERSION } from "./version";
import type { World } from "./world";

interface Manifest {
  readonly version: string;
  readonly source: "download" | "go";
  readonly files: Readonly<
    Record<string, { readonly size: number; readonly modified: number; readonly sha256: string }>
  >;
}

const MANIFEST = "manifest.json";
const key = `${ENGINE_VERSION}-host-${LANGUAGE_HOST_VERSION}-${process.platform}-${process.arch}`;

/** Outside the checkout, so that a fresh clone finds what an earlier one built. */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  const ours = env["PULUMI_DIGICERT_ENGINE_CACHE"];
  if (ours) return resolve(ours);
  const xdg = env["XDG_CACHE_HOME"];
  return join(xdg?.startsWith("/") ? xdg : join(homedir(), ".cache"), "pulumi-digicert", "engine");
}

export const lockFile = (cache: string) => join(cache, `${key}.lock`);

/** The cached engine, or why there is none. Cheap: the hash is read again only where a file's date changed. */
export function engineInCache(cache: string): Engine | string {
  const folder = join(cache, key);
  let manifest: Manifest;
  try {
    manifest = JSON.parse(readFileSync(join(folder, MANIFEST), "utf8"));
  } catch {
    return `nothing complete for ${ENGINE_VERSION}`;
  }
  for (const [name, want] of Object.entries(manifest.files)) {
    const file = join(folder, name);
    const found = statSync(file, { throwIfNoEntry: false });
    if (found?.size !== want.size) return `${name} is not as it was written`;
    if (found.mtimeMs !== want.modified && sha256(file) !== want.sha256) return `${name} is not as it was written`;
  }
  return { bin: folder, version: manifest.version, source: manifest.source };
}

/**
 * Has `fill` put the files into a temporary folder, tries them, and only then gives them their name: whatever is interrupted leaves nothing that looks finished.
 * The caller holds the lock.
 */
export async function publish(
  cache: string,
  source: Manifest["source"],
  world: World,
  fill: (folder: string) => Promise<void>,
): Promise<Engine> {
  for (const left of readdirSync(cache).filter((name) => name.startsWith(`${key}.new-`)))
    rmSync(join(cache, left), { recursive: true, force: true });
  const folder = mkdtempSync(join(cache, `${key}.new-`));
  try {
    await fill(folder);
    const version = await versionOf(join(folder, CLI), world);
    if (version !== ENGINE_VERSION)
      throw new Error(`\`pulumi version\` of the new copy said ${version ?? "nothing"} instead of ${ENGINE_VERSION}`);
    const files = Object.fromEntries(
      [CLI, LANGUAGE_HOST, DYNAMIC_PROVIDER].map((name) => {
        const file = join(folder, name);
        const { size, mtimeMs } = statSync(file);
        return [name, { size, modified: mtimeMs, sha256: sha256(file) }];
      }),
    );
    const manifest: Manifest = { version, source, files };
    writeFileSync(join(folder, MANIFEST), `${JSON.stringify(manifest, undefined, 2)}\n`);
    chmodSync(folder, 0o755);
    rmSync(join(cache, key), { recursive: true, force: true });
    renameSync(folder, join(cache, key));
    return { bin: join(cache, key), version, source };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

export function putExecutable(from: string, folder: string, name: string): void {
  mkdirSync(folder, { recursive: true });
  copyFileSync(from, join(folder, name));
  chmodSync(join(folder, name), 0o755);
}

const sha256 = (file: string) => createHash("sha256").update(readFileSync(file)).digest("hex");
