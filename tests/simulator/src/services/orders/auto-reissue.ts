import { type Answer, requireParams } from "../../api/answer";
import type { Call } from "../../api/call";
import { flagged, has, objectOf } from "../../api/read";
import { findOrder } from "../find";

/** PUT /order/certificate/{order_id}/auto-reissue. Without Multi-year Plans it is stored, and does nothing. */
export const setAutoReissue = (call: Call): Answer => {
  const order = findOrder(call);
  const { auto_reissue: wanted } = objectOf(call.body);
  requireParams(has(wanted) ? [] : ["auto_reissue"]);
  order.autoReissue = flagged(wanted);
  call.world.touch(order);
  const status = call.world.awkward.autoReissueStatus;
  return status === 204 ? { status } : { status, view: {} };
};
