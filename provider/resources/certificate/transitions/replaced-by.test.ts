import { observedOrder } from "../../order/observed-order";
import { order } from "../../order/observed-order.fake";
import { justIssued } from "../state.fake";
import { isOutdated, withReplacement } from "./replaced-by";

const shown = observedOrder(order(), []);
const id = shown.current?.certificateId ?? 0;
const state = { ...justIssued({ orderId: 118 }), certificateId: id + 1, knownCertificateIds: [id + 1] };
const stale = { ...state, replacedBy: { certificateId: id + 2, names: [] } };

test("the order's current certificate takes the place of the one that an earlier look had shown", () => {
  const now = withReplacement(stale, shown);

  expect(now).toMatchObject({ certificateId: id + 1, replacedBy: { certificateId: id } });
  expect(isOutdated(stale, now)).toBe(true);
  expect(isOutdated(now, withReplacement(now, shown))).toBe(false);
});

test("one that is kept, or was there before, has replaced nothing", () => {
  expect(withReplacement({ ...stale, certificateId: id }, shown).replacedBy).toBeUndefined();
  expect(withReplacement({ ...stale, knownCertificateIds: [id, id + 1] }, shown).replacedBy).toBeUndefined();
});

test("what was seen stays where the order tells nothing, and for a duplicate", () => {
  expect(withReplacement(stale, { ...shown, current: undefined })).toBe(stale);
  const duplicate = { ...stale, requestedInputs: { orderId: 118, storeReissueAsDuplicate: true } };
  expect(withReplacement(duplicate, shown)).toBe(duplicate);
});

test("the same certificate, revoked since, is news", () => {
  const before = { ...state, replacedBy: { certificateId: id, names: [] } };

  expect(isOutdated(before, { ...before, replacedBy: { ...before.replacedBy, status: "revoked" } })).toBe(true);
});
