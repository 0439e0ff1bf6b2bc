import { observeOrder, observeOrderPage, observeUnseen } from "./observe";
import { contextWith, failing } from "./observe.fake";
import { entry, order } from "./observed-order.fake";
import { ownRequests } from "./requests/approval-requests";

const told = { "order info": order(), "list reissues": [], "list duplicates": [entry({ certificateId: 1009 })] };

test("the order is read after its lists: what is issued in between is in the order then", async () => {
  const { ctx, asked } = contextWith(told);

  expect((await observeOrder(118, ctx)).others).toEqual([]);
  expect(asked).toEqual(["list reissues", "order info"]);
});

test("duplicates are asked for only where they matter", async () => {
  const { ctx, asked } = contextWith(told);

  expect((await observeOrder(118, ctx, { duplicates: true })).others).toMatchObject([{ certificateId: 1009 }]);
  expect(asked).toEqual(["list reissues", "list duplicates", "order info"]);
});

test.each([
  ["is known already: what came may be in the list alone", [1001], ["order info", "list reissues"]],
  ["is the news", [900], ["order info"]],
])("looking for news, the order's certificate %s", async (_, known, calls) => {
  const { ctx, asked } = contextWith(told);

  await observeUnseen(118, known, ctx);

  expect(asked).toEqual(calls);
});

test("an order that cannot be seen is an error, and never gone; any other failure stays what it is", async () => {
  const at = (status: number) => observeOrderPage(118, contextWith({ "order info": failing(status) }).ctx);

  await expect(at(404)).rejects.toThrow("order 118 is not visible to this API key");
  await expect(at(503)).rejects.toThrow("it failed (503)");
});

test("a request that has vanished is left out; one that cannot be read is not taken for it", async () => {
  const page = (status: number) => ({
    "request info": ({ requestId }: { requestId: number }) =>
      requestId === 7 ? failing(status) : { requestId, status: "pending" },
  });

  await expect(ownRequests([7, 8], contextWith(page(404)).ctx)).resolves.toMatchObject([{ requestId: 8 }]);
  await expect(ownRequests([7, 8], contextWith(page(502)).ctx)).rejects.toThrow("it failed (502)");
});
