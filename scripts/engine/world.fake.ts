import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { CLI, DYNAMIC_PROVIDER, LANGUAGE_HOST } from "./on-path";
import { ENGINE_VERSION } from "./version";
import type { Ran, World } from "./world";

export interface FakeWorldOptions {
  /** What `pulumi version` of an installed CLI answers. */
  readonly installed?: string;
  readonly network?: boolean;
  readonly go?: boolean;
  /** Runs while a build is under way, before its file is there. */
  readonly duringBuild?: () => Promise<void>;
  /** What `pulumi version` of a downloaded or built CLI answers. */
  readonly made?: string;
}

export interface FakeWorld extends World {
  readonly folder: string;
  readonly cache: string;
  /** Each line that the user saw. */
  readonly said: string[];
  /** Each thing that was downloaded or built. */
  readonly made: string[];
}

const OK: Ran = { code: 0, stdout: "", stderr: "" };

/** A machine with a PATH of one folder, in which commands do what the options say. */
export function fakeWorld(options: FakeWorldOptions = {}): FakeWorld {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-digicert-world-")));
  const [bin, cache] = [join(folder, "bin"), join(folder, "cache")];
  const said: string[] = [];
  const made: string[] = [];
  if (options.installed !== undefined) putEngine(bin);
  return {
    folder,
    cache,
    said,
    made,
    env: { PATH: bin, PULUMI_DIGICERT_ENGINE_CACHE: cache },
    say: (line) => said.push(line),
    unreachable: async () => (options.network ? undefined : "getaddrinfo ENOTFOUND"),
    run: async (file, args) => {
      if (args[0] === "version" && file.endsWith(CLI)) {
        const version = file.startsWith(bin) ? options.installed : (options.made ?? `v${ENGINE_VERSION}`);
        return { ...OK, stdout: `${version}\n` };
      }
      if (file === "go") {
        if (!options.go) return { code: 127, stdout: "", stderr: "spawn go ENOENT" };
        if (args[0] === "version") return { ...OK, stdout: "go version go1.26.8 linux/amd64\n" };
        await options.duringBuild?.();
        made.push(`go build ${args.at(-1)}`);
        putFile(args[args.indexOf("-o") + 1] ?? "");
        return OK;
      }
      made.push("download");
      putEngine(join(args.at(-1) ?? "", "bin"));
      return OK;
    },
  };
}

export function remove(world: FakeWorld): void {
  rmSync(world.folder, { recursive: true, force: true });
}

export function putEngine(bin: string, files: readonly string[] = [CLI, LANGUAGE_HOST, DYNAMIC_PROVIDER]): void {
  for (const file of files) putFile(join(bin, file));
}

function putFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, "#!/bin/sh\n");
  chmodSync(file, 0o755);
}
