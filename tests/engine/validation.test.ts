import { createHash, X509Certificate } from "node:crypto";
import { join } from "node:path";
import { exampleText, withoutLine } from "../examples/example";
import { type CertCentral, certCentral } from "./support/certcentral";
import { type Stack, stackFor } from "./support/harness";
import { type Key, makeKey } from "./support/keys";
import { nameServer, webServer } from "./support/name-server";

let central: CertCentral;
let orderId: number;
let key: Key;
const NAMES = ["www.example.com", "api.example.com", "example.org"];

beforeEach(async () => {
  central = await certCentral({ dcvGate: true });
  key = await makeKey();
  ({ orderId } = await central.makeOrder({ product: "ssl_dv_geotrust_flex", commonName: "www.example.com" }));
});

const REISSUE = (): string => `POST /order/certificate/${orderId}/reissue`;
const CHECK = (): string => `PUT /order/certificate/${orderId}/check-dcv`;

interface Published {
  readonly stack: Stack;
  /** From now on DigiCert finds the name server and the web server that the program publishes on. */
  readonly connect: () => Promise<{ readonly asked: readonly string[] }>;
}

const withServers = async (dcvMethod: string, more: Record<string, string> = {}): Promise<Published> => {
  const stack = await stackFor({
    folder: "examples/dns-validation",
    files: { "web.csr": key.csr },
    config: {
      ...central.config,
      orderId: String(orderId),
      csrFile: "web.csr",
      names: JSON.stringify(NAMES),
      dcvMethod,
      skipApproval: "true",
      ...more,
    },
  });
  const connect = async () => {
    const names = await nameServer(join(stack.folder, "dcv.zone"));
    await central.publish({ server: names.address });
    await central.publish({ web: (await webServer(join(stack.folder, "www"))).address });
    return names;
  };
  return { stack, connect };
};

const example = async (dcvMethod: string): Promise<Stack> => {
  const { stack, connect } = await withServers(dcvMethod);
  await connect();
  return stack;
};

const issuedIn = async (stack: Stack, of = key): Promise<void> =>
  expectChain(String((await stack.outputs())["fullChainPem"]), of);

test("the example: one up from nothing to an issued certificate, by dns-txt-token; after a change of key one up again", async () => {
  const { stack, connect } = await withServers("dns-txt-token");
  const { asked } = await connect();
  await stack.up();
  await issuedIn(stack);
  // One record covers a base domain and everything below it.
  expect([...new Set(asked)].sort()).toEqual(["TXT example.com", "TXT example.org"]);
  expect(await central.writes()).toEqual([REISSUE(), CHECK()]);

  const next = await makeKey();
  stack.write({ "web.csr": next.csr });
  await stack.up();

  await issuedIn(stack, next);
  expect((await central.writes()).filter((write) => write !== CHECK())).toEqual([REISSUE(), REISSUE()]);
});

test("the example by dns-cname-token: the certificate takes note of its issuance afterwards, and then nothing happens", async () => {
  const stack = await example("dns-cname-token");
  await stack.up();
  await issuedIn(stack);

  expect((await stack.up()).changes).toEqual({ update: 1, same: 3 });
  expect((await stack.up()).changes).toEqual({ same: 4 });
  expect(await central.writes()).toEqual([REISSUE(), CHECK()]);
});

test("the example by http-token, with files for a web server", async () => {
  const stack = await example("http-token");
  expect((await stack.preview()).changes).toEqual({ create: 4 });
  // Without the central line nothing is published before the certificate, which waits for it.
  stack.write({ "index.ts": withoutLine("dns-validation/index.ts", "waitForIssuance: false,") });
  expect((await stack.up({ fails: true })).text).toMatch(/waits for proof of control of/);
  expect(await central.writes()).toEqual([REISSUE()]);

  stack.write({ "index.ts": exampleText("dns-validation/index.ts") });
  await stack.up();
  await issuedIn(stack);
  expect(await central.writes()).toEqual([REISSUE(), CHECK()]);
});

