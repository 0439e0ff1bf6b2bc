import { type Bench, bench, oneLine } from "../../testing/bench";

const place = async (b: Bench, more: object = {}): Promise<number> => {
  const { body } = await b.call("POST", "/order/certificate/ssl_dv_rapidssl", {
    certificate: { common_name: "www.example.com", csr: oneLine(), signature_hash: "sha256" },
    order_validity: { years: 1 },
    dcv_method: "dns-txt-token",
    ...more,
  });
  return Number(body["id"]);
};
const cancel = async (b: Bench, orderId: number, body: object = { status: "CANCELED", note: "no longer needed" }) =>
  (await b.call("PUT", `/order/certificate/${orderId}/status`, body)).status;

test("a pending order is canceled, 204, and keeps the note", async () => {
  const b = await bench({ dcvGate: true });
  const orderId = await place(b);
  expect((await b.levers.order(orderId)).status).toBe("pending");
  expect(await cancel(b, orderId)).toBe(204);
  const info = (await b.call("GET", `/order/certificate/${orderId}`)).body;
  expect(info).toMatchObject({ status: "canceled", notes: [{ id: expect.any(Number), text: "no longer needed" }] });
});

test("an issued order is not, nor one that waits for approval unless the switch says so", async () => {
  const b = await bench();
  expect(await cancel(b, (await b.levers.makeOrder({ commonName: "www.example.com" })).orderId)).toBe(400);
  await b.levers.setAwkward({ approvalGate: true });
  const orderId = await place(b);
  expect(await cancel(b, orderId)).toBe(400);
  await b.levers.setAwkward({ cancelBeforeApproval: true });
  expect(await cancel(b, orderId)).toBe(204);
});

test.each([
  ["CANCELED", "canceled", 400],
  ["any", "canceled", 204],
  ["any", "Cancelled", 204],
  ["any", "renewed", 400],
] as const)("with cancelStatusSpelling %s, %s answers %i", async (cancelStatusSpelling, status, expected) => {
  const b = await bench({ dcvGate: true, cancelStatusSpelling });
  expect(await cancel(b, await place(b), { status })).toBe(expected);
});

test("a missing status is named, and somebody else's order does not exist", async () => {
  const b = await bench({ dcvGate: true });
  const orderId = await place(b);
  const { body } = await b.call("PUT", `/order/certificate/${orderId}/status`, {});
  expect(body["errors"]).toMatchObject([{ code: "required_param:status" }]);
  const { apiKey } = await b.levers.makeKey({ family: "services", role: "admin", account: "other" });
  const other = await b.call("PUT", `/order/certificate/${orderId}/status`, { status: "CANCELED" }, apiKey);
  expect([other.status, other.body["errors"]]).toMatchObject([404, [{ code: "not_found|order" }]]);
});
