import { type Answer, empty, invalid, requireParams } from "../../api/answer";
import { actorOf, type Call } from "../../api/call";
import { has, objectOf, textOf } from "../../api/read";
import { cancelOrder, cancelReissue } from "../../world/requests/decide";
import { orderStatus, pendingReissue } from "../../world/status";
import { findOrder } from "../find";

const asksToCancel = (status: unknown, spelling: "CANCELED" | "any"): boolean =>
  status === "CANCELED" || (spelling === "any" && typeof status === "string" && /^cancell?ed$/i.test(status));

/** PUT /order/certificate/{order_id}/status. https://dev.digicert.com/en/certcentral-apis/services-api/orders/update-order-status.html */
export const updateStatus = (call: Call): Answer => {
  const order = findOrder(call);
  const { world } = call;
  const body = objectOf(call.body);
  requireParams(has(body["status"]) ? [] : ["status"]);
  if (!asksToCancel(body["status"], world.awkward.cancelStatusSpelling))
    throw invalid("invalid_param:status", "The status is not valid for this order.");
  const status = orderStatus(order, world.now, world.awkward);
  const note = textOf(body["note"]);
  if (pendingReissue(order)) cancelReissue(world, order, actorOf(call), note);
  else if (status === "needs_approval" && world.awkward.cancelBeforeApproval) cancelOrder(world, order, actorOf(call));
  else if (status === "pending" || status === "processing" || status === "waiting_pickup")
    cancelOrder(world, order, actorOf(call));
  else throw invalid("invalid_order_status", `An order that is ${status} cannot be canceled.`);
  if (note !== undefined) order.notes.push({ id: world.nextId("other"), text: note });
  world.touch(order);
  return empty();
};
