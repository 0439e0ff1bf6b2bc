import { type CertCentral, certCentral } from "./support/certcentral";
import { type Stack, stackFor } from "./support/harness";
import { csrWith, type Key, makeKey } from "./support/keys";

/*
 * What people do: approve, reject, change their minds, ask at the same time, rename, rotate keys, walk away.
 */

let central: CertCentral;
let key: Key;

beforeEach(async () => {
  central = await certCentral();
  key = await makeKey();
});

const program = (inputs: object, name = "web") => `
  const { Certificate } = require("pulumi-digicert");
  new Certificate(${JSON.stringify(name)}, ${JSON.stringify(inputs)});
`;
const stackOf = (inputs: object): Promise<Stack> => stackFor({ program: program(inputs), config: central.config });
const reissueOf = (orderId: number) => `POST /order/certificate/${orderId}/reissue`;
const reissueRequests = async (orderId: number) =>
  (await central.order(orderId)).requests.filter(({ type }) => type === "reissue");
const written = async (pattern: RegExp) => (await central.writes()).filter((call) => pattern.test(call));

test("a rejected request is told by whom and why, is not asked again, and is asked anew after a change", async () => {
  const { orderId } = await central.makeOrder({ commonName: "www.example.com", approval: true });
  const stack = await stackOf({ orderId, csr: key.csr });
  await stack.up({ fails: true });
  const [request] = await reissueRequests(orderId);
  await central.reject(request?.id ?? 0, "not before Monday");

  const told = await stack.up({ fails: true });
  expect(told.text).toMatch(
    new RegExp(`request ${request?.id} to reissue order ${orderId} was rejected by .+: "not before Monday"`),
  );
  const again = await stack.up({ fails: true });
  expect(again.text).toContain("the same request is not sent again");
  expect(await central.writes()).toEqual([reissueOf(orderId)]);

  stack.rewrite(program({ orderId, csr: key.csr, triggers: ["Monday"] }));
  await stack.up({ fails: true });
  const [, second] = await reissueRequests(orderId);
  await central.approve(second?.id ?? 0);
  await stack.up();
  expect(await central.writes()).toEqual([reissueOf(orderId), reissueOf(orderId)]);
});

test("another wish while our request waits: ours is cancelled and one new one is made", async () => {
  const { orderId } = await central.makeOrder({ commonName: "www.example.com", approval: true });
  const stack = await stackOf({ orderId, csr: key.csr });
  await stack.up({ fails: true });
  const [first] = await reissueRequests(orderId);

  const other = await makeKey();
  stack.rewrite(program({ orderId, csr: other.csr }));
  expect((await stack.preview()).row("web")).toMatch(/reissue: key changed/);
  await stack.up({ fails: true });

  expect(await central.writes()).toEqual([reissueOf(orderId), `PUT /request/${first?.id}/status`, reissueOf(orderId)]);
  const [, second] = await reissueRequests(orderId);
  await central.approve(second?.id ?? 0);
  await stack.up();
  expect((await stack.resource("web")).outputs).toMatchObject({
    status: "issued",
    publicKeySha256: other.fingerprint,
  });
});

test("a colleague's pending request is named and left alone", async () => {
  const { orderId } = await central.makeOrder({ commonName: "www.example.com" });
  const { requestId } = await central.reissue(orderId, { approval: true, dnsNames: ["theirs.example.com"] });
  const stack = await stackOf({ orderId, csr: key.csr });

  const blocked = await stack.up({ fails: true });

  expect(blocked.text).toMatch(
    new RegExp(
      `order ${orderId} has a pending reissue that is not ours: .*request ${requestId}.*theirs\\.example\\.com`,
    ),
  );
  expect(await central.writes()).toEqual([]);
});

test("a resource renamed without an alias revokes nothing", async () => {
  const { orderId } = await central.makeOrder({ commonName: "www.example.com" });
  const inputs = { orderId, csr: key.csr };
  const stack = await stackOf(inputs);
  await stack.up();

  stack.rewrite(program(inputs, "renamed"));
  const renamed = await stack.up();

  expect(renamed.text).toContain("nothing is revoked, for resource renamed has taken its place");
  expect(await central.writes()).toEqual([reissueOf(orderId)]);
});

