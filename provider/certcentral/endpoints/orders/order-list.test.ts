import { complaint, got } from "../answer.fake";
import { listOrders } from "./order-list";

const read = (...orders: readonly object[]) => listOrders.answer(got({ orders }), {}).orders;

test("the least that an entry tells: an id and a status", () => {
  expect(read({ id: "118", status: "pending" })).toEqual([
    { orderId: 118, status: "pending", certificate: { dnsNames: [] }, isRenewed: false },
  ]);
});

test.each([
  ["inside", { product: { name_id: "ssl_basic" } }],
  ["beside", { product_name_id: "ssl_basic" }],
])("the product is told %s the entry's product", (_, more) => {
  expect(read({ id: 118, status: "issued", ...more })[0]?.productNameId).toBe("ssl_basic");
});

test("an entry without an id or a status fails the list: it is not passed over", () => {
  const complaints = [{ status: "issued" }, { id: 118 }].map((entry) => complaint(() => read(entry)));

  expect(complaints).toEqual([expect.stringContaining("id is missing"), expect.stringContaining("status is missing")]);
});
