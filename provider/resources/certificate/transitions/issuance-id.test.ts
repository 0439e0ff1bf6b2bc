import { keyText } from "../../../pki/keys.fake";
import { observedOrder } from "../../order/observed-order";
import { entry, order } from "../../order/observed-order.fake";
import { desiredOf } from "../desired/desired";
import { issuanceId, issuanceOf, readIssuanceId } from "./issuance-id";

const inputs = { orderId: 118, csr: keyText("p256") };
const desired = desiredOf(inputs, { names: ["www.example.com"] });
const observed = observedOrder(
  order(),
  [],
  [
    entry({ certificateId: 1003, status: "approved", csr: keyText("p256") }),
    entry({ certificateId: 1004, status: "approved", csr: keyText("p256-other") }),
  ],
);
const keyOf = (duplicate: boolean, sent: { certificateId?: number; requestIds: number[] }, count = 1): string => {
  const asked = { ...inputs, storeReissueAsDuplicate: duplicate };
  return issuanceId({ inputs: asked, desired, count }, issuanceOf(asked, desired, observed, sent));
};

test.each([
  ["the id is known", false, { certificateId: 1005, requestIds: [] }, "-is-1005"],
  ["a request asks for it", false, { requestIds: [7, 9] }, "-after-1001-request-7-9"],
  ["the answer was lost", false, { requestIds: [] }, "-after-1001"],
  ["a duplicate beside those with its key", true, { requestIds: [7] }, "-duplicate-after-1001-1003-request-7"],
  ["a duplicate whose id is known", true, { certificateId: 1005, requestIds: [] }, "-duplicate-is-1005"],
] as const)("%s: the key says so, and can be read", (_, duplicate, { requestIds, ...sent }, expected) => {
  const key = keyOf(duplicate, { ...sent, requestIds: [...requestIds] });
  expect(key.replace(/^[0-9a-f]{32}/, "")).toBe(expected);
  const known = "certificateId" in sent ? { certificateId: sent.certificateId, before: [], requestIds: [] } : undefined;
  expect(readIssuanceId(key)).toEqual({
    duplicate,
    ...(known ?? { before: duplicate ? [1001, 1003] : [1001], requestIds }),
  });
});

test("asked for once more, it is another key", () => {
  expect(keyOf(false, { requestIds: [] }, 2)).not.toBe(keyOf(false, { requestIds: [] }, 1));
});

test.each(["", "mine", "k1-after-1001", "9f86-after-x"])("%j says nothing", (text) => {
  expect(readIssuanceId(text)).toEqual({ duplicate: false, before: [], requestIds: [] });
});
