import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CertCentral, certCentral } from "./support/certcentral";
import { type Stack, stackFor } from "./support/harness";
import { type Key, makeKey } from "./support/keys";

/*
 * docs/guides/moving-certificates.md, row by row: what Pulumi's commands on state do to a certificate.
 */

let central: CertCentral;
let key: Key;
let orderId: number;
let stack: Stack;

const program = (more = {}, options = "{}", name = "web") => `
  const pulumi = require("@pulumi/pulumi");
  const { Certificate } = require("pulumi-digicert");
  class Site extends pulumi.ComponentResource { constructor() { super("my:Site", "site"); } }
  new Certificate(${JSON.stringify(name)}, ${JSON.stringify({ orderId, csr: key.csr, revocation: { skipApproval: true }, ...more })}, ${options});
`;
const REISSUE = () => `POST /order/certificate/${orderId}/reissue`;
const urnOf = async (name: string): Promise<string> => (await stack.resource(name)).urn;
const state = (command: string, ...args: string[]) =>
  stack.cli(["state", command, "--stack", "test", "--yes", ...args]);

/** A stack with a certificate that it had issued. */
beforeEach(async () => {
  central = await certCentral();
  key = await makeKey();
  ({ orderId } = await central.makeOrder({ commonName: "www.example.com" }));
  stack = await stackFor({ program: program(), config: central.config });
  await stack.up();
  expect(await central.writes()).toEqual([REISSUE()]);
  await central.clearHistory();
});

test("wherever its state goes, under another name, into a component, with its stack, to another stack, it is the same, without a call", async () => {
  const quiet = async (on = "test") => {
    await stack.cli(["up", "--stack", on, "--yes", "--skip-preview", "--expect-no-changes"]);
    expect(await central.history()).toEqual([]);
  };
  await state("rename", await urnOf("web"), "renamed");
  stack.rewrite(program({}, "{}", "renamed"));
  await quiet();

  stack.rewrite(program({}, "{ parent: new Site(), aliases: [{ parent: pulumi.rootStackResource }] }", "renamed"));
  expect((await stack.up()).changes).toEqual({ create: 1, same: 2 });
  stack.rewrite(program({}, "{ parent: new Site() }", "renamed"));
  await quiet();

  await stack.cli(["stack", "rename", "--stack", "test", "other"]);
  await quiet("other");
  await stack.cli(["stack", "rename", "--stack", "other", "test"]);

  await stack.cli(["stack", "init", "there"]);
  writeFileSync(join(stack.folder, "Pulumi.there.yaml"), readFileSync(join(stack.folder, "Pulumi.test.yaml"), "utf8"));
  await stack.cli([
    "state",
    "move",
    "--yes",
    "--include-parents",
    "--source",
    "test",
    "--dest",
    "there",
    await urnOf("renamed"),
  ]);
  await quiet("there");
  stack.rewrite("");
  await stack.up();
  await stack.destroy();
  expect(await central.history()).toEqual([]);
});

test("a state that is older than its order, or lost what it held: what was issued meanwhile is taken over, and nothing is asked for twice", async () => {
  const before = await stack.state();
  const next = await makeKey();
  stack.rewrite(program({ csr: next.csr }));
  await stack.up();
  const newest = (await stack.resource("web")).outputs?.["certificateId"];

  await stack.setState(before);
  await stack.up();
  expect((await stack.resource("web")).outputs).toMatchObject({ certificateId: newest, origin: "issued" });

  const { version, deployment } = await stack.state();
  const without = ({ certificateId: _, ...outputs }: Readonly<Record<string, unknown>>) => outputs;
  const resources = deployment.resources?.map((each) =>
    each.type.endsWith(":Certificate") ? { ...each, outputs: without(each.outputs ?? {}) } : each,
  );
  await stack.setState({ version, deployment: { ...deployment, resources: resources ?? [] } });
  expect((await stack.up()).text).toMatch(new RegExp(`adopted: certificate ${newest}, .*; nothing was sent`));
  expect(await central.writes()).toEqual([REISSUE()]);
});

test("tainted, it is replaced and lives on; forgotten, it is found again; protected, it stays; unprotected, it is revoked", async () => {
  const { certificateId } = (await stack.resource("web")).outputs ?? {};
  await state("taint", await urnOf("web"));
  expect((await stack.up()).changes).toEqual({ replace: 1, same: 1 });

  await state("delete", await urnOf("web"));
  expect((await stack.up()).changes).toEqual({ create: 1, same: 1 });
  // The request's mark tells whose it was.
  expect((await stack.resource("web")).outputs).toMatchObject({ certificateId, origin: "issued" });

  await state("protect", await urnOf("web"));
  stack.rewrite("");
  expect((await stack.up({ fails: true })).text).toContain("because it is protected");
  expect(await central.writes()).toEqual([]);

  await state("unprotect", await urnOf("web"));
  await stack.up();
  expect(await central.writes()).toEqual([`PUT /certificate/${certificateId}/revoke`]);
});
