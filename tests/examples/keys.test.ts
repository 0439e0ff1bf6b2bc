import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import ts from "typescript";
import { certificate } from "../../provider/resources/certificate/certificate.lifecycle";
import { Stack } from "../in-process-engine/stack";
import { simulated } from "../model/simulated";
import { exampleText, withoutLine } from "./example";

/*
 * The programs of docs/guides/keys.md, run under Pulumi's mocks, for `@pulumi/tls` brings a plugin, which is fetched
 * from Pulumi's site; what they declare is applied in process, to a simulated CertCentral. And the command that the guide prints, as it stands.
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

/** Runs the text of a program of the example; what it registers, and what it exports. */
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
    const { outputText } = ts.transpileModule(program, {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    });
    const exported: Record<string, pulumi.Output<unknown>> = {};
    new Function("require", "exports", outputText)(require, exported);
    await pulumi.runtime.disconnect();
    const inputs = registered.find(({ type }) => type.includes("Certificate"))?.inputs ?? {};
    const own = Object.fromEntries(Object.entries(inputs).filter(([name]) => certificate.inputNames.includes(name)));
    return { exported, inputs, own };
  } finally {
    process.chdir(before);
  }
};

test.each(["index.ts", "own-key.ts"])(
  "%s gives the certificate a CSR that is taken, and no private key",
  async (program) => {
    const { exported, inputs, own } = await runs(exampleText(`keys/${program}`));

    expect(own).toMatchObject({ orderId: 118, csr: made("web.csr"), dnsNames: NAMES });
    expect(certificate.check(undefined, own, NOW)).toEqual([]);
    expect(JSON.stringify(inputs)).not.toContain("PRIVATE KEY");
    expect(await pulumi.isSecret(exported["privateKeyPem"] as pulumi.Output<unknown>)).toBe(true);
  },
);

test.each([
  ["index.ts", "csr: request.certRequestPem,"],
  ["own-key.ts", 'csr: readFileSync("web.csr", "utf8"),'],
])(
  "%s has the order reissued for its key; without its central line any key is good, and nothing is sent",
  async (program, line) => {
    const { sim, pull, time } = await simulated();
    const { orderId } = await pull.makeOrder({ commonName: "www.example.com", dnsNames: ["api.example.com"] });
    const ups = async (text: string): Promise<string[]> => {
      const { own } = await runs(text);
      expect(await new Stack(sim, time).up({ ...own, orderId })).toMatchObject({ ok: true });
      return (await pull.history()).filter(({ method }) => method !== "GET").map(({ path }) => path);
    };

    expect(await ups(withoutLine(`keys/${program}`, line))).toEqual([]);
    expect(await ups(exampleText(`keys/${program}`))).toEqual([`/services/v2/order/certificate/${orderId}/reissue`]);
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
