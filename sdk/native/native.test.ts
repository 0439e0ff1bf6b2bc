import * as pulumi from "@pulumi/pulumi";
import * as dynamic from "../index";
import * as native from "./index";

/* The same classes on the plugin: what they hand to Pulumi. */

const registered: pulumi.runtime.MockResourceArgs[] = [];
beforeAll(() =>
  pulumi.runtime.setMocks(
    {
      newResource: (args) => {
        registered.push(args);
        return { id: args.id || `${args.name}-id`, state: args.inputs };
      },
      call: () => ({}),
    },
    "project",
    "stack",
    false,
  ),
);

const resolved = (output: pulumi.Output<unknown>) => new Promise((resolve) => output.apply(resolve));
const registrationOf = async (resource: pulumi.Resource) => {
  const urn = String(await resolved(resource.urn));
  return registered.find(({ name }) => urn.endsWith(`::${name}`));
};

test.each([
  ["Certificate", dynamic.Certificate, () => new native.Certificate("certificate", { orderId: 118 })],
  ["Revocation", dynamic.Revocation, () => new native.Revocation("revocation", { certificateId: 1001 })],
  [
    "CertificateValidation",
    dynamic.CertificateValidation,
    () => new native.CertificateValidation("validation", { orderId: 118, issuanceId: "k" }),
  ],
  ["AcmeCredentials", dynamic.AcmeCredentials, () => new native.AcmeCredentials("acme", { acmeContractId: 42 })],
] as const)(
  "%s registers with the plugin, under the type of its own, and nothing hidden",
  async (kind, ofDynamic, make) => {
    const resource = make();
    const registration = await registrationOf(resource);

    expect(resource).toBeInstanceOf(ofDynamic);
    expect(registration?.type).toBe(`digicert:index:${kind}`);
    expect(Object.keys(registration?.inputs ?? {}).filter((key) => key.startsWith("__"))).toEqual([]);
  },
);

test("everything of the package is here as well", () => {
  expect(Object.keys(native).sort()).toEqual(Object.keys(dynamic).sort());
});

test("what the dynamic provider has made is known by its alias", async () => {
  const { __aliases } = new native.Certificate("aliased", { orderId: 118 }) as unknown as {
    __aliases: pulumi.Output<string>[];
  };
  expect(await Promise.all(__aliases.map(resolved))).toContain(
    "urn:pulumi:stack::project::pulumi-nodejs:dynamic/digicert:Certificate::aliased",
  );
});

test("a validation takes a certificate of the same door", async () => {
  const certificate = new native.Certificate("web", { orderId: 118, waitForIssuance: false });
  const registration = await registrationOf(new native.CertificateValidation("valid", { certificate }));
  expect(registration?.inputs["orderId"]).toBe("web-id");
});

test("an explicit provider is one of the plugin, and its keys are secret", async () => {
  const provider = new native.Provider("eu", { apiKey: "canary", previewLooks: 0 });
  const registration = await registrationOf(provider);
  expect(registration?.type).toBe("pulumi:providers:digicert");
  expect(Object.keys(registration?.inputs ?? {}).sort()).toEqual(["apiKey", "previewLooks"]);
});

test("a certificate is looked up by its order, and may be imported", async () => {
  const got = await registrationOf(native.Certificate.get("got", "118"));
  expect(got).toMatchObject({ id: "118", inputs: { orderId: "118" } });
  expect(() => new native.Certificate("imported", { orderId: 118 }, { import: "118" })).not.toThrow();
});
