import { observeLists, observeOrder, observeOrderPage } from "./observe";
import { contextWith, failing } from "./observe.fake";
import { observedOrder } from "./observed-order";
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

test("lists read later are put beside the page as it was: what they show of its certificate, and of others", async () => {
  const { ctx, asked } = contextWith({
    "list reissues": [
      entry({ certificateId: 1001, person: { userId: 101 }, dateCreated: "2026-11-20T00:00:00.000Z" }),
      entry({ status: "issued" }),
    ],
  });

  const seen = await observeLists(observedOrder(order(), [entry({ certificateId: 1007 })]), ctx);

  expect(asked).toEqual(["list reissues"]);
  expect(seen).toMatchObject({
    primary: { certificateId: 1001, isListed: true, userId: 101, createdAt: "2026-11-20T00:00:00.000Z" },
    others: [{ certificateId: 1002, status: "issued" }],
  });
  expect(seen.current).toBe(seen.primary);
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
