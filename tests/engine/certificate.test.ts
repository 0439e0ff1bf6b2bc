import { X509Certificate } from "node:crypto";
import { type CertCentral, certCentral } from "./support/certcentral";
import { stackFor } from "./support/harness";
import { type Key, makeKey } from "./support/keys";

/** A program with one certificate, `web`. */
const program = (inputs: object) => `
  const { Certificate } = require("pulumi-digicert");
  const web = new Certificate("web", ${JSON.stringify(inputs)});
  exports.certificateId = web.certificateId;
  exports.fullChainPem = web.fullChainPem;
  exports.status = web.status;
`;

let central: CertCentral;
let key: Key;

beforeEach(async () => {
  central = await certCentral();
  key = await makeKey();
});

const stackOf = (inputs: object) => stackFor({ program: program(inputs), config: central.config });
const reissueOf = (orderId: number) => `POST /order/certificate/${orderId}/reissue`;

test("an order whose certificate already is what is wanted is adopted without a write, and stays untouched without a call", async () => {
  const { orderId, certificateId } = await central.makeOrder({
    commonName: "www.example.com",
    dnsNames: ["a.example.com"],
    csr: key.csr,
  });
  const stack = await stackOf({ orderId, csr: key.csr, commonName: "www.example.com", dnsNames: ["a.example.com"] });

  await stack.up();

  expect(await central.writes()).toEqual([]);
  expect(await stack.outputs()).toMatchObject({ certificateId, status: "issued" });
  await central.clearHistory();
  expect((await stack.preview({ args: ["--expect-no-changes"] })).changes).toEqual({ same: 2 });
  expect(await central.history()).toEqual([]);
  expect((await stack.up()).changes).toEqual({ same: 2 });
  expect(await central.history()).toEqual([]);
});

test("another spelling of the same key and the same names is no change", async () => {
  const { orderId } = await central.makeOrder({
    commonName: "www.example.com",
    dnsNames: ["a.example.com", "b.example.com"],
    csr: key.csr,
  });
  const stack = await stackOf({ orderId, csr: key.csr, dnsNames: ["a.example.com", "b.example.com"] });
  await stack.up();

  stack.rewrite(
    program({
      orderId: String(orderId),
      csr: key.otherSpelling,
      dnsNames: ["B.Example.com.", "a.example.com", "WWW.example.com", "b.example.com"],
    }),
  );

  expect((await stack.up()).changes).toEqual({ same: 2 });
  expect(await central.writes()).toEqual([]);
});

test("a new key reissues once, in place, and the leaf carries it and chains to its root", async () => {
  const { orderId, certificateId } = await central.makeOrder({ commonName: "www.example.com", csr: key.csr });
  const stack = await stackOf({ orderId, csr: key.csr });
  await stack.up();
  const next = await makeKey();
  stack.rewrite(program({ orderId, csr: next.csr }));

  const preview = await stack.preview();
  expect(preview.row("web")).toMatch(/update.* reissue: key changed \(P-256 [0-9a-f]{4}… → P-256 [0-9a-f]{4}…\)/);
  expect(await central.writes()).toEqual([]);
  await stack.up();

  expect(await central.writes()).toEqual([reissueOf(orderId)]);
  expect((await stack.resource("web")).id).toBe(String(orderId));
  const outputs = await stack.outputs();
  expect(outputs["certificateId"]).not.toBe(certificateId);
  expectChain(String(outputs["fullChainPem"]), next, central.sim.rootPem);
});

test("a CSR that another resource has yet to make is planned, not refused", async () => {
  const { orderId } = await central.makeOrder({ commonName: "www.example.com" });
  const withUnknown = `
    const pulumi = require("@pulumi/pulumi");
    const { Certificate } = require("pulumi-digicert");
    class Csr extends pulumi.dynamic.Resource {
      constructor(name, text) {
        super({ create: async (inputs) => ({ id: "csr", outs: { pem: inputs.text } }), update: async (id, olds, news) => ({ outs: { pem: news.text } }), diff: async (id, olds, news) => ({ changes: olds.pem !== news.text }) }, name, { text, pem: undefined });
      }
    }
    const web = new Certificate("web", { orderId: ${orderId}, csr: new Csr("csr", TEXT).pem });
    exports.fullChainPem = web.fullChainPem;
  `;
  const stack = await stackFor({
    program: withUnknown.replace("TEXT", JSON.stringify(key.csr)),
    config: central.config,
  });
  expect((await stack.preview()).row("web")).toMatch(/^\+ .*Certificate web create/);
  await stack.up();
  expect(await central.writes()).toEqual([reissueOf(orderId)]);

  const next = await makeKey();
  stack.rewrite(withUnknown.replace("TEXT", JSON.stringify(next.csr)));
  expect((await stack.preview()).row("web")).toMatch(/update.* reissue: csr not known before it is applied/);
  await stack.up();

  expect(await central.writes()).toEqual([reissueOf(orderId), reissueOf(orderId)]);
  expectChain(String((await stack.outputs())["fullChainPem"]), next, central.sim.rootPem);
});

