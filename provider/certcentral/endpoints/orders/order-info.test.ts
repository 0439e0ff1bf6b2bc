import { complaint, got } from "../answer.fake";
import { orderInfo } from "./order-info";

const least = { id: 118, status: "issued", certificate: {}, product: { name_id: "ssl_basic" } };
const read = (more: object) => orderInfo.answer(got({ ...least, ...more }), { orderId: 118 });

test("an order of which nothing else is told: no names, no requests, not renewed", () => {
  expect(read({})).toEqual({
    orderId: 118,
    status: "issued",
    certificate: { dnsNames: [], emails: [] },
    product: { nameId: "ssl_basic" },
    isRenewed: false,
    requests: [],
  });
});

test.each([
  ["a renewal has its order", { is_renewed: "1", renewed_order_id: "119" }, { isRenewed: true, renewedOrderId: 119 }],
  ["the CA is told in one place", { certificate: { ca_cert: { id: "A1" } } }, { certificate: { caCertId: "A1" } }],
  ["or in the other", { certificate: { ca_cert_id: "B2" } }, { certificate: { caCertId: "B2" } }],
  [
    "the platform is its id",
    { certificate: { server_platform: { id: 45, name: "nginx" } } },
    { certificate: { serverPlatformId: 45 } },
  ],
  [
    "a member that cannot be read is as good as absent",
    { is_renewed: "perhaps", order_valid_till: 12 },
    { isRenewed: false },
  ],
  [
    "what stands in the way is told by domain",
    { caa_status_message: { "example.com": "denied" } },
    { caaStatus: { "example.com": "denied" } },
  ],
])("%s", (_, more, expected) => {
  expect(read(more)).toMatchObject(expected);
});

test("no order was renewed by order 0", () => {
  expect(read({ renewed_order_id: 0 })).not.toHaveProperty("renewedOrderId");
});

test.each([
  ["id", "id is missing"],
  ["status", "status is missing"],
  ["certificate", "certificate"],
  ["product", "product"],
])("an order without %s is none", (member, message) => {
  const { [member as keyof typeof least]: _, ...rest } = least;

  expect(complaint(() => orderInfo.answer(got(rest), { orderId: 118 }))).toContain(message);
});

test("a request without an id could be anybody's: the order cannot be read", () => {
  expect(complaint(() => read({ requests: [{ type: "reissue" }] }))).toContain("id is missing");
});