test("two resources on one order are refused before anything is sent", async () => {
  const { orderId } = await central.makeOrder({ commonName: "www.example.com" });
  const stack = await stackFor({
    program: `{ ${program({ orderId, csr: key.csr })} } { ${program({ orderId }, "again")} }`,
    config: central.config,
  });

  const refused = await stack.preview({ fails: true });

  expect(refused.text).toMatch(
    new RegExp(`order ${orderId} is also named by resource \\w+: .*; remove one of them, or make one a duplicate`),
  );
  expect(await central.writes()).toEqual([]);
});

test("another order: the preview says that the old certificate stays, and it is superseded until the resource goes", async () => {
  const old = await central.makeOrder({ commonName: "www.example.com" });
  const next = await central.makeOrder({ commonName: "www.example.com" });
  const inputs = { csr: key.csr, revocation: { skipApproval: true } };
  const stack = await stackOf({ orderId: old.orderId, ...inputs });
  await stack.up();
  const issued = Number((await stack.resource("web")).outputs?.["certificateId"]);

  stack.rewrite(program({ orderId: next.orderId, ...inputs }));
  expect((await stack.preview()).text).toMatch(
    new RegExp(
      `replace: order ${old.orderId} replaced by order ${next.orderId}; certificate ${issued}, .* stays valid, among supersededCertificates`,
    ),
  );
  await stack.up();
  expect(await central.writes()).toEqual([reissueOf(old.orderId), reissueOf(next.orderId)]);

  const { outputs } = await stack.resource("web");
  await stack.destroy();
  expect((await central.writes()).slice(2)).toEqual([
    `PUT /certificate/${issued}/revoke`,
    `PUT /certificate/${outputs?.["certificateId"]}/revoke`,
  ]);
});

test("a renewed order: the resource that is pointed at the renewal adopts its certificate, revokes nothing, and keeps what it had issued", async () => {
  const old = await central.makeOrder({ commonName: "www.example.com" });
  const inputs = { csr: key.csr, superseded: { action: "revoke", afterHours: 72 } };
  const stack = await stackOf({ orderId: old.orderId, ...inputs });
  await stack.up();
  const issued = Number((await stack.resource("web")).outputs?.["certificateId"]);
  const { renewedBy } = await central.renew(old.orderId, { csr: key.csr });
  await central.clearHistory();

  stack.rewrite(program({ orderId: renewedBy, ...inputs }));
  const renewed = await stack.up();

  expect(renewed.text).toMatch(/adopted: certificate \d+, .*; nothing was sent/);
  const { id, outputs } = await stack.resource("web");
  expect(id).toBe(String(renewedBy));
  expect(outputs).toMatchObject({
    status: "issued",
    origin: "adopted",
    certificateId: (await central.order(renewedBy ?? 0)).certificates[0]?.id,
    supersededCertificates: [{ certificateId: issued, orderId: old.orderId }],
  });
  expect((await stack.up({ args: ["--refresh"] })).changes).toEqual({ same: 2 });
  expect(await central.writes()).toEqual([]);
  expect((await central.order(old.orderId)).certificates.find(({ id }) => id === issued)?.status).toBe("issued");
});

test("a first create that never finished leaves nothing revoked when it is destroyed", async () => {
  const { orderId } = await central.makeOrder({ commonName: "www.example.com", approval: true });
  const stack = await stackOf({ orderId, csr: key.csr });
  await stack.up({ fails: true });

  await stack.destroy();

  expect(await written(/revoke/)).toEqual([]);
  expect((await central.order(orderId)).certificates.map(({ status }) => status)).toContain("issued");
});

test("a refresh with another account's key is an error and removes nothing from state", async () => {
  const { orderId } = await central.makeOrder({ commonName: "www.example.com", csr: key.csr });
  const stack = await stackOf({ orderId, csr: key.csr });
  await stack.up();
  const { apiKey: foreign } = await central.makeKey({ family: "services", role: "admin", account: "another" });
  await stack.setConfig({ "digicert:apiKey": { secret: foreign } });

  const refreshed = await stack.refresh({ args: ["--run-program"], fails: true });

  expect(refreshed.text).toContain(`order ${orderId} is not visible to this API key`);
  expect((await stack.resource("web")).outputs).toMatchObject({ status: "issued" });
});

