import { type Answer, denied, empty, invalid, ok, requireParams } from "../api/answer";
import { actorOf, type Call } from "../api/call";
import { has, objectOf, textOf } from "../api/read";
import { personView } from "../views/certificate";
import { commentsOf, listedWithout, requestDate, requestWord, without } from "../views/evidence";
import { containerOf, orderView, organizationOf, productView } from "../views/order";
import type { View } from "../views/present";
import { dayOf, isoOf } from "../world/dates";
import type { Order, Request } from "../world/facts";
import { decide } from "../world/requests/decide";
import { settle } from "../world/settle";
import { requestStatus, shownCertificate } from "../world/status";
import { seenAt } from "../world/versions";
import type { World } from "../world/world";
import { asCsv } from "./csv";
import { findRequest, ordersOf } from "./find";
import { arrange, type Columns } from "./listing";

const summary = (call: Call, order: Order): View => {
  const organization = organizationOf(call.world, order);
  return {
    id: order.id,
    certificate: { common_name: shownCertificate(order)?.asked.commonName },
    organization: organization && { id: organization.id, name: organization.name },
    container: containerOf(order),
    product: productView(order),
  };
};

const head = (world: World, request: Request): View => ({
  id: request.id,
  date: requestDate(world, request.at),
  type: request.type,
  status: requestWord(world, request),
  requester: personView(request.requester),
  processor: request.decision && personView(request.decision.by),
});

interface Line {
  order: Order;
  request: Request;
}

/** Which filters and sorts this list has, no page we could read says: these are those of the list of orders that make sense. */
const columns: Columns<Line> = {
  id: ({ request }) => [String(request.id)],
  status: ({ request }) => [requestStatus(request)],
  type: ({ request }) => [request.type],
  date: ({ request }) => [isoOf(request.at).slice(0, 19), isoOf(request.at).slice(0, 10)],
  order_id: ({ order }) => [String(order.id)],
};
const sorts = {
  id: ({ request }: Line) => request.id,
  date: ({ request }: Line) => request.at.getTime(),
  status: ({ request }: Line) => requestStatus(request),
  type: ({ request }: Line) => request.type,
};

/** GET /request */
export const listRequests = (call: Call): Answer => {
  const status = call.query.get("status");
  const all = ordersOf(call)
    .map((order) => seenAt(call.world, order, "requests"))
    .flatMap((order) => order.requests.map((request) => ({ order, request })))
    .filter(({ request }) => status === null || requestStatus(request) === status);
  const { shown, page } = arrange(call.query, all, columns, sorts, ({ request }) => -request.id);
  const requests = shown.map(
    ({ order, request }): View => ({
      ...head(call.world, request),
      order: summary(call, order),
    }),
  );
  return (
    asCsv(call, ["id", "date", "type", "status"], requests) ??
    ok({ requests: listedWithout(call.world, requests), page })
  );
};

/** The request as its page shows it: maybe as it was, or as it was made where the page is too far behind to know it. */
const requestSeen = (world: World, { order, request }: Line): Request => {
  const seen = seenAt(world, order, `request ${request.id}`).requests.find((r) => r.id === request.id);
  const first = order.versions.flatMap((v) => v.facts.requests).find((r) => r.id === request.id);
  return seen ?? first ?? request;
};

/** GET /request/{request_id}. https://dev.digicert.com/services-api/requests/request-info/ */
export const requestInfo = (call: Call): Answer => {
  const { world } = call;
  const found = findRequest(call);
  const { order } = found;
  const request = requestSeen(world, found);
  const renewed = order.renewalOf === undefined ? undefined : world.orders.get(order.renewalOf);
  const view = {
    ...head(world, request),
    date_processed: request.decision && requestDate(world, request.decision.at),
    order: {
      ...objectOf(world.awkward.staleRequestView ? request.snapshot : orderView(world, order)),
      renewal_of_order_valid_till: renewed && dayOf(renewed.coverageTill),
    },
    comments: commentsOf(world, request, "request"),
    processor_comment: request.decision?.comment,
  };
  return ok(without(view, world.awkward.missingOnRequestPage));
};

/** PUT /request/{request_id}/status. https://dev.digicert.com/zh-tw/services-api/requests/update-request-status/ */
export const decideRequest = (call: Call): Answer => {
  const { request } = findRequest(call);
  const { world, key } = call;
  const body = objectOf(call.body);
  const { status } = body;
  requireParams(has(status) ? [] : ["status"]);
  if (!key.person.admin) throw denied("invalid_approver");
  if (status === "submitted" || status === "pending") return empty();
  if (status !== "approved" && status !== "rejected") throw invalid("invalid_param:status", "The status is not valid.");
  if (requestStatus(request) !== "pending") {
    if (world.awkward.requestDecidedAgain === "refuse")
      throw invalid("request_already_processed", "The request was decided before.");
    return empty();
  }
  decide(world, request, status, actorOf(call), textOf(body["processor_comment"]));
  settle(world);
  return empty();
};
