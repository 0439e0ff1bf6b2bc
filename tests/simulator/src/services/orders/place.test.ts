import { X509Certificate } from "node:crypto";
import { type Answered, type Bench, bench, listed, oneLine } from "../../testing/bench";

const place = async (b: Bench, product: string, more: object = {}, certificate: object = {}) =>
  b.call("POST", `/order/certificate/${product}`, {
    certificate: { common_name: "www.example.com", csr: oneLine(), signature_hash: "sha256", ...certificate },
    organization: { id: listed((await b.call("GET", "/organization")).body["organizations"])[0]?.["id"] },
    order_validity: { years: 1 },
    ...more,
  });
const codes = (body: Answered) => listed(body["errors"]).map(({ code }) => code);

test("a certificate cannot be wished longer than its order", async () => {
  const b = await bench();
  const order = { order_validity: { days: 100 } };
  const { status, body } = await place(b, "ssl_basic", order, { cert_validity: { days: 101 } });
  expect([status, codes(body)]).toEqual([400, ["cert_validity_exceeds_order_validity"]]);
  expect((await place(b, "ssl_basic", order, { cert_validity: { days: 100 } })).status).toBe(201);
});

test.each([
  ["a wildcard by a file", "ssl_basic", "*.example.com", "http-token", 400],
  ["DV by a file with a name of its own", "ssl_dv_rapidssl", "www.example.com", "http-token-dynamic", 400],
  ["OV by a file with a name of its own", "ssl_basic", "www.example.com", "http-token-dynamic", 201],
  ["an address of DV by a record", "ssl_dv_geotrust", "192.0.2.7", "dns-txt-token", 400],
  ["an address of DV by a file", "ssl_dv_geotrust", "192.0.2.7", "http-token", 201],
  ["a method nobody knows", "ssl_basic", "www.example.com", "pigeon", 400],
])("which method proves what: %s", async (_, product, commonName, dcv_method, expected) => {
  const b = await bench();
  const { status, body } = await place(b, product, { dcv_method }, { common_name: commonName });
  expect([status, codes(body)]).toEqual([expected, expected === 400 ? ["invalid_dcv_method"] : []]);
});

test("an order that names no method has the one of the switch", async () => {
  const b = await bench({ orderDcvMethod: "dns-cname-token" });
  const { body } = await place(b, "ssl_dv_rapidssl");
  expect((await b.levers.order(Number(body["id"]))).dcvMethod).toBe("dns-cname-token");
});

test("members of other product families are ignored: addresses of TLS, names of code signing", async () => {
  const b = await bench({ csProvisioningMethods: ["email"] });
  const more = { emails: ["jo@example.com"], dns_names: ["a.example.com"] };
  const tls = await b.call("GET", `/order/certificate/${(await place(b, "ssl_basic", {}, more)).body["id"]}`);
  expect(tls.body["certificate"]?.["emails"]).toBeUndefined();
  const { orderId } = await b.levers.makeOrder({ product: "code_signing", commonName: "Somebody" });
  const [certificate] = (await b.levers.order(orderId)).certificates;
  expect(new X509Certificate(certificate?.pem ?? "").subject).toContain("CN=Example Organization");
});

test("a person's name keeps its capitals, a host's does not", async () => {
  const b = await bench();
  const { orderId } = await b.levers.makeOrder({
    product: "client_premium",
    commonName: "Jo Doe",
    emails: ["jo@x.com"],
  });
  expect((await b.call("GET", `/order/certificate/${orderId}`)).body["certificate"]?.["common_name"]).toBe("Jo Doe");
  const { body } = await place(b, "ssl_basic", {}, { common_name: "WWW.Example.COM" });
  const info = await b.call("GET", `/order/certificate/${body["id"]}`);
  expect(info.body["certificate"]?.["common_name"]).toBe("www.example.com");
});

test("order info shows custom fields with their label, what validation means, and the alternative id unless switched off", async () => {
  const b = await bench();
  const more = { custom_fields: [{ metadata_id: 12, value: "x" }], alternative_order_id: "mine" };
  const path = `/order/certificate/${(await place(b, "ssl_basic", more)).body["id"]}`;
  expect((await b.call("GET", path)).body).toMatchObject({
    custom_fields: [{ metadata_id: 12, label: expect.any(String), value: "x" }],
    product: { validation_type: "ov", validation_name: "OV", validation_description: expect.any(String) },
    alternative_order_id: "mine",
  });
  await b.levers.setAwkward({ alternativeIdOnRead: false });
  expect((await b.call("GET", path)).body["alternative_order_id"]).toBeUndefined();
});

test("code signing on a token of one's own has a code for its first use", async () => {
  const b = await bench({ csProvisioningMethods: ["client_app", "email"] });
  const { orderId } = await b.levers.makeOrder({ product: "code_signing" });
  const reissue = { certificate: { signature_hash: "sha256", server_platform: { id: 106 } } };
  await b.call("POST", `/order/certificate/${orderId}/reissue`, { ...reissue, cs_provisioning_method: "client_app" });
  expect((await b.call("GET", `/order/certificate/${orderId}`)).body["hardware_init_code"]).toMatch(/^INIT/);
});

test("resending mails answers nothing, with the status of the switch", async () => {
  const b = await bench({ dcvGate: true });
  const { body } = await place(b, "ssl_dv_rapidssl", { dcv_method: "email" });
  const path = `/order/certificate/${body["id"]}/resend-emails`;
  expect((await b.call("PUT", path)).status).toBe(204);
  await b.levers.setAwkward({ resendEmailsStatus: 200 });
  expect((await b.call("PUT", path)).status).toBe(200);
});

test.each([
  ["order", 201, 400],
  ["always", 201, 201],
  ["never", 400, 400],
] as const)("base64 without header and footer is a CSR: %s", async (csrWithoutHeader, ordered, reissued) => {
  const b = await bench({ csrWithoutHeader, csrOneLine: "never" });
  const bare = oneLine().replace(/-----[^-]+-----/g, "");
  const forUrls = bare.replaceAll("+", "-").replaceAll("/", "_");
  for (const csr of [bare, forUrls]) {
    const certificate = { common_name: "www.example.com", csr, signature_hash: "sha256" };
    expect((await place(b, "ssl_basic", {}, certificate)).status).toBe(ordered);
    const { orderId } = await b.levers.makeOrder({ commonName: "www.example.com" });
    expect((await b.call("POST", `/order/certificate/${orderId}/reissue`, { certificate })).status).toBe(reissued);
  }
});
