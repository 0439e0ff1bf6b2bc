import { publicKeyIn } from "../../../pki/keys.fake";
import { observedOrder } from "../../order/observed-order";
import { entry, order } from "../../order/observed-order.fake";
import { justIssued } from "../state.fake";
import { orderFacts, pendingElsewhere, withoutOrderFacts } from "./order-facts";

test("an order is kept as it says it is, but for a reissue that is under way: it is no less issued for that", () => {
  expect(
    orderFacts(observedOrder(order({ status: "revoked", isRenewed: true, renewedOrderId: 240 }), []), undefined),
  ).toEqual({
    orderStatus: "revoked",
    renewedOrderId: 240,
    orderValidTill: "2027-10-01",
  });
  expect(orderFacts(observedOrder(order({ status: "reissue_pending" }), []), undefined)).toMatchObject({
    orderStatus: "issued",
  });
});

test("a reissue under way is told with whatever is shown of it; where none is, nothing", () => {
  const requests = [{ requestId: 501, type: "reissue", status: "pending" }];

  expect(pendingElsewhere(observedOrder(order({ requests }), [entry()]))).toEqual({
    requestIds: [501],
    certificateId: 1002,
    names: ["a.example.com", "www.example.com"],
    namesTold: true,
    commonName: "www.example.com",
    publicKeySha256: publicKeyIn("p256-other").publicKeySha256,
    keyType: "P-256",
  });
  expect(pendingElsewhere(observedOrder(order({ requests }), []))).toEqual({
    requestIds: [501],
    names: [],
    namesTold: false,
  });
  expect(pendingElsewhere(observedOrder(order(), [entry({ status: "issued" })]))).toBeUndefined();
});

test("what an earlier look has shown of the order is left behind, and nothing else", () => {
  const state = justIssued({ orderId: 118 });
  const { orderStatus: _, ...rest } = state;
  const elsewhere = { requestIds: [501], names: [], namesTold: false };

  expect(withoutOrderFacts({ ...state, renewedOrderId: 240, pendingElsewhere: elsewhere })).toEqual(rest);
});
