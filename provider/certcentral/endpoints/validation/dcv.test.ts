import { complaint, got } from "../answer.fake";
import { checkDcv, dcvRandomValue } from "./dcv";

test("a check of all names has no body, one of some names them", () => {
  expect(checkDcv.body?.({ orderId: 118 })).toBeUndefined();
  expect(checkDcv.body?.({ orderId: 118, names: ["a.example.com"] })).toEqual({
    dns_names_validations: ["a.example.com"],
  });
});

test.each([
  ["nothing", {}, { names: [] }],
  [
    "a name whose status is not told",
    { dns_name_validations: [{ dns_name: "a.example.com" }] },
    { names: [{ name: "a.example.com" }] },
  ],
  [
    "that it is over",
    { order_status: "issued", certificate_id: "1002" },
    { orderStatus: "issued", certificateId: 1002, names: [] },
  ],
])("a check that tells %s", (_, wire, answer) => {
  expect(checkDcv.answer(got(wire), { orderId: 118 })).toEqual(answer);
});

test("a validation of no name is none", () => {
  expect(
    complaint(() => checkDcv.answer(got({ dns_name_validations: [{ status: "pending" }] }), { orderId: 118 })),
  ).toContain("dns_name is missing");
});

test.each([
  [
    "its value and its day",
    { dcv_random_value: "abc", expiration_date: "2026-12-22T00:00:00+00:00" },
    { dcvRandomValue: "abc", expirationDate: "2026-12-22T00:00:00.000Z" },
  ],
  ["nothing, where the method needs none", {}, {}],
])("a token is %s", (_, wire, token) => {
  expect(dcvRandomValue.answer(got(wire), { orderId: 118 })).toEqual(token);
});
