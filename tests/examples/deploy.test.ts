import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { Certificate } from "pulumi-digicert";
import { installPair, isRunning } from "../../examples/deploy/install-pair";
import type * as Targets from "../../examples/deploy/targets";

const root = mkdtempSync(join(tmpdir(), "pulumi-digicert-deploy-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let made = 0;
/** A pair that openssl makes, signed by itself. */
const pair = () => {
  const [key, chain] = [join(root, `${++made}.key`), join(root, `${made}.pem`)];
  const request = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"];
  execFileSync("openssl", [...request, "-subj", "/CN=www.example.com", "-keyout", key, "-out", chain], {
    stdio: "ignore",
  });
  return { keyFile: key, keyPem: readFileSync(key, "utf8"), fullChainPem: readFileSync(chain, "utf8") };
};
const folders = (folder: string) => readdirSync(folder).filter((name) => !name.startsWith("pair.conf"));

const place = () => {
  const folder = join(root, `pairs-${++made}`);
  const called: string[] = [];
  let refuses = false;
  return {
    folder,
    called,
    entry: () => (existsSync(join(folder, "pair.conf")) ? readFileSync(join(folder, "pair.conf"), "utf8") : undefined),
    refuse: () => {
      refuses = true;
    },
    install: ({ keyPem, fullChainPem }: { keyPem: string; fullChainPem: string }) =>
      installPair(
        { folder, keyPem, fullChainPem },
        (...args) => {
          called.push(args.join(" "));
          if (refuses) throw new Error("nginx: [emerg]");
        },
        () => true,
      ),
  };
};

test("a pair is tested before it is used, once, and its key is for its owner alone", () => {
  const { install, called, folder, entry } = place();
  const one = pair();

  expect([install(one), install(one)]).toEqual([true, false]);
  expect(called).toEqual(["-t", "-s reload"]);
  const key = /ssl_certificate_key (.*);/.exec(entry() ?? "")?.[1] ?? "";
  expect(readFileSync(key, "utf8")).toBe(one.keyPem);
  expect(statSync(key).mode & 0o777).toBe(0o600);
  expect(folders(folder)).toHaveLength(1);
});

test("a key that is not the certificate's is not installed: the pair before it stays", () => {
  const { install, called, entry } = place();
  const [one, other] = [pair(), pair()];
  install(one);
  const before = entry();

  expect(() => install({ keyPem: other.keyPem, fullChainPem: one.fullChainPem })).toThrow(/the key is not that of/);
  expect(() => install({ keyPem: one.keyPem, fullChainPem: other.fullChainPem })).toThrow(/nothing was installed/);
  expect(entry()).toBe(before);
  expect(called).toHaveLength(2);
});

test("what nginx refuses is taken back, and not reloaded", () => {
  const { install, refuse, called, entry } = place();
  install(pair());
  const before = entry();
  refuse();

  expect(() => install(pair())).toThrow("nginx: [emerg]");
  expect(entry()).toBe(before);
  expect(called).toEqual(["-t", "-s reload", "-t"]);
});

test("the pair before this one stays for a way back, those before it go", () => {
  const { install, folder } = place();
  for (let n = 0; n < 4; n++) install(pair());

  expect(folders(folder)).toHaveLength(2);
});

test("nginx runs where the process of its pid file lives, and not where `nginx -t` left an empty one", () => {
  const file = join(root, "nginx.pid");
  expect(isRunning(file)).toBe(false);
  writeFileSync(file, "");
  expect(isRunning(file)).toBe(false);
  writeFileSync(file, `${process.pid}\n`);
  expect(isRunning(file)).toBe(true);
  writeFileSync(file, "999999999\n");
  expect(isRunning(file)).toBe(false);
});

test("the other targets are given the whole pair, and the key as a secret", async () => {
  const made: Record<string, unknown>[] = [];
  class Resource {
    constructor(name: string, args: object) {
      made.push({ name, ...args });
    }
  }
  jest.doMock("@pulumi/kubernetes", () => ({ core: { v1: { Secret: Resource } } }), { virtual: true });
  jest.doMock("@pulumi/aws", () => ({ acm: { Certificate: Resource } }), { virtual: true });
  jest.doMock("@pulumi/azure", () => ({ keyvault: { Certificate: Resource } }), { virtual: true });
  const targets = jest.requireActual<typeof Targets>("../../examples/deploy/targets");
  await pulumi.runtime.setMocks({ newResource: ({ inputs }) => ({ id: "id", state: inputs }), call: () => ({}) });
  const [certificatePem, chainPem] = [pulumi.output("LEAF\n"), pulumi.output("ISSUER\n")];
  const web = { certificatePem, chainPem, fullChainPem: pulumi.output("LEAF\nISSUER\n") } as unknown as Certificate;
  const key = pulumi.secret("KEY\n");

  targets.kubernetesSecret("k8s", web, key);
  targets.acmImport("acm", web, key);
  targets.keyVaultCertificate("vault", "id", web, key);

  const given: pulumi.Output<unknown> = pulumi.output(made);
  expect(await pulumi.isSecret(given)).toBe(true);
  const plain = await new Promise((resolve) => given.apply(resolve));
  expect(plain).toEqual([
    { name: "k8s", type: "kubernetes.io/tls", stringData: { "tls.crt": "LEAF\nISSUER\n", "tls.key": "KEY\n" } },
    { name: "acm", certificateBody: "LEAF\n", certificateChain: "ISSUER\n", privateKey: "KEY\n" },
    {
      name: "vault",
      keyVaultId: "id",
      certificate: { contents: Buffer.from("KEY\nLEAF\nISSUER\n").toString("base64") },
    },
  ]);

  const { keyFile, fullChainPem } = pair();
  const file = join(root, "web.p12");
  targets.pkcs12(file, keyFile, fullChainPem, "pass word");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const opened = execFileSync("openssl", ["pkcs12", "-in", file, "-nodes", "-passin", "pass:pass word"], {
    encoding: "utf8",
    stdio: "pipe",
  });
  expect(opened).toMatch(/BEGIN CERTIFICATE[\s\S]*BEGIN PRIVATE KEY|BEGIN PRIVATE KEY[\s\S]*BEGIN CERTIFICATE/);
});
