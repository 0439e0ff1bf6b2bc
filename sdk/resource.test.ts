import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { AcmeCredentials, Certificate, CertificateValidation, Provider, Revocation } from "./index";
import { shell } from "./shell";

/*
 * What the classes hand to Pulumi, and what they let a strict program say.
 */

const registered: pulumi.runtime.MockResourceArgs[] = [];

beforeAll(() =>
  pulumi.runtime.setMocks(
    {
      newResource: (args) => {
        registered.push(args);
        return { id: `${args.name}-id`, state: args.inputs };
      },
      call: ({ inputs }) => inputs,
    },
    "project",
    "stack",
  ),
);

const reconciled = (output: pulumi.Output<unknown>) => new Promise((resolve) => output.apply(resolve));
const registrationOf = async (resource: pulumi.CustomResource) => {
  const urn = await reconciled(resource.urn);
  return { urn, registration: registered.find(({ name }) => String(urn).endsWith(`::${name}`)) };
};

/** Under exactOptionalPropertyTypes every optional input takes what `config.get()` gives: perhaps nothing. */
const nothing: undefined = undefined;

test("a requirement that turns out to have no value reaches the provider, which refuses it; one that is left out does not", async () => {
  const missing: pulumi.Output<undefined> = pulumi.output(undefined);
  const given = await registrationOf(new Certificate("guarded", { orderId: 118, requires: missing as never }));
  const left = await registrationOf(new Certificate("unguarded", { orderId: 118, requires: nothing }));

  expect(given.registration?.inputs["requires"]).toEqual({});
  expect(left.registration?.inputs).not.toHaveProperty("requires");
});

test.each([
  [
    "Certificate",
    () =>
      new Certificate("certificate", {
        orderId: 118,
        csr: nothing,
        dnsNames: nothing,
        timeouts: { issuance: nothing, approval: nothing },
        superseded: { action: nothing, afterHours: nothing },
        revocation: { reason: nothing, skipApproval: nothing },
      }),
  ],
  ["Revocation", () => new Revocation("revocation", { certificateId: 1001, orderId: nothing, reason: nothing })],
  [
    "CertificateValidation",
    () => new CertificateValidation("validation", { orderId: 118, issuanceId: "k", timeouts: nothing }),
  ],
  [
    "AcmeCredentials",
    () =>
      new AcmeCredentials("acme", {
        acmeContractId: 42,
        revokeExisting: nothing,
        rotateAfterDays: nothing,
        triggers: nothing,
        superseded: { action: nothing, afterHours: nothing },
        revokeCredentialIds: nothing,
      }),
  ],
] as const)("%s registers as a dynamic resource with its constant recipe and its own URN", async (kind, make) => {
  const { urn, registration } = await registrationOf(make());

  expect(registration?.type).toBe(`pulumi-nodejs:dynamic/digicert:${kind}`);
  expect(registration?.inputs).toMatchObject({ __provider: shell(kind), __urn: urn });
});

test("the children of one component do not wait for each other", async () => {
  class Site extends pulumi.ComponentResource {}
  const parent = new Site("my:Site", "family");
  const children = ["first", "second"].map((name) => new Certificate(name, { orderId: 118 }, { parent }));

  const urns = await Promise.all(children.map(({ urn }) => reconciled(urn)));

  expect(urns).toEqual([
    expect.stringMatching(/my:Site\$.*Certificate::first$/),
    expect.stringMatching(/my:Site\$.*Certificate::second$/),
  ]);
});

test("a child's URN names its parent", async () => {
  class Site extends pulumi.ComponentResource {}
  const parent = new Site("my:Site", "site");
  const { urn, registration } = await registrationOf(new Certificate("child", { orderId: 118 }, { parent }));

  expect(urn).toContain("my:Site$pulumi-nodejs:dynamic/digicert:Certificate");
  expect(registration?.inputs.__urn).toBe(urn);
});

test("the full chain is the certificate followed by its issuers, put together and not stored", async () => {
  const certificate = new Certificate("chain", { orderId: 118 });
  Object.assign(certificate, { certificatePem: pulumi.output("leaf\n"), chainPem: pulumi.output("issuer\n") });

  expect(await reconciled(certificate.fullChainPem)).toBe("leaf\nissuer\n");
});

test("while nothing has been issued there is no full chain, as there is no certificate", async () => {
  const certificate = new Certificate("unissued", { orderId: 118, waitForIssuance: false });

  expect(await reconciled(certificate.fullChainPem)).toBeUndefined();
});

test("keys of an explicit provider are secret, and what is not given is not set", async () => {
  const { registration } = await registrationOf(
    new Provider("eu", { apiKey: "canary", region: nothing, requestsPer5Seconds: 20 }),
  );

  expect(Object.keys(registration?.inputs ?? {}).sort()).toEqual(["digicert:apiKey", "digicert:requestsPer5Seconds"]);
  expect(registration?.inputs["digicert:requestsPer5Seconds"]).toBe("20");
});

test("under mocks there is no engine, and nobody is told anything", async () => {
  const runtime = mkdtempSync(join(tmpdir(), "pulumi-digicert-mocks-"));
  const before = process.env["XDG_RUNTIME_DIR"];
  process.env["XDG_RUNTIME_DIR"] = runtime;
  try {
    await registrationOf(new Certificate("unheard", { orderId: 118 }));
    expect(readdirSync(runtime)).toEqual([]);
  } finally {
    if (before === undefined) delete process.env["XDG_RUNTIME_DIR"];
    else process.env["XDG_RUNTIME_DIR"] = before;
    rmSync(runtime, { recursive: true });
  }
});

test("Pulumi finds no stack trace to store with a resource, and whoever takes one afterwards has it", () => {
  const before = Object.getOwnPropertyDescriptor(Error, "stackTraceLimit");
  const taken = jest.spyOn(pulumi.Resource as unknown as { stackTrace: (skip: number) => unknown[] }, "stackTrace");
  try {
    new Certificate("traceless", { orderId: 118 });
    new pulumi.ComponentResource("my:Site", "traced");

    expect(taken.mock.results.map(({ value }) => value.length > 0)).toEqual([false, true]);
    expect(Object.getOwnPropertyDescriptor(Error, "stackTraceLimit")).toEqual(before);
  } finally {
    taken.mockRestore();
  }
});

test("an import is refused with what to do instead", () => {
  expect(() => new Certificate("imported", { orderId: 118 }, { import: "118" })).toThrow(
    /Certificate: .* cannot be imported; leave out `import` and `id`: create adopts the order's certificate/,
  );
});

test.each([
  ["Certificate", () => new Certificate("got", { orderId: 118 }, { id: "118" }), /adopts the order's certificate/],
  ["Revocation", () => new Revocation("got", { certificateId: 1001 }, { id: "1001" }), /revoked already is found/],
  [
    "CertificateValidation",
    () => new CertificateValidation("got", { orderId: 118, issuanceId: "k" }, { id: "118" }),
    /found by orderId and issuanceId/,
  ],
  ["AcmeCredentials", () => new AcmeCredentials("got", { acmeContractId: 42 }, { id: "42" }), /a new one is made/],
])("a look-up of a %s by id is refused with what to do instead", (kind, make, how) => {
  expect(make).toThrow(new RegExp(`^${kind}: .* cannot be looked up by id; leave out`));
  expect(make).toThrow(how);
});
