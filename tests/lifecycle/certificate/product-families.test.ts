import { readCsr } from "../../../provider/pki/csr";
import { keyTextOf, stage } from "./stage";

/*
 * What each family of products is reissued with, against a CertCentral that knows the page by itself: it refuses what
 * the page demands and lacks, and what the page forbids.
 */

const rsa = keyTextOf("rsa-3072");
const p256 = keyTextOf("p256");

interface Case {
  readonly product: string;
  readonly order: object;
  readonly inputs: Record<string, unknown>;
  /** Members of the body that must be there, and their values. */
  readonly sent: Record<string, unknown>;
  /** Members of `certificate` that must not be there. */
  readonly unsent: readonly string[];
}

const privateNames = ["*.local", "10.0.0.1", "_a.corp", "intranet"];
const usageDesignation = { primaryUsage: "signing" };
const families: readonly Case[] = [
  {
    product: "ssl_basic",
    order: { commonName: "www.example.com", dnsNames: ["a.example.com"] },
    inputs: { csr: p256, emails: ["jane@example.com"] },
    sent: { "certificate.common_name": "www.example.com", "certificate.dns_names": ["a.example.com"] },
    unsent: ["emails", "usage_designation"],
  },
  {
    product: "ssl_dv_rapidssl",
    order: { commonName: "www.example.com" },
    inputs: { csr: p256, dcvMethod: "dns-txt-token" },
    sent: { dcv_method: "dns-txt-token" },
    unsent: ["emails"],
  },
  {
    product: "private_ssl_plus",
    order: { commonName: "www.example.com" },
    // As an HSM writes it, and names that no public certificate carries.
    inputs: { csr: keyTextOf("ec-explicit"), dnsNames: privateNames },
    sent: { "certificate.common_name": "www.example.com", "certificate.dns_names": privateNames },
    unsent: ["emails"],
  },
  {
    product: "code_signing",
    order: { provisioningMethod: "email" },
    inputs: { csr: rsa, csProvisioningMethod: "email", dnsNames: ["ignored.example.com"] },
    sent: { cs_provisioning_method: "email" },
    unsent: ["common_name", "dns_names"],
  },
  {
    product: "code_signing_ev",
    order: { provisioningMethod: "email" },
    inputs: { csr: rsa, csProvisioningMethod: "email" },
    sent: { cs_provisioning_method: "email" },
    unsent: ["common_name", "dns_names"],
  },
  {
    product: "secure_email_mailbox",
    order: { emails: ["jane@example.com"] },
    inputs: { csr: p256, emails: ["jane@example.com", "joe@example.com"], usageDesignation },
    sent: { "certificate.emails": ["jane@example.com", "joe@example.com"] },
    unsent: ["common_name", "dns_names"],
  },
  {
    product: "secure_email_sponsor",
    order: { emails: ["jane@example.com"] },
    inputs: {
      csr: p256,
      usageDesignation,
      commonNameIndicator: "given_name_surname",
      individual: { firstName: "Jane", lastName: "Doe" },
      subject: { jobTitle: "Engineer" },
    },
    sent: { "certificate.individual": { first_name: "Jane", last_name: "Doe" }, subject: { job_title: "Engineer" } },
    unsent: ["common_name", "dns_names"],
  },
  {
    product: "secure_email_organization",
    order: { emails: ["info@example.com"] },
    inputs: { csr: p256, usageDesignation, commonNameIndicator: "email_address" },
    sent: { "certificate.common_name_indicator": "email_address", "certificate.emails": ["info@example.com"] },
    unsent: ["common_name", "dns_names", "individual"],
  },
  {
    product: "document_signing_org_1",
    order: {},
    inputs: { csr: rsa },
    sent: {},
    unsent: ["common_name", "dns_names", "emails"],
  },
];

const at = (value: unknown, path: string): unknown =>
  path.split(".").reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value);

test.each(families)("$product: reissued as the page says, kept without a change, gone in the end", async (family) => {
  const { product, order, inputs, sent, unsent } = family;
  const central = await stage();
  const { orderId } = await central.makeOrder({ product, ...order });
  const { stack } = central;
  const program = { orderId, ...inputs, revocation: { skipApproval: true } };

  const first = await stack.up(program);
  expect(first).toMatchObject({ ok: true });
  const posts = (await central.history()).filter(({ method, path }) => method === "POST" && path.endsWith("/reissue"));
  expect(posts).toHaveLength(1);
  const body: unknown = typeof posts[0]?.body === "string" ? JSON.parse(posts[0].body) : posts[0]?.body;
  for (const [path, value] of Object.entries(sent)) expect([path, at(body, path)]).toEqual([path, value]);
  for (const member of unsent) expect([member, at(body, `certificate.${member}`)]).toEqual([member, undefined]);

  await central.clearHistory();
  await stack.up(program);
  expect(await central.writes()).toEqual([]);
  const read = readCsr(String(inputs["csr"]));
  expect((await central.world(orderId)).certificates.find(({ primary }) => primary)?.spkiSha256).toBe(
    read.ok && read.key.publicKeySha256,
  );
  await stack.destroy();
  expect((await central.world(orderId)).certificates.find(({ primary }) => primary)?.status).toBe("revoked");
});

test("an empty list of mailboxes says nothing: the order's own are sent", async () => {
  const { stack, makeOrder, writes } = await stage();
  const { orderId } = await makeOrder({ product: "secure_email_mailbox", emails: ["jane@example.com"] });
  const program = { orderId, csr: p256, emails: [], usageDesignation };

  expect(await stack.up(program)).toMatchObject({ ok: true });
  expect(stack.resource?.outputs["issuedNames"]).toEqual(["jane@example.com"]);
  expect((await stack.up(program)).did).toEqual(["same"]);
  expect(await writes()).toHaveLength(1);
});

test("a client certificate is reissued for another person, once, and spelt as the program spells him", async () => {
  const { stack, makeOrder, writes } = await stage();
  const { orderId } = await makeOrder({
    product: "client_premium",
    commonName: "Jane Doe",
    emails: ["jane@example.com"],
  });
  const program = { orderId, product: "client_premium", csr: p256, commonName: "Zoë Smith" };

  expect(await stack.up(program)).toMatchObject({ ok: true });
  expect(stack.resource?.outputs["issuedCommonName"]).toBe("Zoë Smith");
  expect((await stack.up(program, { refresh: true })).did).toEqual(["read", "same"]);
  expect(await writes()).toHaveLength(1);
});
