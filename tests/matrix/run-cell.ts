import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { CALM, levers, simulate } from "certcentral-simulator";
import { engineEnv } from "../../scripts/engine";
import { type Cell, managerOf, programOf } from "./cells";

/** The versions that a cell ran with. */
export interface Ran {
  readonly node: string;
  readonly pulumi: string;
  readonly manager: string;
  readonly typescript?: string;
}

const json = (file: string): { readonly version: string } => JSON.parse(readFileSync(file, "utf8"));

/** Runs a command, while this process answers as CertCentral; what it printed is in the error when it fails. */
const run = async (
  file: string,
  args: readonly string[],
  options: { cwd?: string; env: NodeJS.ProcessEnv },
): Promise<string> => {
  try {
    return (await promisify(execFile)(file, args, { ...options, maxBuffer: 2 ** 26 })).stdout;
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`${file} ${args.join(" ")} failed:\n${stdout}${stderr}`);
  }
};

/** Makes the project in an empty folder, installs the packed package, and has one certificate reissued by one `pulumi up`. */
export const runCell = async (
  cell: Cell,
  { bin, tarball, folder }: { bin: string; tarball: string; folder: string },
): Promise<Ran> => {
  const [program, manager] = [programOf(cell), managerOf(cell)];
  const project = join(folder, "project");
  const files = {
    ...program.files,
    ...manager.files,
    "Pulumi.yaml": `name: matrix\nruntime:\n  name: nodejs\n${program.runtime ?? ""}`,
    "package.json": JSON.stringify({
      name: "matrix",
      private: true,
      ...program.manifest,
      dependencies: {
        "@pulumi/pulumi": cell.pulumi ?? "^3.248.0",
        "pulumi-digicert": `file:${tarball}`,
        ...program.needs,
      },
    }),
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(project, name)), { recursive: true });
    writeFileSync(join(project, name), text);
  }

  const tools = join(folder, "tools");
  const wanted = [
    ...(cell.node === undefined ? [] : [`node@${cell.node}`]),
    ...(manager.from === undefined ? [] : [manager.from[0]]),
  ];
  // npm under npm would take the outer one's settings for its own
  const outer = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(config_(local_)?prefix|package_|lifecycle_)/.test(name)),
  );
  if (wanted.length > 0)
    await run("npm", ["install", "--no-audit", "--no-fund", "--prefix", tools, ...wanted], { env: outer });
  const PATH = [
    join(tools, "node_modules/node/bin"),
    join(tools, "node_modules/.bin"),
    join(project, "node_modules/.bin"),
    bin,
    outer["PATH"] ?? "",
  ].join(delimiter);
  const at = { cwd: project, env: { ...outer, PATH } };
  const command = manager.from?.[1] ?? "npm";
  await run(command, manager.install, at);
  if (program.build !== undefined) await run(program.build[0] ?? "", program.build.slice(1), at);

  const sim = await simulate({ seed: 7, awkward: CALM });
  try {
    const central = levers(sim.leversUrl);
    const { orderId } = await central.makeOrder({ commonName: "www.example.com" });
    const env = {
      ...engineEnv({ bin, root: folder }),
      PATH,
      DIGICERT_API_KEY: sim.apiKey,
      DIGICERT_BASE_URL: sim.baseUrl,
    };
    const pulumi = (...args: string[]) => run("pulumi", [...args, "--non-interactive"], { cwd: project, env });
    await pulumi("stack", "init", "test");
    await pulumi("config", "set", "orderId", String(orderId));
    if (program.drives === undefined) await pulumi("up", "--yes", "--skip-preview");
    else await run("node", [program.drives], { cwd: project, env });

    const writes = (await central.history())
      .filter(({ method }) => method !== "GET")
      .map(({ method, path }) => `${method} ${path}`);
    if (writes.length !== 1 || !writes[0]?.endsWith(`/order/certificate/${orderId}/reissue`))
      throw new Error(`it was to send one reissue, and sent ${writes.join(", ") || "nothing"}`);
    const { status, node } = JSON.parse(await pulumi("stack", "output", "--json"));
    if (status !== "issued") throw new Error("its certificate was not issued");
    const modules = join(project, "node_modules");
    return {
      // the program's own word
      node: node.replace(/^v/, ""),
      manager: (await run(command, ["--version"], at)).trim(),
      pulumi: json(join(modules, "@pulumi/pulumi/package.json")).version,
      ...("typescript" in (program.needs ?? {})
        ? { typescript: json(join(modules, "typescript/package.json")).version }
        : {}),
    };
  } finally {
    await sim.close();
  }
};
