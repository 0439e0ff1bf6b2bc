import { keyText, publicKeyIn } from "../../pki/keys.fake";
import { fitOf } from "../certificate/desired/match";
import { idsIn, isLive, mayLive, observedOrder, pendingOnes, reissuePending, unendedIdsIn } from "./observed-order";
import { entry, order } from "./observed-order.fake";

const NOW = new Date("2026-11-22T12:00:00Z");

test.each([
  ["issued", undefined, "issued"],
  ["reissue_pending", undefined, "issued"],
  ["reissue_pending", "reissue_pending", "issued"],
  ["issued", "revoked", "revoked"],
  ["revoked", undefined, "revoked"],
  ["canceled", "issued", "canceled"],
])("of an order that is %s, the certificate that says %s is %s", (status, own, told) => {
  expect(observedOrder(order({ status }, own === undefined ? {} : { status: own }), []).current?.status).toBe(told);
});

test("an order that was never issued has no certificate yet", () => {
  const { validTill: _, serialNumber: __, ...certificate } = order().certificate;

  expect(observedOrder({ ...order({ status: "pending" }), certificate }, []).current).toBeUndefined();
});

test("the primary in the reissue list, however often, is not another certificate", () => {
  const observed = observedOrder(order(), [
    entry({ certificateId: 1001 }),
    entry(),
    entry({ certificateId: 1001 }),
    entry(),
  ]);

  expect(observed.others.map(({ certificateId }) => certificateId)).toEqual([1002]);
  expect([idsIn(observed), unendedIdsIn(observed)]).toEqual([[1001], [1002]]);
});

test.each([
  ["the order's word", order({ status: "reissue_pending" }), []],
  ["an entry of the list", order(), [entry()]],
  ["a request", order({ requests: [{ requestId: 7, type: "reissue", status: "pending" }] }), []],
  ["a request without a status", order({ requests: [{ requestId: 7, type: "reissue" }] }), []],
])("a pending reissue is seen by %s alone", (_, given, entries) => {
  expect(reissuePending(observedOrder(given, entries))).toBe(true);
});

test("nothing is pending when all of it is decided", () => {
  const requests = [
    { requestId: 7, type: "reissue", status: "approved" },
    { requestId: 8, type: "revoke", status: "pending" },
  ];
  const observed = observedOrder(order({ requests }), [
    entry({ status: "rejected" }),
    entry({ certificateId: 9, status: "issued" }),
  ]);

  expect(reissuePending(observed)).toBe(false);
  expect(pendingOnes(observed)).toEqual([]);
  expect(observed.openRevokeRequests).toEqual([8]);
});

test("a certificate lives through its last day, in UTC", () => {
  const { current } = observedOrder(order({}, { validTill: "2026-11-22" }), []);

  expect(current && isLive(current, new Date("2026-11-22T23:59:59Z"))).toBe(true);
  expect(current && isLive(current, new Date("2026-11-23T00:00:00Z"))).toBe(false);
  expect(current && isLive({ ...current, status: "revoked", life: "ended" }, NOW)).toBe(false);
});

const names = ["a.example.com", "www.example.com"];

test.each([
  ["the same names", { names }, [], "yes"],
  ["a name more", { names: ["a.example.com"] }, [], "no"],
  ["a name more, which the CA adds", { names: ["a.example.com"] }, ["www.example.com"], "yes"],
  ["a name less", { names: [...names, "b.example.com"] }, [], "no"],
  ["the same key", { names, key: publicKeyIn("p256") }, [], "yes"],
  ["another key", { names, key: publicKeyIn("p384") }, [], "no"],
  ["another common name", { names, commonName: "a.example.com" }, [], "no"],
  ["another hash", { names, signatureHash: "sha512" }, [], "no"],
])("whether a certificate is what is wished for: %s", (_, desired, caNames, does) => {
  const { current } = observedOrder(order({}, { csr: keyText("p256") }), []);

  expect(current && fitOf(current, desired, caNames)).toBe(does);
});

test.each([
  ["names", { dnsNames: [] }],
  ["a key", { csr: undefined }],
  ["a common name", { commonName: undefined }],
])("a certificate that shows no %s is not different: it cannot be told", (_, missing) => {
  const { current } = observedOrder(order({}, missing as object), []);
  const desired = { names, key: publicKeyIn("p256"), commonName: "www.example.com" };

  expect(current && fitOf(current, desired)).toBe("cannot tell");
});

test.each([
  ["issued", "live"],
  ["Issued", "live"],
  ["approved", "live"],
  [undefined, "live"],
  ["processing", "pending"],
  ["canceled", "ended"],
  ["active", "unknown"],
  ["in_progress", "unknown"],
])("a certificate that says %s is %s", (status, life) => {
  expect(observedOrder(order({}, status === undefined ? {} : { status }), []).current?.life).toBe(life);
});

test.each([
  ["issued", true, true],
  ["active", false, true],
  ["processing", false, false],
  ["revoked", false, false],
])("a certificate that says %s lives: %s; may live: %s; and neither once its day is over", (status, lives, may) => {
  const { current } = observedOrder(order({}, { status, validTill: "2026-11-22" }), []);
  const at = (time: string) => current && [isLive(current, new Date(time)), mayLive(current, new Date(time))];

  expect(at("2026-11-22T23:59:59Z")).toEqual([lives, may]);
  expect(at("2026-11-23T00:00:00Z")).toEqual([false, false]);
});
