import { readdirSync } from "node:fs";
import { rootFolder } from "../../provider/claims/folder";
import { type CertCentral, certCentral } from "./support/certcentral";
import { type Stack, stackFor } from "./support/harness";
import { type Key, makeKey } from "./support/keys";

/*
 * Nothing is revoked that lives on under another name, another provider or another order.
 */

let central: CertCentral;
let key: Key;
let orderId: number;

beforeEach(async () => {
  central = await certCentral();
  key = await makeKey();
  ({ orderId } = await central.makeOrder({ commonName: "www.example.com" }));
});

const revocation = { skipApproval: true };
const inputs = (more: object = {}) => ({ orderId, csr: key.csr, revocation, ...more });

/** A program text: resources by name, and what stands before them. */
const program = (...lines: string[]) => `
  const pulumi = require("@pulumi/pulumi");
  const { Certificate, Provider, Revocation, AcmeCredentials } = require("pulumi-digicert");
  const settings = new pulumi.Config("digicert");
  const account = (name = "account") => new Provider(name, { apiKey: settings.requireSecret("apiKey"), baseUrl: settings.require("baseUrl"),
    partnerApiKey: settings.requireSecret("partnerApiKey"), partnerBaseUrl: settings.require("partnerBaseUrl") });
  class Site extends pulumi.ComponentResource {
    constructor(opts) { super("my:Site", "site", {}, opts); new Certificate("web", ${JSON.stringify(inputs())}, { parent: this }); }
  }
  ${lines.join("\n  ")}
`;
const web = (name = "web", more: object = {}, options = "{}") =>
  `new Certificate(${JSON.stringify(name)}, ${JSON.stringify(inputs(more))}, ${options});`;
const failing = `new Certificate("bad", { orderId: 999 });`;

/** A stack with a certificate that it had issued. */
const issued = async (...lines: string[]): Promise<Stack & { certificateId: number }> => {
  const stack = await stackFor({ program: program(...(lines.length > 0 ? lines : [web()])), config: central.config });
  await stack.up();
  const [certificate] =
    (await stack.state()).deployment.resources?.filter(({ type }) => type.endsWith(":Certificate")) ?? [];
  await central.clearHistory();
  return Object.assign(stack, { certificateId: Number(certificate?.outputs?.["certificateId"]) });
};
const urnOf = async (stack: Stack, name: string) => (await stack.resource(name)).urn;
const revoked = (id: number) => [`PUT /certificate/${id}/revoke`];

/** What each operation's processes have told each other lies in a folder of its own, in the stack's own folder for temporary files. */
const operationsOf = ({ env }: Stack): string[] =>
  readdirSync(rootFolder({ XDG_RUNTIME_DIR: env["TMPDIR"] })).filter((name) => /_\d+-\d+$/.test(name));

test("a certificate that goes to another provider process is left alive, and said; its preview and its update are two operations", async () => {
  const stack = await issued();
  const before = operationsOf(stack);

  stack.rewrite(program("new Site({ providers: [account()] });"));
  const moved = await stack.up({ args: ["--skip-preview=false"] });

  expect(await central.writes()).toEqual([]);
  expect(moved.text).toMatch(/nothing is revoked, for resource web has taken its place/);
  expect(operationsOf(stack).filter((name) => !before.includes(name))).toHaveLength(2);
});

test("what a certificate of another provider keeps, or may come to keep, is not revoked", async () => {
  const revocation = (id: number) =>
    `new Revocation("gone", { certificateId: ${id}, orderId: ${orderId}, skipApproval: true });`;
  const stack = await issued();

  stack.rewrite(program(revocation(stack.certificateId), web(), ""));
  expect((await stack.up({ fails: true })).text).toMatch(/(is kept by|to be kept by) (another )?resource/);
  stack.rewrite(program(revocation(stack.certificateId).replace(" });", " }, { provider: account() });"), web()));
  expect((await stack.up({ fails: true })).text).toMatch(/(is kept by|to be kept by) (another )?resource/);

  expect(await central.writes()).toEqual([]);
});