describe("with a key that may not skip approvals", () => {
  test.each([
    ["asks, and destroy ends with a warning that names the request", {}],
    ["falls back to a request when skipping was asked for", { revocation: { skipApproval: true } }],
  ])("revocation %s", async (_, settings) => {
    await central.setAwkward({ approvalGate: true });
    const { orderId } = await central.makeOrder({ commonName: "www.example.com", csr: key.csr, approval: true });
    const { apiKey: standard } = await central.makeKey({ family: "services", role: "standard" });
    const stack = await stackFor({
      program: program({ orderId, csr: key.csr, onDelete: "revoke", ...settings }),
      config: { ...central.config, "digicert:apiKey": { secret: standard } },
    });
    await stack.up();

    const destroyed = await stack.destroy();

    const [request] = (await central.order(orderId)).requests.filter(({ type }) => type === "revoke");
    expect(destroyed.text).toContain(`not revoked yet: request ${request?.id} waits for an administrator`);
    expect((await central.order(orderId)).certificates[0]?.status).toBe("issued");
  });
});

test("awaitApproval: destroy waits until an administrator has approved the revocation", async () => {
  const { orderId } = await central.makeOrder({ commonName: "www.example.com", csr: key.csr });
  const stack = await stackOf({ orderId, csr: key.csr, onDelete: "revoke", revocation: { awaitApproval: true } });
  await stack.up();

  const going = stack.begin("destroy");
  await going.says(/request \d+ waits for an administrator/);
  const [request] = (await central.order(orderId)).requests.filter(({ type }) => type === "revoke");
  await central.approve(request?.id ?? 0);
  const destroyed = await going.done;

  expect(destroyed.code).toBe(0);
  expect(destroyed.text).toContain(`is revoked: request ${request?.id} was approved`);
  expect((await central.order(orderId)).certificates[0]?.status).toBe("revoked");
});

test("after the key was rotated, destroy says --run-program, and with it works", async () => {
  const { orderId } = await central.makeOrder({ commonName: "www.example.com" });
  const { apiKey: next } = await central.makeKey({ family: "services", role: "admin" });
  const stack = await stackFor({
    program: program({ orderId, csr: key.csr, revocation: { skipApproval: true } }),
    config: central.config,
  });
  await stack.up();
  const issued = Number((await stack.resource("web")).outputs?.["certificateId"]);
  await central.withdrawKey(central.sim.apiKey);
  await stack.setConfig({ "digicert:apiKey": { secret: next } });

  const refused = await stack.destroy({ fails: true });
  expect(refused.text).toContain("--run-program");
  await stack.destroy({ args: ["--run-program"] });

  expect(await written(/revoke/)).toContain(`PUT /certificate/${issued}/revoke`);
});

test("two providers with keys of their own act each on its own account", async () => {
  const here = await central.makeOrder({ commonName: "www.example.com" });
  const there = await central.makeOrder({ commonName: "www.example.org", account: "another" });
  const { apiKey: foreign } = await central.makeKey({ family: "services", role: "admin", account: "another" });
  const stack = await stackFor({
    program: `
      const pulumi = require("@pulumi/pulumi");
      const { Certificate, Provider } = require("pulumi-digicert");
      const config = new pulumi.Config("digicert");
      const baseUrl = ${JSON.stringify(central.sim.baseUrl)};
      const another = new Provider("another", { apiKey: new pulumi.Config().requireSecret("anotherKey"), baseUrl });
      new Certificate("here", { orderId: ${here.orderId}, csr: ${JSON.stringify(key.csr)} });
      new Certificate("there", { orderId: ${there.orderId}, csr: ${JSON.stringify(key.csr)} }, { provider: another });
    `,
    config: { ...central.config, "engine-test:anotherKey": { secret: foreign } },
  });

  await stack.up();

  expect((await central.writes()).sort()).toEqual([reissueOf(here.orderId), reissueOf(there.orderId)].sort());
  expect(stack.storedText()).not.toContain(foreign);
  expect((await stack.preview({ args: ["--expect-no-changes"] })).code).toBe(0);
});

