import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, realpathSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { certCentral } from "./support/certcentral";
import { type Stack, stackFor } from "./support/harness";
import { makeKey } from "./support/keys";

/*
 * The bundled plugin, installed as those do it who have no npm package to point at, and both doors in one run.
 */

const REPOSITORY = resolve(__dirname, "../..");
const root = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-digicert-plugin-")));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const { version } = JSON.parse(readFileSync(join(REPOSITORY, "package.json"), "utf8")) as { version: string };
const made = join(root, "made");
beforeAll(() => {
  execFileSync(process.execPath, ["--import", "tsx", "scripts/plugin/main.ts", made], { cwd: REPOSITORY });
});

const install = (stack: Stack) => {
  const archive = join(made, `pulumi-resource-digicert-v${version}.tar.gz`);
  return stack.cli(["plugin", "install", "resource", "digicert", version, "--file", archive]);
};
const program = (text: string): string =>
  `const dynamic = require("pulumi-digicert"); const native = require("pulumi-digicert/native");\n${text}`;

test("one file that needs Node alone is installed from its archive, and does what the package's own does", async () => {
  const central = await certCentral();
  const { orderId } = await central.makeOrder({ commonName: "www.example.com" });
  const stack = await stackFor({
    program: program(`const web = new native.Certificate("web", { orderId: ${orderId} });
      exports.status = web.status; exports.order = native.getOrder({ orderId: web.id }).status;`),
    config: central.config,
  });
  await install(stack);
  // More than half of it is Debian's list of weak keys.
  expect(statSync(join(made, "digicert/pulumi-resource-digicert")).size).toBeLessThan(6_000_000);
  expect((await stack.cli(["plugin", "ls", "--json"])).stdout).toContain('"digicert"');

  expect((await stack.preview()).row("web")).toMatch(/create adopt: certificate \d+, .*; nothing will be sent$/);
  await stack.up();

  expect(await stack.outputs()).toEqual({ status: "issued", order: "issued" });
  expect((await stack.preview({ args: ["--refresh", "--expect-no-changes"] })).code).toBe(0);
  expect(await central.writes()).toEqual([]);
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