test("revokeExisting spares the pair that a resource of another provider has, whichever is registered first", async () => {
  const { acmeContractId } = await central.makeContract();
  const pair = (name: string, more: object, options = "{}") =>
    `new AcmeCredentials(${JSON.stringify(name)}, ${JSON.stringify({ acmeContractId, ...more })}, ${options});`;
  const theirs = pair("theirs", {}, "{ provider: account() }");
  const stack = await issued(theirs);
  const kept = (await stack.resource("theirs")).outputs?.["credentialId"];

  stack.rewrite(program(pair("mine", { revokeExisting: true }), theirs));
  await stack.up();
  const again = await stack.up();
  const settled = await stack.up();

  expect((await central.writes()).filter((call) => call.includes(`/revoke/${kept}`))).toEqual([]);
  // The other provider may speak up before or after: what is not known to be free waits, once, and is said.
  if (again.changes?.["update"] !== undefined)
    expect(again.text).toMatch(
      /does not revoke credential .* yet, for it may be the pair of theirs|another resource's pair, and is left to it|has NOT revoked/,
    );
  expect(settled.changes?.["update"]).toBeUndefined();
});

test("credentials that are renamed or replaced stay active for whoever still has them", async () => {
  const { acmeContractId } = await central.makeContract();
  const pair = (name: string) =>
    `new AcmeCredentials(${JSON.stringify(name)}, ${JSON.stringify({ acmeContractId, superseded: { action: "revoke", afterHours: 72 } })});`;
  const stack = await issued(pair("acme"));

  const id = async (name: string) => (await stack.resource(name)).outputs?.["credentialId"];
  const first = await id("acme");
  const replaced = await stack.up({ args: ["--replace", await urnOf(stack, "acme")] });
  const second = await id("acme");
  stack.rewrite(program(pair("renamed")));
  const renamed = await stack.up();

  expect(replaced.text).toMatch(new RegExp(`credential ${first}\\b.*: this resource leaves it alone`));
  expect(renamed.text).toMatch(new RegExp(`credential ${second}\\b.*: this resource leaves it alone`));
  expect(renamed.text).toMatch(/this resource leaves it alone, and resource renamed does not know of it/);
  expect((await central.writes()).filter((call) => call.includes("/revoke"))).toEqual([]);
});

test("a replacement whose delete was put off is not revoked by the next up", async () => {
  const stack = await issued();
  stack.rewrite(program(web(), failing));
  await stack.up({ args: ["--replace", await urnOf(stack, "web")], fails: true });
  expect((await stack.state()).deployment.resources?.filter(({ urn }) => urn.endsWith("::web"))).toHaveLength(2);

  stack.rewrite(program(web()));
  const next = await stack.up();

  expect(await central.writes()).toEqual([]);
  // Its request bears the resource's mark, and a replacement is the same resource.
  expect(next.text).toMatch(/nothing is revoked, for its replacement has taken its place/);
});

test("renamed, and applied one target after the other, or without the new one: left alive in either order, at the cost of one failing delete", async () => {
  const stack = await issued();
  const old = await urnOf(stack, "web");
  const heir = old.replace(/::web$/, "::new");
  stack.rewrite(program(web("new")));

  for (const args of [
    ["--target", old],
    ["--exclude", heir],
  ]) {
    const early = await stack.up({ args, fails: true });
    expect(early.text).toMatch(
      /nothing is revoked yet, for resource new of this program is to take over.*run pulumi up again/s,
    );
  }
  await stack.up({ args: ["--target", heir] });
  const both = await stack.state();
  const late = await stack.up({ args: ["--target", old] });

  expect(late.text).toMatch(/nothing is revoked, for resource new has taken its place/);
  await stack.setState(both);
  const destroyed = await stack.destroy({ args: ["--target", old, "--run-program"] });
  expect(destroyed.text).toMatch(/nothing is revoked, for resource new has taken its place/);
  expect(await central.writes()).toEqual([]);

  // What the README says of a run without the program.
  await stack.setState(both);
  await stack.destroy({ args: ["--target", old] });
  expect(await central.writes()).toEqual(revoked(stack.certificateId));
});