test("no secret shows anywhere: not the key, not a pasted private key, not a secret CSR", async () => {
  const { orderId } = await central.makeOrder({ commonName: "www.example.com" });
  const secretCsr = `
    const pulumi = require("@pulumi/pulumi");
    const { Certificate } = require("pulumi-digicert");
    new Certificate("web", { orderId: ${orderId}, csr: pulumi.secret(CSR) });
  `;
  const stack = await stackFor({ program: secretCsr.replace("CSR", JSON.stringify(key.csr)), config: central.config });
  const body = key.csr.split("\n")[2] ?? "";
  const texts = [(await stack.up()).text, (await stack.preview({ args: ["--diff"] })).text];

  expect(stack.storedText()).not.toContain(body);
  expect(stack.storedText()).not.toContain(central.sim.apiKey);
  const canary = "Q0FOQVJZ".repeat(12);
  stack.rewrite(
    secretCsr.replace("CSR", JSON.stringify(`-----BEGIN PRIVATE KEY-----\n${canary}\n-----END PRIVATE KEY-----\n`)),
  );
  const pasted = await stack.up({ fails: true });
  expect(pasted.text).toContain("this is a private key");
  texts.push(pasted.text, JSON.stringify(pasted.events), JSON.stringify(await central.history()));
  for (const text of texts) {
    expect(text).not.toContain(canary);
    expect(text).not.toContain(central.sim.apiKey);
  }
  expect(texts[0]).not.toContain(body);
});

test("what a CSR carries inside shows nowhere, in no spelling", async () => {
  const { orderId } = await central.makeOrder({ commonName: "www.example.com" });
  const canaries = ["canary-password-7d1f", "canary-extension-93ab"] as const;
  const csr = await csrWith(...canaries);
  const secret = (text: string) => `
    const pulumi = require("@pulumi/pulumi");
    const { Certificate } = require("pulumi-digicert");
    new Certificate("web", { orderId: ${orderId}, csr: pulumi.secret(${JSON.stringify(text)}) });
  `;
  const stack = await stackFor({ program: secret(csr), config: central.config });
  const said: { readonly text: string }[] = [
    await stack.up(),
    await stack.preview({ args: ["--diff"] }),
    await stack.refresh(),
  ];
  await central.fault({ method: "POST", path: "/reissue", kind: "status:400", times: 1 });
  stack.rewrite(secret(await csrWith(...canaries)));
  said.push(await stack.up({ fails: true }));
  stack.rewrite(secret(csr.replace("CERTIFICATE REQUEST", "CERTIFICATE REQUES")));
  said.push(await stack.up({ fails: true }), await stack.cli(["stack", "history"]));

  const body = csr.replace(/-----[^-]+-----|\s/g, "");
  const spellings = canaries.flatMap((text) => [text, Buffer.from(text).toString("hex")]);
  const texts = [...said.map((outcome) => `${outcome.text}${JSON.stringify(outcome)}`), stack.storedText()];
  for (const text of texts) {
    for (const spelling of [...spellings, body.slice(40, 100)]) expect(text).not.toContain(spelling);
  }
  expect(stack.storedText()).toContain("ciphertext");
});

test("an order's certificate and a duplicate of it in one up: one after the other, each with its own key", async () => {
  const { orderId } = await central.makeOrder({ commonName: "www.example.com" });
  await central.setAwkward({ slowIssuanceSeconds: [2, 2] });
  const other = await makeKey();
  const both = `
    const { Certificate } = require("pulumi-digicert");
    new Certificate("web", ${JSON.stringify({ orderId, csr: key.csr })});
    new Certificate("mail", ${JSON.stringify({ orderId, csr: other.csr, storeReissueAsDuplicate: true })});
  `;
  const stack = await stackFor({ program: both, config: central.config });

  await stack.up();

  expect(await written(/reissue$/)).toHaveLength(2);
  expect((await stack.resource("web")).outputs).toMatchObject({ status: "issued", publicKeySha256: key.fingerprint });
  expect((await stack.resource("mail")).outputs).toMatchObject({ publicKeySha256: other.fingerprint });
  expect((await stack.up({ args: ["--refresh"] })).changes).toEqual({ same: 3 });
});
