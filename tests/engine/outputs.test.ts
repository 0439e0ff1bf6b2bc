import { certCentral } from "./support/certcentral";
import { stackFor } from "./support/harness";
import { makeKey } from "./support/keys";

/** A resource of the user's own that takes a value, and changes when it does. */
const SINK = `
  class Sink extends pulumi.CustomResource {
    constructor(name, value) {
      super("pulumi-nodejs:dynamic:Resource", name, { value, __provider: ${JSON.stringify(
        `exports.handler = () => ({
          check: async (_, news) => ({ inputs: news }),
          diff: async (_, olds, news) => ({ changes: JSON.stringify(olds.value) !== JSON.stringify(news.value) }),
          create: async (inputs) => ({ id: "sink", outs: inputs }),
          update: async (_, __, news) => ({ outs: news }),
        })`,
      )} });
    }
  }
`;

test("an output that has no value is known in a preview: what uses it stays as it is, night after night", async () => {
  const central = await certCentral();
  const { csr } = await makeKey();
  const { orderId } = await central.makeOrder({ commonName: "www.example.com", csr });
  const { certificateId, orderId: otherOrder } = await central.makeOrder({ commonName: "old.example.com" });
  const { acmeContractId } = await central.makeContract();
  const stack = await stackFor({
    config: central.config,
    program: `
      const pulumi = require("@pulumi/pulumi");
      const { AcmeCredentials, Certificate, CertificateValidation, getOrderOutput, Revocation } = require("pulumi-digicert");
      ${SINK}
      const web = new Certificate("web", ${JSON.stringify({ orderId, csr })});
      const made = {
        web,
        validation: new CertificateValidation("validation", { certificate: web }),
        old: new Revocation("old", ${JSON.stringify({ certificateId, orderId: otherOrder, skipApproval: true })}),
        acme: new AcmeCredentials("acme", ${JSON.stringify({ acmeContractId })}),
      };
      const outputsOf = (resource) =>
        Object.entries(resource).filter(([name, value]) => pulumi.Output.isInstance(value) && !name.startsWith("__"));
      for (const [name, resource] of Object.entries(made)) new Sink("uses-" + name, Object.fromEntries(outputsOf(resource)));
      new Sink("uses-order", getOrderOutput({ orderId: web.orderId }).certificate.commonName);
      exports.rejection = made.old.rejection;
    `,
  });
  await stack.up();

  const { changes } = await stack.preview({ args: ["--expect-no-changes"] });

  expect(changes).toEqual({ same: 10 });
  const used = async (name: string) => (await stack.resource(`uses-${name}`)).outputs?.["value"];
  expect(await used("web")).toMatchObject({
    csr,
    certificateId: expect.any(Number),
    dcvRandomValue: null,
    pending: null,
  });
  expect(await used("validation")).toMatchObject({ status: "issued", missingNames: null });
  expect(await used("old")).toMatchObject({ status: "revoked", requestId: null, rejection: null });
  expect(await used("order")).toBe("www.example.com");
  expect(await used("acme")).toMatchObject({ status: "active", orphanCandidates: [] });
});
