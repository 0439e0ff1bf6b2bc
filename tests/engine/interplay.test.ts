import { type CertCentral, certCentral } from "./support/certcentral";
import { type Stack, stackFor } from "./support/harness";
import { type Key, makeKey, rsa3072 } from "./support/keys";

/*
 * What Pulumi's own options and commands do to a certificate.
 */

let central: CertCentral;
let key: Key;

beforeEach(async () => {
  central = await certCentral();
  key = await makeKey();
});

const program = (inputs: object, options = "{}", name = "web") => `
  const { Certificate } = require("pulumi-digicert");
  const web = new Certificate(${JSON.stringify(name)}, ${JSON.stringify(inputs)}, ${options});
`;
const stackOf = (inputs: object, options?: string): Promise<Stack> =>
  stackFor({ program: program(inputs, options), config: central.config });
const reissueOf = (orderId: number) => `POST /order/certificate/${orderId}/reissue`;

test("ignoreChanges keeps a changed input from reissuing", async () => {
  const { orderId } = await central.makeOrder({ commonName: "www.example.com", csr: key.csr });
  const stack = await stackOf({ orderId, csr: key.csr });
  await stack.up();

  stack.rewrite(program({ orderId, csr: (await makeKey()).csr }, '{ ignoreChanges: ["csr"] }'));

  expect((await stack.up()).changes).toEqual({ same: 2 });
  expect(await central.writes()).toEqual([]);
});

test("replaceOnChanges makes a new resource of the same order and revokes nothing that it keeps", async () => {
  const { orderId } = await central.makeOrder({ commonName: "www.example.com" });
  const revocation = { skipApproval: true };
  const stack = await stackOf({ orderId, csr: key.csr, revocation });
  await stack.up();
  const first = Number((await stack.resource("web")).outputs?.["certificateId"]);
  const next = await makeKey();

  stack.rewrite(program({ orderId, csr: next.csr, revocation }, '{ replaceOnChanges: ["csr"] }'));
  await stack.up();

  const kept = (await stack.resource("web")).outputs;
  expect(kept).toMatchObject({ status: "issued", publicKeySha256: next.fingerprint });
  expect(kept?.["certificateId"]).not.toBe(first);
  expect(
    (await central.writes()).filter((call) => call.includes(`/certificate/${kept?.["certificateId"]}/revoke`)),
  ).toEqual([]);
  expect((await central.writes()).filter((call) => call.endsWith("/reissue"))).toEqual([
    reissueOf(orderId),
    reissueOf(orderId),
  ]);
});

test("protect stops a destroy, and retainOnDelete ends one without a revocation", async () => {
  const { orderId } = await central.makeOrder({ commonName: "www.example.com" });
  const inputs = { orderId, csr: key.csr };
  const stack = await stackOf(inputs, "{ protect: true }");
  await stack.up();

  expect((await stack.destroy({ fails: true })).text).toMatch(/protected/);
  stack.rewrite(program(inputs, "{ retainOnDelete: true }"));
  await stack.up();
  await stack.destroy();

  expect(await central.writes()).toEqual([reissueOf(orderId)]);
});

test("a resource renamed with an alias stays what it is, without a call", async () => {
  const { orderId } = await central.makeOrder({ commonName: "www.example.com" });
  const inputs = { orderId, csr: key.csr };
  const stack = await stackOf(inputs);
  await stack.up();
  await central.clearHistory();

  stack.rewrite(program(inputs, '{ aliases: [{ name: "web" }] }', "renamed"));

  expect((await stack.up()).changes).toEqual({ same: 2 });
  expect(await central.history()).toEqual([]);
});

test("--target touches the certificate it names and no other", async () => {
  const one = await central.makeOrder({ commonName: "one.example.com" });
  const two = await central.makeOrder({ commonName: "two.example.com" });
  const both = (csr: string) =>
    `{ ${program({ orderId: one.orderId, csr }, "{}", "one")} } { ${program({ orderId: two.orderId, csr }, "{}", "two")} }`;
  const stack = await stackFor({ program: both(key.csr), config: central.config });
  await stack.up();
  await central.clearHistory();
  stack.rewrite(both((await makeKey()).csr));

  await stack.up({ args: ["--target", (await stack.resource("one")).urn] });

  expect(await central.writes()).toEqual([reissueOf(one.orderId)]);
});

