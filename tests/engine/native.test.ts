import { resolve } from "node:path";
import { certCentral } from "./support/certcentral";
import { type Outcome, type Stack, type StackOptions, stackFor } from "./support/harness";
import { makeKey } from "./support/keys";

/*
 * The native plugin on the real engine: what its users see, and how a stack of the dynamic provider becomes one of it.
 */

const PLUGIN = `name: engine-test
runtime: nodejs
plugins:
  providers:
    - name: digicert
      path: ${resolve(__dirname, "../../plugin")}
`;
const ORDER = { commonName: "www.example.com", dnsNames: ["www.example.com", "a.example.com"] };

/** What other languages' SDKs are generated from. */
const SCHEMA = resolve(__dirname, "../../provider/front-doors/native/schema.json");

const nativeStack = (options: StackOptions): Promise<Stack> =>
  stackFor({ ...options, files: { "Pulumi.yaml": PLUGIN, ...options.files } });

const program = (from: "pulumi-digicert" | "pulumi-digicert/native", text: string): string =>
  `const digicert = require("${from}"); const pulumi = require("@pulumi/pulumi");\n${text}`;

const certificate = (args: object): string =>
  `const web = new digicert.Certificate("web", ${JSON.stringify(args)}); exports.notAfter = web.notAfter; exports.chain = web.fullChainPem;`;

