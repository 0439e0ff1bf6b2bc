import { acmeContract } from "./acme/acme-contract";
import { complaint, got } from "./answer.fake";
import { reissueCertificate } from "./issuance/reissue";
import { requestInfo } from "./issuance/request";
import { revokeCertificate, revokeOrder } from "./issuance/revoke";
import { orderInfo } from "./orders/order-info";
import { orderValidation } from "./validation/order-validation";

const request = { signatureHash: "sha256" };
const order = (id: unknown, certificate: object = {}) => ({
  id,
  status: "issued",
  certificate,
  product: { name_id: "x" },
});

const cases: [string, (id: number) => unknown, string][] = [
  ["order info", (id) => orderInfo.answer(got(order(id)), { orderId: 118 }), "order"],
  ["order info, asked for by text", (id) => orderInfo.answer(got(order(String(id))), { orderId: "118" }), "order"],
  ["reissue", (id) => reissueCertificate.answer(got({ id }, 201), { orderId: 118, request }), "order"],
  ["request info", (id) => requestInfo.answer(got({ id, status: "approved" }), { requestId: 118 }), "request"],
  ["order validation", (id) => orderValidation.answer(got({ order_id: String(id) }), { orderId: 118 }), "order"],
  ["revoke order", (id) => revokeOrder.answer(got({ id: 4711, order: { id } }, 201), { orderId: 118 }), "order"],
  ["acme contract", (id) => acmeContract.answer(got({ acme_contract_id: id }), { acmeContractId: 118 }), "contract"],
];

test.each(cases)("%s: an answer about another one is none", (_, read, kind) => {
  expect([complaint(() => read(118)), complaint(() => read(119))]).toEqual([
    "",
    `the answer is about another ${kind} than was asked for`,
  ]);
});

test("an order may be asked for by the serial number or thumbprint of its certificate, in any spelling", () => {
  const SERIAL = "0CA1B2C3D4E5F60718293A4B5C6D7E8F";
  const read = (certificate: object, orderId: string) =>
    complaint(() => orderInfo.answer(got(order(118, certificate)), { orderId }));

  expect([
    read({ serial_number: SERIAL }, "0c:a1:b2:c3:d4:e5:f6:07:18:29:3a:4b:5c:6d:7e:8f"),
    read({ serial_number: "01", thumbprint: "ABCDEF0123456789ABCDEF" }, "abcdef0123456789abcdef"),
    read({}, SERIAL),
    read({ serial_number: SERIAL.replace("C", "D") }, SERIAL),
  ]).toEqual(["", "", "", "the answer is about another order than was asked for"]);
});

test("a request that was placed is one to revoke", () => {
  const read = (type: unknown) =>
    complaint(() => revokeCertificate.answer(got({ id: 4711, type }, 201), { certificateIdentifier: 1001 }));

  expect([read("revoke"), read(undefined), read("reissue")]).toEqual([
    "",
    "",
    "the answer is not about a request to revoke",
  ]);
});
