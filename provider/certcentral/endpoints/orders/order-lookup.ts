import * as z from "zod";
import { present } from "../../../contract/present";
import { json } from "../../transport/answers/received";
import { endpoint } from "../../transport/endpoint";
import { path } from "../../transport/path";
import { Page } from "../../wire/list";
import { id, listOf, maybe, text } from "../../wire/values";

/** An order in one line. */
export interface OrderLine {
  readonly orderId: number;
  readonly certificateId?: number;
  readonly status: string;
}

const Line = z
  .object({ order_id: id, certificate_id: maybe.id, status: text })
  .transform(
    (wire): OrderLine => present({ orderId: wire.order_id, certificateId: wire.certificate_id, status: wire.status }),
  );

/**
 * The orders whose status changed in the last `minutes` and `seconds`, which add up to seven days at most.
 * The page's other way to ask, a range of times, is left out: it is told in Mountain time.
 * @see https://dev.digicert.com/en/certcentral-apis/services-api/orders/status-change-list.html
 */
export const statusChanges = endpoint({
  name: "status changes",
  family: "services",
  method: "GET",
  path: (_: { minutes?: number; seconds?: number }) => path`/order/certificate/status-changes`,
  query: ({ minutes, seconds }) => ({ minutes, seconds }),
  answer: json(z.object({ orders: listOf(Line) })),
  repeatable: true,
});

/**
 * The orders placed with this id of the caller's own. Nothing makes the id unique; no match may also be a 404 (undocumented).
 * @see https://dev.digicert.com/services-api/orders/get-orders-alternative-order-id/
 */
export const orderByAlternativeId = endpoint({
  name: "orders by alternative id",
  family: "services",
  method: "GET",
  path: ({ alternativeOrderId }: { alternativeOrderId: string; limit?: number; offset?: number }) =>
    path`/order/alternate/${alternativeOrderId}`,
  query: ({ limit, offset }) => ({ limit, offset }),
  answer: json(z.object({ orders: listOf(Line), page: Page })),
  repeatable: true,
});
