import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { certificate } from "../../provider/resources/certificate/certificate.lifecycle";

/*
 * The programs of docs/guides/keys.md, run under Pulumi's mocks; and the command that the guide prints, run as it stands.
 */

const ROOT = join(__dirname, "../..");
const NOW = new Date("2026-11-22T12:00:00Z");
const NAMES = ["www.example.com", "api.example.com"];
const folder = mkdtempSync(join(tmpdir(), "pulumi-digicert-keys-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the guide has people type: the key and the request. */
const command = /^openssl req .*$/m.exec(readFileSync(join(ROOT, "docs/guides/keys.md"), "utf8"))?.[0] ?? "";
execFileSync("sh", ["-c", command], { cwd: folder, stdio: "ignore" });
const made = (file: string): string => readFileSync(join(folder, file), "utf8");

const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
const privateKeyPem = pair.privateKey.export({ format: "pem", type: "pkcs8" }).toString();
const publicKeyPem = pair.publicKey.export({ format: "pem", type: "spki" }).toString();

interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** Runs a program of the example; what it registers, and what it exports. */
const runs = async (program: string) => {
  const registered: Registered[] = [];
  const OUTPUTS: Readonly<Record<string, object>> = {
    "tls:index/privateKey:PrivateKey": { privateKeyPem, publicKeyPem },
    "tls:index/certRequest:CertRequest": { certRequestPem: made("web.csr") },
  };
  await pulumi.runtime.setMocks({
    newResource: ({ type, name, inputs }) => {
      registered.push({ type, name, inputs });
      return { id: name, state: { ...inputs, ...OUTPUTS[type] } };
    },
    call: () => ({}),
  });
  pulumi.runtime.setAllConfig({
    "project:orderId": "118",
    "project:commonName": "www.example.com",
    "project:names": JSON.stringify(NAMES),
    "project:webKey": made("web.key"),
  });
  const before = process.cwd();
  process.chdir(folder);
  try {
    const exported = jest.requireActual<Record<string, pulumi.Output<unknown>>>(join(ROOT, "examples/keys", program));
    await pulumi.runtime.disconnect();
    const all = registered.filter(({ type }) => type.includes("Certificate"));
    return { registered, exported, inputs: all[0]?.inputs ?? {} };
  } finally {
    process.chdir(before);
  }
};

test.each(["index.ts", "own-key.ts"])(
  "%s gives the certificate a CSR that is taken, and no private key",
  async (program) => {
    const { exported, inputs } = await runs(program);
    const { __provider: _, __provider_: __, ...given } = inputs;
    const own = Object.fromEntries(Object.entries(given).filter(([name]) => certificate.inputNames.includes(name)));

    expect(own).toMatchObject({ orderId: 118, csr: made("web.csr"), dnsNames: NAMES });
    expect(certificate.check(undefined, own, NOW)).toEqual([]);
    expect(JSON.stringify(inputs)).not.toContain("PRIVATE KEY");
    expect(await pulumi.isSecret(exported["privateKeyPem"] as pulumi.Output<unknown>)).toBe(true);
  },
);

test("the public key alone is taken in place of the CSR", () => {
  expect(certificate.check(undefined, { orderId: 118, csr: publicKeyPem, dnsNames: NAMES }, NOW)).toEqual([]);
});

test("a private key given as csr is refused, and not repeated", () => {
  const refused = certificate.check(undefined, { orderId: 118, csr: made("web.key") }, NOW).join();

  expect(refused).toMatch(/csr: this is a private key/);
  expect(refused).not.toContain(made("web.key").split("\n")[1]);
});
