import { dirname, join } from "node:path";
import { putExecutable } from "./cache";
import { CLI, DYNAMIC_PROVIDER, LANGUAGE_HOST } from "./on-path";
import { ENGINE_VERSION, OLDEST_GO, parseVersion } from "./version";
import type { World } from "./world";

interface Recipe {
  readonly module: string;
  readonly builds: string;
  readonly file: string;
  readonly flags: readonly string[];
}

const RECIPES: readonly Recipe[] = [
  {
    module: "cli",
    builds: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    file: CLI,
    flags: [
      "-tags=osusergo,grpcnotrace",
      `-ldflags=-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${ENGINE_VERSION}`,
    ],
  },
  {
    module: "language-nodejs",
    builds: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
    file: LANGUAGE_HOST,
    flags: ["-ldflags=-s -w"],
  },
];

/** Builds the CLI and the Node language host from Pulumi's own Go modules. Throws with the reason. */
export async function buildWithGo(world: World, folder: string): Promise<void> {
  const go = await world.run("go", ["version"], { timeoutMs: 30_000 });
  if (go.code !== 0) throw new Error("no `go` on PATH");
  world.say(
    `building the Pulumi CLI ${ENGINE_VERSION} from its Go modules with Go ${parseVersion(go.stdout) ?? "?"}: once, 4 to 10 minutes on two cores …`,
  );
  for (const recipe of RECIPES) await build(world, folder, recipe);
  putExecutable(
    join(dirname(require.resolve("@pulumi/pulumi/package.json")), DYNAMIC_PROVIDER),
    folder,
    DYNAMIC_PROVIDER,
  );
}

async function build(world: World, folder: string, { module, builds, file, flags }: Recipe): Promise<void> {
  const started = Date.now();
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
  let compiled = 0;
  let latest = "fetching modules";
  const reminding = setInterval(
    () => world.say(`${file}: ${seconds()}, ${compiled} packages compiled, now ${latest}`),
    15_000,
  );
  const { code, stderr } = await world
    .run(
      "go",
      ["build", "-v", "-mod=readonly", "-buildvcs=false", "-trimpath", ...flags, "-o", join(folder, file), builds],
      {
        cwd: join(__dirname, "go", module),
        env: { ...world.env, CGO_ENABLED: "0", GOWORK: "off" },
        gently: true,
        timeoutMs: 60 * 60_000,
        onStderrLine: (line) => {
          latest = line.replace(/^go: /, "");
          if (!line.startsWith("go: ")) compiled += 1;
        },
      },
    )
    .finally(() => clearInterval(reminding));
  if (code !== 0)
    throw new Error(`go build ${builds} failed (Go ${OLDEST_GO} or newer is needed):\n${indent(lastLines(stderr))}`);
  world.say(`${file}: built in ${seconds()}`);
}

const lastLines = (text: string) => text.trim().split("\n").slice(-8);
const indent = (lines: readonly string[]) => lines.map((line) => `      ${line}`).join("\n");
