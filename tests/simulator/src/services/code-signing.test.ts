import { generateKeyPairSync } from "node:crypto";
import { type Bench, bench, oneLine } from "../testing/bench";

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
  const whole = { name: "A", addr1: "1", city: "Lehi", state: "UT", zip: "84043", country: "us" };
  const ship = async (method: string) => {
    const more = { cs_provisioning_method: "ship_token", ship_info: { ...whole, method } };
    return (await reissue(b, orderId, { certificate: { signature_hash: "sha256" }, ...more })).status;
  };
  expect([await ship("PIGEON"), await ship("EXPEDITED")]).toEqual([400, 201]);
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

test.each([
  [{ certificate: { user_principle_name: ["a", "b"] } }, "certificate.user_principle_name"],
  [{ certificate: { user_principle_name: ["a".repeat(256)] } }, "certificate.user_principle_name"],
  [{ subject: { serial_number: "7".repeat(101) } }, "subject.serial_number"],
  [{ subject: { pseudonym: "p".repeat(129) } }, "subject.pseudonym"],
  [{ subject: { job_title: "t".repeat(129) } }, "subject.job_title"],
  [{ certificate: { emails: ["jo@gmail.com"] } }, "certificate.emails"],
])("Secure Email for a sponsor has its limits: %#", async (more: { certificate?: object; subject?: object }, field) => {
  const b = await bench();
  const { orderId } = await b.levers.makeOrder({ product: "secure_email_sponsor", emails: ["jo@example.com"] });
  const certificate = {
    emails: ["jo@example.com"],
    csr: oneLine(),
    signature_hash: "sha256",
    common_name_indicator: "email_address",
    usage_designation: { primary_usage: "signing" },
  };
  const send = (body: { certificate?: object }) =>
    b.call("POST", `/order/certificate/${orderId}/reissue`, {
      ...body,
      certificate: { ...certificate, ...body.certificate },
    });
  const { status, body } = await send(more);
  expect([status, body["errors"]]).toMatchObject([400, [{ code: `invalid_param:${field}` }]]);
  expect((await send({})).status).toBe(201);
});