test("removing a name is refused, naming it, until allowSanRemoval says that the older certificates may die", async () => {
  const { orderId, certificateId } = await central.makeOrder({
    commonName: "www.example.com",
    dnsNames: ["a.example.com", "b.example.com"],
    csr: key.csr,
  });
  const inputs = { orderId, csr: key.csr, commonName: "www.example.com" };
  const stack = await stackOf({ ...inputs, dnsNames: ["a.example.com", "b.example.com"] });
  await stack.up();

  stack.rewrite(program({ ...inputs, dnsNames: ["a.example.com"] }));
  const refused = await stack.up({ fails: true });
  expect(refused.stdout).toMatch(
    /removes b\.example\.com: DigiCert would revoke every earlier certificate .* within 72 hours .*; set allowSanRemoval: true/,
  );
  expect(await central.writes()).toEqual([]);

  stack.rewrite(program({ ...inputs, dnsNames: ["a.example.com"], allowSanRemoval: true }));
  const preview = await stack.preview();
  expect(preview.stdout).toMatch(/reissue: removes b\.example\.com/);
  expect(preview.stdout).toMatch(
    new RegExp(
      `within 72 hours .* DigiCert revokes every earlier certificate of the order, among them certificate ${certificateId}, serial [0-9A-F]+, valid until \\d{4}-\\d\\d-\\d\\d`,
    ),
  );
  await stack.up();
  expect((await stack.up()).changes).toEqual({ same: 2 });

  expect(await central.writes()).toEqual([reissueOf(orderId)]);
});

test("a reissue that needs approval ends the up, names the request and what to do, and goes on after it", async () => {
  const { orderId } = await central.makeOrder({ commonName: "www.example.com", approval: true });
  const stack = await stackOf({ orderId, csr: key.csr });

  const first = await stack.up({ fails: true });
  const [request] = (await central.order(orderId)).requests.filter(({ type }) => type === "reissue");
  expect(first.stdout).toContain(`request ${request?.id} to reissue order ${orderId} waits for approval`);
  expect(first.stdout).toContain("approve it in CertCentral, then run pulumi up again");

  expect((await stack.preview()).row("web")).toContain(
    `resume: continues a request that waits for approval (request ${request?.id})`,
  );
  await central.approve(request?.id ?? 0);
  await stack.up();

  expect(await central.writes()).toEqual([reissueOf(orderId)]);
  expectChain(String((await stack.outputs())["fullChainPem"]), key, central.sim.rootPem);
  expect((await stack.up()).changes).toEqual({ same: 2 });
});

test("when the answer to the reissue is lost, there is one reissue in the end", async () => {
  const { orderId } = await central.makeOrder({ commonName: "www.example.com" });
  const stack = await stackOf({ orderId, csr: key.csr });
  await central.fault({ method: "POST", path: "/reissue", kind: "lose-answer", times: 1 });

  const first = await stack.up({ mayFail: true });
  if (first.code !== 0) await stack.up();

  expect(await central.writes()).toEqual([reissueOf(orderId)]);
  expectChain(String((await stack.outputs())["fullChainPem"]), key, central.sim.rootPem);
});

test("a certificate revoked behind our back is drift: the drift job fails and says so, and an up with refresh repairs it", async () => {
  const { orderId } = await central.makeOrder({ commonName: "www.example.com", csr: key.csr });
  const stack = await stackOf({ orderId, csr: key.csr });
  await stack.up();
  expect((await stack.preview({ args: ["--refresh", "--expect-no-changes"] })).code).toBe(0);

  await central.revoke(Number((await stack.outputs())["certificateId"]));

  const drift = await stack.preview({ args: ["--refresh", "--expect-no-changes"], fails: true });
  expect(drift.code).not.toBe(0);
  expect(drift.stdout).toMatch(/revoked/);
  await stack.up({ args: ["--refresh"] });
  expect(await central.writes()).toEqual([reissueOf(orderId)]);
  expect(await stack.outputs()).toMatchObject({ status: "issued" });
  expect((await stack.up()).changes).toEqual({ same: 2 });
});

test("destroy revokes the certificate that was issued for us, once, and leaves one alive that was only adopted", async () => {
  const ours = await central.makeOrder({ commonName: "www.example.com" });
  const found = await central.makeOrder({ commonName: "mail.example.com", csr: key.csr });
  const stack = await stackFor({
    program: `
      const { Certificate } = require("pulumi-digicert");
      new Certificate("ours", { orderId: ${ours.orderId}, csr: ${JSON.stringify(key.csr)}, revocation: { skipApproval: true } });
      new Certificate("found", { orderId: ${found.orderId}, csr: ${JSON.stringify(key.csr)} });
    `,
    config: central.config,
  });
  await stack.up();
  const issued = Number((await stack.resource("ours")).outputs?.["certificateId"]);
  await central.clearHistory();

  const destroyed = await stack.destroy();

  expect(await central.writes()).toEqual([`PUT /certificate/${issued}/revoke`]);
  expect(destroyed.stdout).toMatch(
    new RegExp(`certificate ${found.certificateId}, .* was not issued by this resource, which leaves it alone`),
  );
});

const expectChain = (fullChain: string, { fingerprint }: Key, rootPem: string): void => {
  const chain = fullChain
    .split(/(?<=-----END CERTIFICATE-----\n)/)
    .filter((pem) => pem.includes("BEGIN"))
    .map((pem) => new X509Certificate(pem));
  const [leaf] = chain;
  const spki = leaf?.publicKey.export({ type: "spki", format: "der" }) ?? Buffer.alloc(0);
  expect(require("node:crypto").createHash("sha256").update(spki).digest("hex")).toBe(fingerprint);
  const upwards = [...chain, new X509Certificate(rootPem)];
  for (const [i, certificate] of chain.entries()) {
    const issuer = upwards[i + 1];
    expect(issuer && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)).toBe(true);
  }
};
