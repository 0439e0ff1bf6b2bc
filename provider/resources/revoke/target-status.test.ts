import { observedOrder } from "../order/observed-order";
import { blockedLines, type ObservedTarget, obstacle, subjectOf, targetStatusOf } from "./target-status";

const order = (more: object = {}, certificate: object = {}) =>
  observedOrder(
    {
      orderId: 118,
      status: "issued",
      product: { nameId: "ssl_basic" },
      isRenewed: false,
      requests: [],
      certificate: {
        certificateId: 1001,
        serialNumber: "3F09",
        dnsNames: [],
        emails: [],
        status: "issued",
        validTill: "2027-01-01",
        ...certificate,
      },
      ...more,
    },
    [],
  );
const seen = (observed: ObservedTarget["observed"], shown = true): ObservedTarget => ({
  orderId: observed?.orderId,
  observed,
  certificate: shown ? observed?.primary : undefined,
});
const one = { certificateId: 1001 };
const whole = { wholeOrder: 118 };

test.each([
  ["a live certificate", one, seen(order()), "alive"],
  ["a revoked one", one, seen(order({}, { status: "revoked" })), "revoked"],
  ["one of a revoked order", one, seen(order({ status: "revoked" })), "revoked"],
  ["one that a revoked order does not show", one, seen(order({ status: "revoked" }), false), "hidden"],
  ["one whose order is not known", one, seen(undefined), "hidden"],
  ["a live order", whole, seen(order(), false), "alive"],
  ["a revoked order", whole, seen(order({ status: "revoked" }), false), "revoked"],
  ["an order whose only certificate is revoked", whole, seen(order({}, { status: "revoked" }), false), "alive"],
])("%s", (_, target, observed, status) => {
  expect(targetStatusOf(target, observed)).toBe(status);
});

test("a certificate has several names; nothing else is live beside it", () => {
  expect(subjectOf({ serialNumber: "03F09" }, seen(order()))).toMatchObject({
    names: ["serial 3F09", "certificate 1001", "serial 3F09"],
    alone: true,
  });
  expect(subjectOf(whole, seen(order(), false))).toMatchObject({ names: ["order 118"], alone: false });
});

test("a request is new only after one whose answer was lost", () => {
  expect(subjectOf(one, seen(order()), [7]).isNew(8)).toBe(true);
  expect(subjectOf(one, seen(order()), [7]).isNew(7)).toBe(false);
  expect(subjectOf(one, seen(order())).isNew(8)).toBe(false);
});

test("a pending reissue stands in the way of a certificate, and perhaps of an order", () => {
  const observed = order({ requests: [{ requestId: 12, type: "reissue", status: "pending" }] });

  expect(obstacle(one, seen(observed), "certificate 1001")?.[0]).toBe(
    "certificate 1001 cannot be revoked now: order 118 has a pending reissue (request 12), and DigiCert revokes nothing until it is over",
  );
  expect(obstacle(whole, seen(observed, false), "order 118")).toBeUndefined();
  expect(blockedLines(order(), "certificate 1001")).toBeUndefined();
  expect(blockedLines({ ...observed, status: "revoked" }, "certificate 1001")).toBeUndefined();
});
