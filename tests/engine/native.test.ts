import { resolve } from "node:path";
import { certCentral } from "./support/certcentral";
import { type Stack, type StackOptions, stackFor } from "./support/harness";
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
  expect(await central.writes()).toEqual([]);

  await central.revoke(Number(certificateId));
  const drift = await stack.preview({ args: ["--refresh", "--diff"] });
  expect(drift.text).toMatch(/~ status +: "issued" => "revoked"/);
  expect(drift.text).toMatch(/reissue: revoked outside of Pulumi/);
  expect(drift.steps.find(({ name, op }) => name === "web" && op === "update")?.detailedDiff).toHaveProperty("status");
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

test("a stack of the dynamic provider is taken over by one changed import: nothing is sent, nothing changes, and its secrets stay so", async () => {
  const central = await certCentral();
  const { csr } = await makeKey();
  const orders = await Promise.all(
    ["www", "pair", "old"].map((name) => central.makeOrder({ commonName: `${name}.example.com` })),
  );
  const [web, pair, old] = orders.map(({ orderId }) => orderId);
  const { acmeContractId } = await central.makeContract({});
  const text = `
    const explicit = new digicert.Provider("explicit", { apiKey: ${JSON.stringify(central.sim.apiKey)}, baseUrl: ${JSON.stringify(central.sim.baseUrl)} });
    const web = new digicert.Certificate("web", { orderId: ${web}, csr: pulumi.secret(${JSON.stringify(csr)}), waitForIssuance: false });
    new digicert.CertificateValidation("valid", { certificate: web });
    class Site extends pulumi.ComponentResource { constructor() { super("my:Site", "site"); new digicert.Certificate("pair", { orderId: ${pair} }, { parent: this, provider: explicit }); } }
    new Site();
    new digicert.Revocation("gone", { certificateId: ${orders[2]?.certificateId}, orderId: ${old}, skipApproval: true });
    exports.kid = new digicert.AcmeCredentials("acme", { acmeContractId: ${acmeContractId} }).kid;`;
  const stack = await nativeStack({ program: program("pulumi-digicert", text), config: central.config });
  await stack.up();
  // The certificate is issued by now, and validated: this one takes it.
  await stack.up();
  const before = await stack.state();
  const kid = (await stack.outputs())["kid"];
  const sent = await central.writes();

  stack.rewrite(program("pulumi-digicert/native", text));
  const preview = await stack.preview();
  expect(preview.steps.filter(({ op }) => op !== "same")).toEqual([]);
  const up = await stack.up();
  expect(up.steps.filter(({ op }) => op !== "same")).toEqual([]);

  expect(await central.writes()).toEqual(sent);
  const after = await stack.state();
  const typesOf = ({ deployment: { resources = [] } }: typeof after) =>
    resources.map(({ type }) => type).filter((type) => /digicert/.test(type) && !/providers/.test(type));
  expect(typesOf(after)).toHaveLength(5);
  expect(typesOf(after).every((type) => type.startsWith("digicert:index:"))).toBe(true);
  expect(typesOf(before).every((type) => type.startsWith("pulumi-nodejs:dynamic/digicert:"))).toBe(true);
  expect((await stack.outputs())["kid"]).toBe(kid);
  expect(stack.storedText()).not.toContain(String(kid));
  expect(stack.storedText()).not.toContain(central.sim.apiKey);
  expect((await stack.preview({ args: ["--refresh", "--expect-no-changes"] })).code).toBe(0);
  await stack.destroy();
  expect((await central.writes()).length).toBeGreaterThan(sent.length);
});
