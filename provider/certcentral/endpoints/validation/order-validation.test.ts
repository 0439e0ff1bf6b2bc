import { got } from "../answer.fake";
import { orderValidation } from "./order-validation";

const read = (wire: object) => orderValidation.answer(got(wire), { orderId: 118 });

test.each([
  [
    "several",
    { dns_names: ["a.example.com", "b.example.com"], dns_name: "c.example.com" },
    ["a.example.com", "b.example.com"],
  ],
  ["one, told alone", { dns_name: "a.example.com" }, ["a.example.com"]],
  ["one, told alone beside an empty list", { dns_names: [], dns_name: "a.example.com" }, ["a.example.com"]],
  ["none", { name_scope: "example.com" }, []],
])("a validation stands for names: %s", (_, wire, dnsNames) => {
  expect(read({ dns_name_validations: [wire] }).names[0]?.dnsNames).toEqual(dnsNames);
});

test("an order of which nothing is told has nothing validated, and its id is no part of the answer", () => {
  expect(read({})).toEqual({ organizationValidations: [], names: [] });
  expect(read({ order_id: 118, order_status: "pending" })).toEqual({
    orderStatus: "pending",
    organizationValidations: [],
    names: [],
  });
});
