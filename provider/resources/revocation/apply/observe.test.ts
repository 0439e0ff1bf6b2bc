import { contextWith, failing } from "../../order/observe.fake";
import { entry, order } from "../../order/observed-order.fake";
import { lookAt, orderOf } from "./observe";

const none = { orders: [] };
const found = (...orderIds: readonly number[]) => ({ orders: orderIds.map((orderId) => ({ orderId })) });

test.each([
  ["the target, where it is the order", { wholeOrder: 118 }, { orderId: 7 }, 8, 118],
  ["the inputs", { certificateId: 1001 }, { orderId: 118 }, 8, 118],
  ["an earlier look", { certificateId: 1001 }, {}, 118, 118],
])("the order is known from %s, and no list is asked", async (_, target, inputs, before, orderId) => {
  expect(await orderOf(target, inputs, before, contextWith({}).ctx)).toBe(orderId);
});

test.each([
  ["one order", found(118), 118],
  ["the same order twice", found(118, 118), 118],
  ["several, of which none can be told", found(118, 119), undefined],
  ["none", none, undefined],
  ["a refusal to list", failing(400), undefined],
])("of a certificate alone the list of orders tells %s", async (_, answer, orderId) => {
  expect(await orderOf({ certificateId: 1001 }, {}, undefined, contextWith({ "list orders": answer }).ctx)).toBe(
    orderId,
  );
});

test.each([
  ["no key", failing(401)],
  ["no right", failing(403)],
  ["no answer", failing(0, { code: "unreachable", what: "no answer" })],
])("a list that gives %s is not one that shows nothing", async (_, failure) => {
  const { ctx } = contextWith({ "list orders": failure });

  await expect(orderOf({ certificateId: 1001 }, {}, undefined, ctx)).rejects.toBe(failure);
});

test("a serial number is looked for in each of its readings and spellings", async () => {
  const filters: unknown[] = [];
  const { ctx } = contextWith({
    "list orders": (args: { filters: { serialNumber: string } }) => {
      filters.push(args.filters.serialNumber);
      return args.filters.serialNumber === "10" ? found(118) : none;
    },
  });

  expect(await orderOf({ serialNumber: "0016" }, {}, undefined, ctx)).toBe(118);
  expect(filters).toEqual(["16", "10"]);
  filters.length = 0;
  await orderOf({ serialNumber: "0AB1" }, {}, undefined, ctx);
  expect(filters).toEqual(["0AB1", "AB1"]);
});

test.each([
  ["by its id", { certificateId: 1002 }, 1002],
  ["by its serial number, however spelt", { serialNumber: "0AB1" }, 1002],
  ["not at all, as an order", { wholeOrder: 118 }, undefined],
  ["not at all, where it is not listed", { certificateId: 1009 }, undefined],
])("the target is found on its order %s", async (_, target, certificateId) => {
  const { ctx } = contextWith({
    "order info": order(),
    "list reissues": [entry({ status: "issued", serialNumber: "AB1" })],
    "list duplicates": [],
  });

  const { orderId, observed, certificate } = await lookAt(target, { orderId: 118 }, undefined, ctx);
  expect([orderId, observed?.status, certificate?.certificateId]).toEqual([118, "issued", certificateId]);
});