test("a preview looks before a create, an import needs an id alone, and drift shows as the output that differs", async () => {
  const central = await certCentral();
  const { orderId, certificateId } = await central.makeOrder(ORDER);
  const other = await central.makeOrder({ commonName: "other.example.com" });
  const third = await central.makeOrder({ commonName: "third.example.com" });
  const gone = await central.makeOrder({ commonName: "gone.example.com" });
  await central.revoke(Number(gone.certificateId));
  const past = await central.makeOrder({ commonName: "past.example.com", state: "revoked" });
  const web = certificate({ orderId, dnsNames: ORDER.dnsNames });
  const stack = await nativeStack({ program: program("pulumi-digicert/native", web), config: central.config });

  await stack.cli(["schema", "check", SCHEMA]);
  const preview = await stack.preview();
  expect(preview.row("web")).toMatch(
    new RegExp(
      `^\\+ digicert:index:Certificate web create adopt: certificate ${certificateId}, serial .*; nothing will be sent`,
    ),
  );
  // What is adopted is known before it is.
  expect(preview.text).toMatch(/ notAfter *: "\d{4}-/);
  expect(preview.text).toMatch(/ chain *: "-----BEGIN CERTIFICATE-----/);
  await stack.up();
  expect((await stack.outputs())["notAfter"]).toEqual(expect.stringMatching(/^\d{4}-/));

  const imported = (type: string, name: string, id: string) =>
    stack.cli(
      `import digicert:index:${type} ${name} ${id} --stack test --yes --generate-code=false --protect=false --skip-preview`.split(
        " ",
      ),
    );
  await imported("Certificate", "other", String(other.orderId));
  await imported("Revocation", "gone", `certificate-${gone.certificateId}`);
  const more = `${web} new digicert.Certificate("other", { orderId: ${other.orderId} });
    new digicert.Revocation("gone", { certificateId: ${gone.certificateId} });
    exports.found = digicert.Certificate.get("found", "${other.orderId}").status;`;
  stack.rewrite(program("pulumi-digicert/native", more));
  const same = await stack.preview({ args: ["--expect-no-changes"] });
  expect(same.changes).toEqual({ same: 4 });
  const option = `${more} new digicert.Certificate("third", { orderId: ${third.orderId}, commonName: "third.example.com" }, { import: "${third.orderId}" });
    new digicert.Revocation("past", { orderId: ${past.orderId}, wholeOrder: true }, { import: "order-${past.orderId}" });`;
  stack.rewrite(program("pulumi-digicert/native", option));
  expect((await stack.preview()).changes).toMatchObject({ import: 2 });
  await stack.up();
  expect(await stack.outputs()).toMatchObject({ found: "issued" });
  expect((await stack.preview({ args: ["--expect-no-changes"] })).changes).toMatchObject({ same: 6 });
  stack.rewrite(program("pulumi-digicert/native", option.replace('"dnsNames"', '"onDelete":"retain","dnsNames"')));
  const { apiKey } = await central.makeKey({ family: "services", role: "view" });
  await stack.setConfig({ "digicert:apiKey": { secret: apiKey }, "digicert:regoin": "us" });
  expect((await stack.preview({ fails: true })).text).toContain(
    "regoin is not a setting of digicert: did you mean region?",
  );
  await stack.cli(["config", "rm", "digicert:regoin"]);
  // Another key is no other provider: nothing is made anew.
  const remembered = await stack.preview();
  expect(remembered.row("web")).toMatch(/update .*onDelete/);
  expect(remembered.changes).toMatchObject({ update: 1, same: 5 });
  // Who uses an output of it is shown no change.
  expect(remembered.text).not.toMatch(/output<|Outputs:/);
  expect(await central.writes()).toEqual([]);

  await central.revoke(Number(certificateId));
  const drift = await stack.preview({ args: ["--refresh", "--diff"] });
  expect(drift.text).toMatch(/~ status +: "issued" => "revoked"/);
  expect(drift.text).toMatch(/reissue: revoked outside of Pulumi/);
  expect(drift.steps.find(({ name, op }) => name === "web" && op === "update")?.detailedDiff).toHaveProperty("status");

  const next = await central.makeOrder({ commonName: "next.example.com" });
  stack.rewrite(program("pulumi-digicert/native", certificate({ orderId: next.orderId })));
  const moved = (await stack.preview()).rows("web").join("\n");
  expect(moved).toMatch(
    new RegExp(
      `create replacement \\[diff: ~certificateId,orderId\\]; replace: order ${orderId} replaced by order ${next.orderId}; certificate ${certificateId}, .* stays valid`,
    ),
  );
  expect(moved).toMatch(
    new RegExp(`replace \\[.*\\]; adopt: certificate ${next.certificateId}, .*; nothing will be sent`),
  );
});

test("Ctrl-C ends a wait at once, keeps what was asked for, and the next up goes on with it", async () => {
  const central = await certCentral({ slowIssuanceSeconds: [3600, 3600] });
  const { csr } = await makeKey();
  const { orderId } = await central.makeOrder(ORDER);
  const stack = await nativeStack({
    program: program("pulumi-digicert/native", certificate({ orderId, csr })),
    config: central.config,
  });

  expect((await stack.preview()).row("web")).toMatch(/web create reissue of order \d+: it carries another key/);
  const going = stack.begin("up");
  await going.says(/waiting for DigiCert to issue/);
  going.kill("SIGINT");
  const ended = await going.done;

  expect(ended.code).not.toBe(0);
  expect(ended.text).toContain("stopped, as Pulumi was asked to");
  expect(ended.text).not.toMatch(/corrupt/);
  expect((await stack.resource("web")).outputs).toMatchObject({ status: "pending", pending: { phase: "issuing" } });

  await central.advance(3600);
  await stack.up();
  expect((await stack.resource("web")).outputs).toMatchObject({ status: "issued", pending: null });
  expect(await central.writes()).toEqual([`POST /order/certificate/${orderId}/reissue`]);
});

test("a stack of the dynamic provider is taken over by one changed import: nothing is sent, what is shown stays as it was, and secrets stay so", async () => {
  const central = await certCentral();
  const [first, second] = await Promise.all([makeKey(), makeKey()]);
  const makeOrder = (name: string, more: object = {}) =>
    central.makeOrder({ commonName: `${name}.example.com`, ...more });
  const [web, pair, old, older, waiting] = await Promise.all([
    makeOrder("www"),
    makeOrder("pair"),
    makeOrder("old"),
    makeOrder("older"),
    makeOrder("waiting", { approval: true }),
  ]);
  const [contract, theirs] = await Promise.all([central.makeContract({}), central.makeContract({})]);
  const { apiKey, baseUrl, partnerApiKey, partnerBaseUrl } = central.sim;
  const text = (csr: string, options = "") => `
    const explicit = new digicert.Provider("explicit", ${JSON.stringify({ apiKey, baseUrl, partnerApiKey, partnerBaseUrl })});
    const web = new digicert.Certificate("web", { orderId: ${web.orderId}, csr: pulumi.secret(${JSON.stringify(csr)}), waitForIssuance: false,
      superseded: { action: "revoke", afterHours: 1000 } }, {${options}});
    new digicert.CertificateValidation("valid", { certificate: web });
    new digicert.Revocation("gone", { certificateId: ${old.certificateId}, orderId: ${old.orderId}, skipApproval: true });
    exports.kid = new digicert.AcmeCredentials("acme", { acmeContractId: ${contract.acmeContractId} }).kid;
    class Site extends pulumi.ComponentResource { constructor() { super("my:Site", "site");
      const opts = { parent: this, provider: explicit };
      const pair = new digicert.Certificate("pair", { orderId: ${pair.orderId} }, opts);
      new digicert.CertificateValidation("pairValid", { certificate: pair }, opts);
      new digicert.Certificate("waiting", { orderId: ${waiting.orderId}, csr: ${JSON.stringify(first.csr)}, waitForIssuance: false }, opts);
      new digicert.Revocation("olderGone", { certificateId: ${older.certificateId}, orderId: ${older.orderId} }, opts);
      new digicert.AcmeCredentials("acmeOfSite", { acmeContractId: ${theirs.acmeContractId} }, opts);
    } }
    new Site();`;
  const dynamic = (options?: string) => program("pulumi-digicert", text(second.csr, options));
  const native = program("pulumi-digicert/native", text(second.csr));
  const stack = await nativeStack({
    program: program("pulumi-digicert", text(first.csr)),
    config: central.config,
  });
  await stack.up();
  // The second certificate leaves the first in the ledger of what is to be revoked.
  stack.rewrite(dynamic());
  await stack.up();
  await stack.up();
  const before = await stack.state();
  const outputsOf = async (name: string) => (await stack.resource(name)).outputs;
  const ledger = (await outputsOf("web"))?.["supersededCertificates"];
  expect(ledger).toEqual([expect.objectContaining({ certificateId: expect.any(Number) })]);
  const shown = (outcome: Outcome) =>
    Object.fromEntries(outcome.steps.filter(({ type }) => !/providers/.test(type)).map(({ name, op }) => [name, op]));
  const ofDynamic = await stack.preview();
  const kid = (await stack.outputs())["kid"];
  const sent = await central.writes();

  stack.rewrite(native);
  const preview = await stack.preview();
  expect(shown(preview)).toEqual(shown(ofDynamic));
  expect(shown(preview)).toMatchObject({ web: "same", waiting: "update", olderGone: "update" });
  expect(preview.row("waiting")).toMatch(/ resume: continues a request that waits for approval/);
  const up = await stack.up();
  expect(shown(up)).toEqual(shown(ofDynamic));

  expect(await central.writes()).toEqual(sent);
  const after = await stack.state();
  const typesOf = ({ deployment: { resources = [] } }: typeof after) =>
    resources.map(({ type }) => type).filter((type) => /digicert/.test(type) && !/providers/.test(type));
  expect(typesOf(after)).toHaveLength(9);
  expect(typesOf(after).every((type) => type.startsWith("digicert:index:"))).toBe(true);
  expect(typesOf(before).every((type) => type.startsWith("pulumi-nodejs:dynamic/digicert:"))).toBe(true);
  expect(await outputsOf("web")).toMatchObject({ supersededCertificates: ledger });
  expect(await outputsOf("waiting")).toMatchObject({ status: "pending", pending: { phase: "approval" } });
  expect((await stack.outputs())["kid"]).toBe(kid);
  const pairs = await Promise.all([contract, theirs].map(({ acmeContractId }) => central.contract(acmeContractId)));
  const secrets = pairs.flatMap(({ credentials }) => credentials).flatMap(({ kid, hmacKey }) => [kid, hmacKey]);
  expect(secrets).toContain(kid);
  for (const secret of [...secrets, apiKey, partnerApiKey, second.csr.split("\n")[2] ?? ""])
    expect(stack.storedText()).not.toContain(secret);

  const { requests } = await central.order(waiting.orderId);
  await central.approve(requests.at(-1)?.id ?? 0);
  await stack.up();
  expect(await outputsOf("waiting")).toMatchObject({ status: "issued", pending: null });
  expect(await central.writes()).toEqual(sent);

  stack.rewrite(dynamic('aliases: [{ type: "digicert:index:Certificate" }]'));
  expect((await stack.preview({ fails: true })).text).toContain("there is no way back from it");
  stack.rewrite(dynamic());
  const back = await stack.preview();
  expect(back.changes).toMatchObject({ create: 10, delete: 10 });
  stack.rewrite(native);
  await stack.destroy();
  expect((await central.writes()).length).toBeGreaterThan(sent.length);
});
