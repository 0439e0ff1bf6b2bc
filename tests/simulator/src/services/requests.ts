import { type Answer, denied, empty, invalid, ok, requireParams } from "../api/answer";
import type { Call } from "../api/call";
import { has, numberOf, objectOf, textOf } from "../api/read";
import { personView } from "../views/certificate";
import { CONTAINER, orderView, organizationOf, productView } from "../views/order";
import type { View } from "../views/present";
import { isoOf } from "../world/dates";
import { decide } from "../world/decide";
import type { Order, Request } from "../world/facts";
import { settle } from "../world/settle";
import { requestStatus, shownCertificate } from "../world/status";
import { findRequest, ordersOf } from "./find";

const summary = (call: Call, order: Order): View => {
  const organization = organizationOf(call.world, order);
  return {
    id: order.id,
    certificate: { common_name: shownCertificate(order)?.asked.commonName },
    organization: organization && { id: organization.id, name: organization.name },
    container: CONTAINER,
    product: productView(order),
  };
};

const head = (request: Request): View => ({
  id: request.id,
  date: isoOf(request.at),
  type: request.type,
  status: requestStatus(request),
  requester: personView(request.requester),
  processor: request.decision && personView(request.decision.by),
});

/** GET /request */
export const listRequests = (call: Call): Answer => {
  const status = call.query.get("status") ?? call.query.get("filters[status]");
  const limit = Math.min(1000, numberOf(call.query.get("limit") ?? undefined) ?? 1000);
  const offset = numberOf(call.query.get("offset") ?? undefined) ?? 0;
  const all = ordersOf(call)
    .flatMap((order) => order.requests.map((request) => ({ order, request })))
    .filter(({ request }) => status === null || requestStatus(request) === status)
    .sort((a, b) => b.request.id - a.request.id);
  return ok({
    requests: all
      .slice(offset, offset + limit)
      .map(({ order, request }) => ({ ...head(request), order: summary(call, order) })),
    page: { total: all.length, limit, offset },
  });
};

/** GET /request/{request_id}. https://dev.digicert.com/services-api/requests/request-info/ */
export const requestInfo = (call: Call): Answer => {
  const { order, request } = findRequest(call);
  const { world } = call;
  return ok({
    ...head(request),
    date_processed: request.decision && isoOf(request.decision.at),
    order: world.awkward.staleRequestView ? request.snapshot : orderView(world, order),
    comments: request.comments,
    processor_comment: request.decision?.comment,
  });
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
  decide(world, request, status, key.person, textOf(body["processor_comment"]));
  settle(world);
  return empty();
};
