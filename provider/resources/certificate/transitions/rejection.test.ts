import { publicKeyIn } from "../../../pki/keys.fake";
import { observedOrder } from "../../order/observed-order";
import { entry, order } from "../../order/observed-order.fake";
import type { Pending } from "../../order/ownership/pending";
import { justIssued } from "../state.fake";
import { endOf, isUnseenNow, rejection } from "./rejection";

const pending: Pending = {
  phase: "issuing",
  since: "2026-11-22T11:00:00Z",
  requestIds: [],
  certificateId: 1002,
  names: [],
};

const { certificateId: _, ...withoutId } = pending;
const byKey: Pending = {
  ...withoutId,
  publicKeySha256: publicKeyIn("p256-other").publicKeySha256,
  names: ["a.example.com", "www.example.com"],
};

test.each([
  ["listed as rejected", pending, [entry({ status: "rejected" })], true],
  ["listed as canceled", pending, [entry({ status: "canceled" })], true],
  ["not listed any more", pending, [], true],
  ["still pending", pending, [entry()], false],
  ["issued", pending, [entry({ status: "issued" })], false],
  ["perhaps never there", { ...pending, phase: "unknown" as const }, [], false],
  ["without an id, and nowhere to be seen", { ...pending, certificateId: undefined }, [], true],
  ["without an id, and listed as canceled", byKey, [entry({ status: "canceled", person: { userId: 101 } })], true],
  ["without an id, and listed as issued", byKey, [entry({ status: "issued" })], false],
  [
    "asked for again after it was cancelled",
    byKey,
    [entry({ status: "canceled" }), entry({ certificateId: 1003 })],
    false,
  ],
])("an issuance that is %s: cancelled outside of Pulumi?", (_, given, entries, gone) => {
  const { certificateId, ...rest } = given;
  const known: Pending = certificateId === undefined ? rest : { ...rest, certificateId };
  const prior = { ...justIssued({ orderId: 118 }), knownCertificateIds: [1001], pending: known };

  const asked = { prior, observed: observedOrder(order(), entries), keyUserId: 101 };

  expect(endOf(asked, []) !== undefined || isUnseenNow(asked, [])).toBe(gone);
});

test("an entry that has ended is not that of a request that is open, unless its id was answered", () => {
  const ended = observedOrder(order(), [entry({ status: "rejected", person: { userId: 101 } })]);
  const prior = { ...justIssued({ orderId: 118 }), knownCertificateIds: [1001] };
  const open = [{ requestId: 7, status: "pending" }];

  expect(endOf({ prior: { ...prior, pending: byKey }, observed: ended, keyUserId: 101 }, open)).toBeUndefined();
  expect(endOf({ prior: { ...prior, pending: byKey }, observed: ended, keyUserId: 101 }, [])).toBeDefined();
  expect(endOf({ prior: { ...prior, pending }, observed: ended, keyUserId: 101 }, open)).toBeDefined();
});

test("an issuance that is gone while somebody else's certificate has taken its place was perhaps issued before", () => {
  const prior = { ...justIssued({ orderId: 118 }), knownCertificateIds: [1000], pending };

  expect(isUnseenNow({ prior, observed: observedOrder(order(), []), keyUserId: 101 }, [])).toBe(false);
});

test.each([
  [{ processor: { name: "Ada" }, processorComment: "not now" }, 'rejected by Ada: "not now"'],
  [{ processor: { email: "ada@example.com" } }, "rejected by ada@example.com"],
  [{}, "rejected"],
])("a rejection is told with who said it and why, as far as that is known: %j", (said, words) => {
  const prior = { ...justIssued({ orderId: 118 }), pending, status: "pending" };

  const { state, lines } = rejection(prior, { requestId: 7, status: "rejected", ...said }, { names: [] });

  expect(lines[0]).toBe(`request 7 to reissue order 118 was ${words}`);
  expect(state.rejection).toMatchObject({ requestId: 7, sentence: lines[0] });
  expect(state.pending).toBeUndefined();
});
