import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { isAtLeast, OLDEST_ENGINE, parseVersion } from "./version";
import type { World } from "./world";

const exe = process.platform === "win32" ? ".exe" : "";
const script = process.platform === "win32" ? ".cmd" : "";

/** The three files that a program in Node needs. The third starts our provider. */
export const CLI = `pulumi${exe}`;
export const LANGUAGE_HOST = `pulumi-language-nodejs${exe}`;
export const DYNAMIC_PROVIDER = `pulumi-resource-pulumi-nodejs${script}`;

export interface Engine {
  /** The folder to put first on PATH. */
  readonly bin: string;
  readonly version: string;
  readonly source: "path" | "download" | "go";
}

/** What is installed, or why it does not serve. */
export async function engineOnPath(world: World): Promise<Engine | string> {
  const folders = (world.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const cli = folders.map((folder) => join(folder, CLI)).find(isExecutable);
  if (cli === undefined) return "no `pulumi` there";
  const version = await versionOf(cli, world);
  if (version === undefined) return `${cli} does not tell its version`;
  if (!isAtLeast(version, OLDEST_ENGINE)) return `${cli} is ${version}, older than ${OLDEST_ENGINE}`;
  // Pulumi looks beside its own file (links followed) and on PATH
  const besideIt = [dirname(cli), dirname(realpathSync(cli))];
  const missing = [LANGUAGE_HOST, DYNAMIC_PROVIDER].filter(
    (file) => ![...besideIt, ...folders].some((folder) => isExecutable(join(folder, file))),
  );
  if (missing.length > 0) return `${cli} is ${version}, but ${missing.join(" and ")} is neither beside it nor on PATH`;
  return { bin: dirname(cli), version, source: "path" };
}

export async function versionOf(cli: string, world: World): Promise<string | undefined> {
  const { code, stdout } = await world.run(cli, ["version"], {
    env: { ...world.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    timeoutMs: 30_000,
  });
  return code === 0 ? parseVersion(stdout) : undefined;
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
