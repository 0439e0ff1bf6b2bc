import { generateKeyPairSync } from "node:crypto";
import { type Bench, bench } from "../testing/bench";

const publicKey = generateKeyPairSync("ec", { namedCurve: "P-384" })
  .publicKey.export({ type: "spki", format: "pem" })
  .toString()
  .replaceAll("\n", "");
const shortKey = generateKeyPairSync("rsa", { modulusLength: 2048 })
  .publicKey.export({ type: "spki", format: "pem" })
  .toString()
  .replaceAll("\n", "");
const order = (b: Bench, more: object = {}) =>
  b.levers.makeOrder({ product: "code_signing", provisioningMethod: "email", ...more });
const reissue = (b: Bench, id: number, body: object) =>
  b.call("POST", `/order/certificate/${id}/reissue`, { skip_approval: true, ...body });

test("with method email a CSR is needed, a common name is refused", async () => {
  const b = await bench();
  const { orderId } = await order(b);
  expect((await reissue(b, orderId, { certificate: { signature_hash: "sha256" } })).body["errors"]).toMatchObject([
    { code: "required_param:certificate.csr" },
  ]);
  expect(
    (await reissue(b, orderId, { certificate: { signature_hash: "sha256", csr: publicKey, common_name: "Example" } }))
      .status,
  ).toBe(400);
  expect((await reissue(b, orderId, { certificate: { signature_hash: "sha256", csr: shortKey } })).status).toBe(400);
  expect((await reissue(b, orderId, { certificate: { signature_hash: "sha256", csr: publicKey } })).status).toBe(201);
  expect((await b.levers.order(orderId)).certificates[1]?.status).toBe("issued");
});

test("a stored method that is no longer enabled gives way to the account's default, and is overwritten", async () => {
  const b = await bench({ csProvisioningMethods: ["client_app", "email"] });
  const { orderId } = await order(b, { provisioningMethod: "ship_token" });
  expect((await reissue(b, orderId, { certificate: { signature_hash: "sha256" } })).body["errors"]).toMatchObject([
    { code: "required_param:certificate.server_platform.id" },
  ]);
  expect(
    (await reissue(b, orderId, { certificate: { signature_hash: "sha256", server_platform: { id: 1 } } })).status,
  ).toBe(201);
  expect((await b.call("GET", `/order/certificate/${orderId}`)).body).toMatchObject({
    cs_provisioning_method: "client_app",
    status: "reissue_pending",
  });
  await b.levers.pickUp(orderId);
  expect((await b.call("GET", `/order/certificate/${orderId}`)).body["status"]).toBe("issued");
});

test("a shipping address is complete or not sent", async () => {
  const b = await bench();
  const { orderId } = await order(b);
  const { body } = await reissue(b, orderId, {
    certificate: { signature_hash: "sha256" },
    cs_provisioning_method: "ship_token",
    ship_info: { name: "A" },
  });
  expect(body["errors"]).toHaveLength(6);
});

test("Secure Email wants its addresses, its use, and for a sponsor a name", async () => {
  const b = await bench();
  const { orderId } = await b.levers.makeOrder({ product: "secure_email_sponsor", emails: ["a@example.com"] });
  const missing = await reissue(b, orderId, { certificate: { common_name_indicator: "given_name_surname" } });
  expect(missing.body["errors"]).toMatchObject([
    { code: "required_param:certificate.emails" },
    { code: "required_param:certificate.usage_designation.primary_usage" },
    { code: "required_param:certificate.individual.first_name" },
    { code: "required_param:certificate.individual.last_name" },
    { code: "required_param:certificate.signature_hash" },
  ]);
  const whole = {
    emails: ["a@example.com"],
    usage_designation: { primary_usage: "signing" },
    common_name_indicator: "email_address",
    signature_hash: "sha256",
    csr: publicKey,
  };
  expect((await reissue(b, orderId, { certificate: whole })).status).toBe(201);
  expect((await b.levers.order(orderId)).certificates[1]?.status).toBe("issued");
});
