import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { cacheFolder } from "../engine/cache";
import { world as real, type World } from "../engine/world";
import { withLock } from "../lock.cjs";

/** Programs that some tests need and that are built from their Go modules, each with a module of ours in `go/` that pins it. */
const TOOLS = {
  /** The small ACME server of Let's Encrypt. */
  pebble: {
    module: "github.com/letsencrypt/pebble/v2",
    command: "cmd/pebble",
    lasts: "half a minute",
  },
  /** What runs Pulumi programs in YAML. */
  "language-yaml": {
    module: "github.com/pulumi/pulumi-yaml",
    command: "cmd/pulumi-language-yaml",
    lasts: "two minutes",
  },
} as const;
export type GoTool = keyof typeof TOOLS;

const folderOf = (tool: GoTool): string => join(__dirname, "go", tool);

/** As its `go.mod` has it. */
export const versionOf = (tool: GoTool): string => {
  const mod = readFileSync(join(folderOf(tool), "go.mod"), "utf8");
  const [, version] = new RegExp(`${TOOLS[tool].module} v(\\d+\\.\\d+\\.\\d+)`).exec(mod) ?? [];
  if (version === undefined) throw new Error(`scripts/go-tools/go/${tool}/go.mod names no version of ${tool}`);
  return version;
};

/** The path of a tool: the copy in the cache, else built from its Go module, once. Not the one on PATH: another program may have the same name. */
export async function ensureGoTool(tool: GoTool, world: World = real): Promise<string> {
  const folder = join(dirname(cacheFolder(world.env)), tool);
  const file = join(folder, `${tool}-${versionOf(tool)}-${process.platform}-${process.arch}`);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  await withLock(`${file}.lock`, async () => {
    if (!existsSync(file)) await build(world, tool, file);
  });
  return file;
}

/** Under a temporary name first: whatever is interrupted leaves nothing that looks finished. */
async function build(world: World, tool: GoTool, file: string): Promise<void> {
  const go = await world.run("go", ["version"], { timeoutMs: 30_000 });
  if (go.code !== 0)
    throw new Error(`${tool} is needed and there is no \`go\` on PATH to build it with: https://go.dev/dl/`);
  const { module, command, lasts } = TOOLS[tool];
  world.say(`building ${tool} ${versionOf(tool)} from its Go module: once, ${lasts} …`);
  const unfinished = `${file}.new`;
  const { code, stderr } = await world.run(
    "go",
    [
      "build",
      "-mod=readonly",
      "-buildvcs=false",
      "-trimpath",
      "-ldflags=-s -w",
      "-o",
      unfinished,
      `${module}/${command}`,
    ],
    {
      cwd: folderOf(tool),
      env: { ...world.env, CGO_ENABLED: "0", GOWORK: "off" },
      gently: true,
      timeoutMs: 15 * 60_000,
    },
  );
  if (code !== 0) {
    rmSync(unfinished, { force: true });
    throw new Error(
      `${tool} is needed and could not be built with ${go.stdout.trim()}: ${stderr.trim().split("\n").at(-1) ?? ""}`,
    );
  }
  chmodSync(unfinished, 0o755);
  renameSync(unfinished, file);
}
