import { type Answer, invalid, ok, refusal } from "../../api/answer";
import type { Call } from "../../api/call";
import { numberOf } from "../../api/read";
import { wordOf } from "../../views/evidence";
import { MapView, type View } from "../../views/present";
import { DAY, HOUR } from "../../world/dates";
import type { Order } from "../../world/facts";
import { shownCertificate } from "../../world/status";
import type { World } from "../../world/world";
import { ordersOf } from "../find";
import { arrange } from "../listing";

/** The filter's times are Mountain Daylight Time, six hours behind UTC. */
const MDT = 6 * HOUR;

const readMdt = (text: string, isEnd: boolean): number => {
  const [day, time] = text.trim().split(/[T ]/);
  const at = Date.parse(`${day}T${time ?? (isEnd ? "23:59:59" : "00:00:00")}Z`);
  if (Number.isNaN(at)) throw invalid("invalid_filter:status_last_updated", "The filter takes start...end.");
  return at + MDT;
};

const windowOf = (call: Call): readonly [number, number] => {
  const { query, world } = call;
  const filter = query.get("filters[status_last_updated]");
  if (filter !== null) {
    const [start, end] = filter.split("...");
    if (start === undefined || end === undefined)
      throw invalid("invalid_filter:status_last_updated", "The filter takes start...end.");
    return [readMdt(start, false), readMdt(end, true)];
  }
  const seconds =
    (numberOf(query.get("minutes") ?? undefined) ?? 0) * 60 + (numberOf(query.get("seconds") ?? undefined) ?? 0);
  if (seconds <= 0)
    throw invalid("required_param:minutes", "One of minutes, seconds and filters[status_last_updated] is required.");
  return [world.now.getTime() - seconds * 1000, world.now.getTime()];
};

const line = (world: World, order: Order, status: string): View => {
  const certificate = shownCertificate(order);
  return {
    order_id: order.id,
    certificate_id: certificate?.approvedAt ? certificate.id : undefined,
    status: wordOf(world, "orderStatusWords", status),
  };
};

/** The changes that the feed tells by now, and when it did: those of reissues at once, later, or never. */
const toldOf = ({ awkward, now }: World, { changes }: Order): { at: number; status: string }[] => {
  const late = awkward.statusChangesShowReissue === "late" ? awkward.statusChangesLateSeconds * 1000 : 0;
  return changes
    .filter(({ ofReissue }) => !ofReissue || awkward.statusChangesShowReissue !== "never")
    .map(({ at, status, ofReissue }) => ({ at: at.getTime() + (ofReissue ? late : 0), status }))
    .filter(({ at }) => at <= now.getTime());
};

/** GET /order/certificate/status-changes. https://dev.digicert.com/en/certcentral-apis/services-api/orders/status-change-list.html */
export const statusChanges = (call: Call): Answer => {
  const [from, till] = windowOf(call);
  if (till - from > 7 * DAY) throw invalid("time_frame_too_long", "The time frame is longer than seven days.");
  const orders = ordersOf(call).flatMap((order) => {
    const last = toldOf(call.world, order).at(-1);
    return last !== undefined && last.at >= from && last.at <= till ? [line(call.world, order, last.status)] : [];
  });
  return ok(orders.length === 0 ? new MapView({}) : { orders });
};

/** GET /order/alternate/{alternative_order_id} */
export const byAlternativeId = (call: Call): Answer => {
  const orders = ordersOf(call).filter((o) => o.alternativeOrderId === call.params["alternative"]);
  if (orders.length === 0) {
    if (call.world.awkward.alternateNotFound === "404")
      throw refusal(404, "not_found|order", "The order was not found.");
    return ok(call.world.awkward.alternateNotFound === "{}" ? {} : []);
  }
  const { shown, page } = arrange(call.query, orders, {}, {}, (o) => o.id);
  return ok({ orders: shown.map((o) => line(call.world, o, o.changes.at(-1)?.status ?? "pending")), page });
};