test("two accounts with an order of the same number: each resource keeps its own, and what one deletes is not the other's to hold", async () => {
  const there = await certCentral();
  const other = await there.makeOrder({ commonName: "www.example.com" });
  expect(other.orderId).toBe(orderId);
  const account = `const other = new Provider("other", { apiKey: ${JSON.stringify(there.sim.apiKey)}, baseUrl: ${JSON.stringify(there.sim.baseUrl)} });`;
  const stack = await issued(web(), account, web("there", {}, "{ provider: other }"));
  const theirs = Number((await stack.resource("there")).outputs?.["certificateId"]);
  await there.clearHistory();

  stack.rewrite(program(web(), account));
  const { text } = await stack.up();

  expect(text).not.toMatch(/has taken its place/);
  expect(await there.writes()).toEqual(revoked(theirs));
  expect(await central.writes()).toEqual([]);
});

test("an heir that cannot be made keeps the owner in state; taking it out of the program revokes, and nothing is wedged", async () => {
  const stack = await issued();
  const other = await makeKey();
  await central.fault({ method: "POST", path: "/reissue", kind: "status:400", times: 9 });
  stack.rewrite(program(web("new", { csr: other.csr })));

  for (let tries = 0; tries < 2; tries++) {
    const refused = await stack.up({ args: ["--continue-on-error"], fails: true });
    expect(refused.text).toMatch(/nothing is revoked yet, for resource new of this program is to take over/);
  }
  expect((await stack.resource("web")).outputs).toMatchObject({ certificateId: stack.certificateId });
  stack.rewrite(program());
  await stack.up();

  expect((await central.writes()).filter((call) => call.endsWith("/revoke"))).toEqual(revoked(stack.certificateId));
});

describe("destroy --run-program", () => {
  const destroy = { args: ["--run-program"] };

  test("revokes what was issued", async () => {
    const stack = await issued();

    await stack.destroy(destroy);

    expect(await central.writes()).toEqual(revoked(stack.certificateId));
  });

  test("with a pending delete: whichever of the two goes last decides, and what is left alive is said", async () => {
    const stack = await issued();
    stack.rewrite(program(web(), failing));
    await stack.up({ args: ["--replace", await urnOf(stack, "web")], fails: true });
    stack.rewrite(program(web()));

    const { text } = await stack.destroy(destroy);

    // The engine deletes both at once: the original revokes what it had issued only where its replacement is gone by then.
    const writes = await central.writes();
    if (writes.length > 0) expect(writes).toEqual(revoked(stack.certificateId));
    else expect(text).toMatch(new RegExp(`certificate ${stack.certificateId}, .* is kept by its replacement`));
  });

  test("after a renaming that was not applied: says what it waits for; without the program it revokes", async () => {
    const stack = await issued();
    stack.rewrite(program(web("new")));

    const refused = await stack.destroy({ ...destroy, fails: true });
    expect(refused.text).toContain("a destroy without --run-program asks no program");
    await stack.destroy();

    expect(await central.writes()).toEqual(revoked(stack.certificateId));
  });
});

test("deleted before it is replaced: left alive for the replacement, which takes over what was seen of it", async () => {
  const stack = await issued(web("web", {}, "{ deleteBeforeReplace: true }"));
  const next = await central.makeOrder({ commonName: "www.example.com" });

  stack.rewrite(program(web("web", { orderId: next.orderId }, "{ deleteBeforeReplace: true }")));
  await stack.up();

  expect((await central.writes()).filter((call) => call.endsWith("/revoke"))).toEqual([]);
  expect((await stack.resource("web")).outputs?.["supersededCertificates"]).toMatchObject([
    { certificateId: stack.certificateId, orderId },
  ]);
});