test("whatever input is unknown in a preview, it is planned and never an error", async () => {
  const { orderId } = await central.makeOrder({ commonName: "www.example.com", csr: key.csr });
  const given = {
    csr: key.csr,
    commonName: "www.example.com",
    dnsNames: ["www.example.com"],
    signatureHash: "sha256",
    triggers: [1],
    validityDays: 100,
    onDelete: "retain",
    revocation: { reason: "superseded" },
    timeouts: { issuance: 60 },
    minDaysRemaining: 5,
    comments: "words",
    allowSanRemoval: false,
  };
  const stack = await stackOf({ orderId, ...given });
  await stack.up();
  const unknowns = Object.keys(given).map(
    (input) =>
      `new Certificate("web-${input}", { orderId: later(ORDERS[${JSON.stringify(input)}]), ...given, ${input}: later(given[${JSON.stringify(input)}]) });`,
  );
  const orders: Record<string, number> = {};
  for (const input of Object.keys(given))
    orders[input] = (await central.makeOrder({ commonName: "www.example.com", csr: key.csr })).orderId;
  stack.rewrite(`
    const pulumi = require("@pulumi/pulumi");
    const { Certificate } = require("pulumi-digicert");
    const given = ${JSON.stringify(given)};
    const ORDERS = ${JSON.stringify(orders)};
    class Later extends pulumi.dynamic.Resource {
      constructor(name, value) { super({ create: async (inputs) => ({ id: "x", outs: { ...inputs, out: inputs.value } }) }, name, { value, out: undefined }); }
    }
    let count = 0;
    const later = (value) => new Later("later-" + count++, value).out;
    new Certificate("web", { orderId: ${orderId}, ...given, csr: later(given.csr), dnsNames: [later("www.example.com")], revocation: { reason: later("superseded") } });
    ${unknowns.join("\n    ")}
  `);

  const preview = await stack.preview();

  expect(preview.row("web")).toMatch(/reissue: csr, dnsNames not known before it is applied/);
  await stack.up();
  expect(await central.writes()).toEqual([]);
  expect((await stack.resource("web")).outputs).toMatchObject({ status: "issued" });
});

test("code signing: issued for a key of one's own, unchanged afterwards, reissued for another key, revoked in the end", async () => {
  const [first, second] = [await rsa3072(), await rsa3072()];
  const { orderId } = await central.makeOrder({ product: "code_signing", provisioningMethod: "email" });
  const inputs = (csr: string) => ({
    orderId,
    csr,
    product: "code_signing",
    csProvisioningMethod: "email",
    revocation: { skipApproval: true },
  });
  const stack = await stackOf(inputs(first.csr));
  await stack.up();
  expect((await stack.up()).changes).toEqual({ same: 2 });

  stack.rewrite(program(inputs(second.csr)));
  expect((await stack.preview()).row("web")).toMatch(/reissue: key changed \(RSA-3072 .* → RSA-3072 .*\)/);
  await stack.up();
  expect((await stack.resource("web")).outputs).toMatchObject({
    status: "issued",
    publicKeySha256: second.fingerprint,
  });
  await stack.destroy();

  const writes = await central.writes();
  expect(writes.slice(0, 2)).toEqual([reissueOf(orderId), reissueOf(orderId)]);
  expect(writes.slice(2).every((call) => call.endsWith("/revoke"))).toBe(true);
});

test("code signing on a token: asked for once, told who has the next move, taken over when the key is there", async () => {
  const { orderId } = await central.makeOrder({ product: "code_signing", provisioningMethod: "client_app" });
  await central.setAwkward({ csProvisioningMethods: ["client_app", "email"] });
  const token = await rsa3072();
  const inputs = { orderId, product: "code_signing", csProvisioningMethod: "client_app", serverPlatformId: 1 };
  const stack = await stackOf(inputs);
  await stack.up();
  stack.rewrite(program({ ...inputs, triggers: ["a new token"], revocation: { skipApproval: true } }));

  const waiting = await stack.up({ fails: true });
  expect(waiting.text).toMatch(/waits for its key: whoever has the token/);
  expect((await stack.preview()).row("web")).toMatch(
    /resume: continues an issuance that waits for whoever has the token/,
  );
  await central.pickUp(orderId, token.csr);
  await stack.up();

  expect((await stack.resource("web")).outputs).toMatchObject({
    status: "issued",
    origin: "issued",
    publicKeySha256: token.fingerprint,
  });
  expect((await stack.up({ args: ["--refresh"] })).changes).toEqual({ same: 2 });
  expect(await central.writes()).toEqual([reissueOf(orderId)]);
});
