import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { ensureGoTool } from "../../scripts/go-tools/ensure";
import { certCentral } from "./support/certcentral";
import { type Stack, type StackOptions, stackFor } from "./support/harness";
import { makeKey } from "./support/keys";

/*
 * The bundled plugin, installed as those do it who have no npm package to point at, and both doors in one run.
 */

const REPOSITORY = resolve(__dirname, "../..");
const root = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-digicert-plugin-")));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const { version } = JSON.parse(readFileSync(join(REPOSITORY, "package.json"), "utf8")) as { version: string };
const made = join(root, "made");
const archive = join(made, `pulumi-resource-digicert-v${version}.tar.gz`);
beforeAll(() => {
  execFileSync(process.execPath, ["--import", "tsx", "scripts/plugin/main.ts", made], { cwd: REPOSITORY });
});

const install = (stack: Stack) => {
  return stack.cli(["plugin", "install", "resource", "digicert", version, "--file", archive]);
};
const program = (text: string): string =>
  `const dynamic = require("pulumi-digicert"); const native = require("pulumi-digicert/native");\n${text}`;

test("what needs Node alone is installed from one archive, and does what the package's own does", async () => {
  const central = await certCentral();
  const { orderId } = await central.makeOrder({ commonName: "www.example.com" });
  const stack = await stackFor({
    program: program(`const web = new native.Certificate("web", { orderId: ${orderId} });
      exports.status = web.status; exports.order = native.getOrderOutput({ orderId: web.id }).status;`),
    config: central.config,
  });
  await install(stack);
  expect((await stack.cli(["plugin", "ls", "--json"])).stdout).toContain('"digicert"');

  expect((await stack.preview()).row("web")).toMatch(/create adopt: certificate \d+, .*; nothing will be sent/);
  await stack.up();

  expect(await stack.outputs()).toEqual({ status: "issued", order: "issued" });
  expect((await stack.preview({ args: ["--refresh", "--expect-no-changes"] })).code).toBe(0);
  expect(await central.writes()).toEqual([]);
});

describe("other ways to it, each of docs/guides/native.md that works with the hosts that can be had here", () => {
  const folder = join(made, "digicert");
  const hosts = join(root, "hosts");
  const path = [hosts, process.env["PULUMI_DIGICERT_ENGINE_BIN"] ?? "", dirname(process.execPath), "/usr/bin", "/bin"];
  beforeAll(async () => {
    mkdirSync(hosts);
    symlinkSync(await ensureGoTool("language-yaml"), join(hosts, "pulumi-language-yaml"));
  });
  const inNode = (orderId: number) => program(`new native.Certificate("web", { orderId: ${orderId} });`);
  const inYaml = (orderId: number): string =>
    `name: engine-test\nruntime: yaml\nresources:\n  web: { type: "digicert:Certificate", properties: { orderId: ${orderId} } }\n`;

  const nothing = async (_: Stack): Promise<unknown> => undefined;

  test.each<[string, (orderId: number) => StackOptions, typeof nothing]>([
    [
      "`packages` names the folder",
      (orderId) => ({
        program: inNode(orderId),
        files: { "Pulumi.yaml": `name: engine-test\nruntime: nodejs\npackages: { digicert: ${folder} }\n` },
      }),
      nothing,
    ],
    [
      "the executable is on the PATH, as the package's `plugin` folder may be",
      (orderId) => ({
        program: inNode(orderId),
        env: { PATH: [resolve(REPOSITORY, "plugin"), ...path].join(delimiter) },
      }),
      nothing,
    ],
    [
      "`package add` names the executable, which is on the PATH",
      (orderId) => ({
        files: { "Pulumi.yaml": inYaml(orderId) },
        ownPackages: true,
        env: { PATH: [folder, ...path].join(delimiter) },
      }),
      (stack) => stack.cli(["package", "add", join(folder, "pulumi-resource-digicert")]),
    ],
  ])("%s", async (_, optionsFor, prepare) => {
    const central = await certCentral();
    const { orderId } = await central.makeOrder({ commonName: "www.example.com" });
    const stack = await stackFor({ ...optionsFor(orderId), config: central.config });
    await prepare(stack);

    expect((await stack.preview()).row("web")).toMatch(/create adopt: certificate \d+, .*; nothing will be sent/);
  });
});

test("a process that was started before is attached to, by one command after the other, and speaks to each", async () => {
  const plugin = spawn(process.execPath, [join(made, "digicert", "pulumi-resource-digicert")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const port = await new Promise((said) => createInterface({ input: plugin.stdout }).once("line", said));
    const central = await certCentral();
    const { orderId } = await central.makeOrder({ commonName: "www.example.com" });
    const { csr } = await makeKey();
    const stack = await stackFor({
      program: program(`new native.Certificate("web", { orderId: ${orderId}, csr: ${JSON.stringify(csr)} });`),
      config: central.config,
      env: { PULUMI_DEBUG_PROVIDERS: `digicert:${port}` },
    });

    expect((await stack.preview()).row("web")).toMatch(/create reissue of order \d+: it carries another key/);
    // It asks the engine right before it sends something.
    await stack.up();

    expect(await central.writes()).toEqual([`POST /order/certificate/${orderId}/reissue`]);
  } finally {
    plugin.kill();
  }
});

test("a certificate that changes its door without the alias is made anew beside the old one, and nothing is revoked", async () => {
  const central = await certCentral();
  const { orderId } = await central.makeOrder({ commonName: "www.example.com" });
  const { csr } = await makeKey();
  const other = await central.makeOrder({ commonName: "other.example.com" });
  const stack = await stackFor({
    program: program(`new dynamic.Certificate("web", { orderId: ${orderId}, csr: ${JSON.stringify(csr)} });`),
    config: central.config,
  });
  await install(stack);
  await stack.up();
  const sent = await central.writes();
  // It had it issued: a destroy would revoke it.
  expect(sent).toEqual([`POST /order/certificate/${orderId}/reissue`]);

  stack.rewrite(
    program(`new dynamic.Certificate("other", { orderId: ${other.orderId} });
      new native.Certificate("renamed", { orderId: ${orderId}, csr: ${JSON.stringify(csr)} });`),
  );
  const up = await stack.up();

  expect(up.changes).toMatchObject({ create: 2, delete: 1 });
  expect(await central.writes()).toEqual(sent);
  expect((await stack.resource("renamed")).outputs).toMatchObject({ status: "issued" });
});
