import { observedOrder } from "../../resources/order/observed-order";
import { order } from "../../resources/order/observed-order.fake";
import { isToldByList, standingInList, standingOf } from "./standing";

const NOW = new Date("2026-11-22T12:00:00Z");
const KEY = "-----BEGIN PUBLIC KEY-----\n";
const of = (given: Parameters<typeof order>, publicKey: string | undefined = KEY) =>
  standingOf(observedOrder(order(...given), []), publicKey, NOW);

test("a living certificate that is told whole can be taken", () => {
  expect(of([])).toEqual({ is: "takable", publicKey: KEY, notes: [] });
});

test.each<[string, Parameters<typeof order>, string, RegExp, RegExp]>([
  [
    "a renewed order",
    [{ isRenewed: true, renewedOrderId: 240 }],
    "renewed",
    /renewed as order 240/,
    /take over order 240/,
  ],
  ["one whose renewal is not told", [{ isRenewed: true }], "renewed", /not told/, /the newer order/],
  ["a revoked order", [{ status: "revoked" }], "revoked", /the order is revoked/, /new order/],
  [
    "a revoked certificate",
    [{}, { status: "revoked" }],
    "revoked",
    /the certificate is revoked, the order is not/,
    /reissue it/,
  ],
  ["an expired certificate", [{}, { validTill: "2026-11-20" }], "expired", /expired since 2026-11-20/, /reissue it/],
  [
    "a product of another age",
    [{ product: { nameId: "quantum_seal" } }],
    "unsupported",
    /quantum_seal/,
    /newer release/,
  ],
  ["an unfamiliar status", [{}, { status: "suspended" }], "unreadable", /its status "suspended" means/, /openssl x509/],
])("%s is left, with why and what to do", (_, given, is, why, todo) => {
  expect(of(given)).toEqual({ is, why: expect.stringMatching(why), todo: expect.stringMatching(todo) });
});

test("a key that nothing tells is asked of the user", () => {
  const { is, why } = standingOf(observedOrder(order(), []), undefined, NOW) as { is: string; why: string };

  expect([is, why]).toEqual(["unreadable", expect.stringMatching(/does not show its key/)]);
});

test("what ends with its order is told before it happens", () => {
  expect(of([{ orderValidTill: "2027-04-17" }, { validTill: "2027-04-17" }])).toMatchObject({
    notes: [expect.stringMatching(/renew the order before 2027-04-17/)],
  });
});

test.each([
  ["issued", false, undefined],
  ["something new", false, undefined],
  ["needs_approval", false, "pending"],
  ["canceled", false, "canceled"],
  ["denied", false, "rejected"],
  ["expired", false, "expired"],
  // Only the order's own page names its renewal.
  ["expired", true, undefined],
])("a list's order that is %s (renewed: %s) needs its own page, or is told", (status, isRenewed, told) => {
  const summary = { orderId: 118, status, isRenewed, certificate: { dnsNames: [] } };

  expect(isToldByList(summary) ? standingInList(summary).is : undefined).toBe(told);
});