test("the example with exact names: no server answers in time; a month later the random value is made anew, published and found in one up", async () => {
  const { stack, connect } = await withServers("dns-txt-token", { dcvScope: "fqdn", patience: "5" });
  const first = await stack.up({ fails: true });
  expect(first.stdout).toContain(`waits for proof of control of ${[...NAMES].sort().join(", ")} (dns-txt-token)`);
  const expired = (await central.order(orderId)).dcvRandomValue;
  const month = 31 * 86_400;
  await central.advance(month);
  Object.assign(stack.env, { PULUMI_DIGICERT_CLOCK_OFFSET: String(month) });
  const { asked } = await connect();

  await stack.up();

  await issuedIn(stack);
  expect((await central.order(orderId)).dcvRandomValue).not.toBe(expired);
  // The name server was asked for each of the names, and for no other.
  expect([...new Set(asked)].sort()).toEqual(NAMES.map((name) => `TXT ${name}`).sort());
  expect((await central.writes()).filter((write) => write.startsWith("POST"))).toEqual([REISSUE()]);
});

const inline = (inputs: object, timeout: number): string => `
  const { Certificate, CertificateValidation } = require("pulumi-digicert");
  const web = new Certificate("web", ${JSON.stringify(inputs)});
  exports.records = web.dcvRecords;
  exports.fullChainPem = new CertificateValidation("validated", { certificate: web, timeouts: { issuance: ${timeout} } }).fullChainPem;
`;

test("a missing record ends the up as pending, with the name and what to publish; the next one goes on, and destroy revokes once", async () => {
  const inputs = {
    orderId,
    csr: key.csr,
    dcvMethod: "dns-txt-token",
    certificateDcvScope: "fqdn",
    dnsNames: NAMES,
    skipApproval: true,
    waitForIssuance: false,
    revocation: { skipApproval: true },
  };
  const stack = await stackFor({ program: inline(inputs, 5), config: central.config });

  const first = await stack.up({ fails: true });
  const records = (await stack.resource("web")).outputs?.["dcvRecords"] as { name: string; value: string }[];
  expect(first.stdout).toContain(`waits for proof of control of ${[...NAMES].sort().join(", ")} (dns-txt-token)`);
  expect(first.stdout).toContain(`missing: TXT example.org "${records[0]?.value}"`);
  for (const { name, value } of records)
    if (name !== "example.org") await central.publish({ type: "TXT", name, value });
  expect((await stack.up({ fails: true })).stdout).toContain(
    "waits for proof of control of example.org (dns-txt-token)",
  );

  await central.publish({ type: "TXT", name: "example.org", value: records[0]?.value ?? "" });
  expect((await stack.preview()).row("validated")).toMatch(/waits for proof of control of example\.org/);
  await stack.up();
  expectChain(String((await stack.outputs())["fullChainPem"]), key);
  expect((await central.writes()).filter((w) => w !== CHECK() && !w.endsWith("dcv-random-value"))).toEqual([REISSUE()]);

  await stack.up();
  await central.clearHistory();
  await stack.destroy();
  expect(await central.writes()).toEqual([expect.stringMatching(/^PUT \/certificate\/\d+\/revoke$/)]);
});

const expectChain = (fullChain: string, { fingerprint }: Key): void => {
  const chain = fullChain
    .split(/(?<=-----END CERTIFICATE-----\n)/)
    .filter((pem) => pem.includes("BEGIN"))
    .map((pem) => new X509Certificate(pem));
  const spki = chain[0]?.publicKey.export({ type: "spki", format: "der" }) ?? Buffer.alloc(0);
  expect(createHash("sha256").update(spki).digest("hex")).toBe(fingerprint);
  for (const name of NAMES) expect(chain[0]?.checkHost(name)).toBe(name);
  const upwards = [...chain, new X509Certificate(central.sim.rootPem)];
  for (const [i, certificate] of chain.entries()) {
    const issuer = upwards[i + 1];
    expect(issuer && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)).toBe(true);
  }
};
