import { nothing } from "../../transport/answers/received";
import { endpoint } from "../../transport/endpoint";
import { path } from "../../transport/path";

/**
 * Cancels: a pending order, or the pending reissue of an order, which then goes back to `issued`. The `note` becomes
 * the processor's comment of the request, if one was waiting.
 *
 * If the answer never comes: read the order. A cancelled reissue shows as an order that is no longer `reissue_pending`.
 * @see https://dev.digicert.com/en/certcentral-apis/services-api/orders/update-order-status.html
 */
export const updateOrderStatus = endpoint({
  name: "update order status",
  family: "services",
  method: "PUT",
  path: ({ orderId }: { orderId: number | string; status: "CANCELED"; note: string }) =>
    path`/order/certificate/${orderId}/status`,
  body: ({ status, note }) => ({ status, note }),
  answer: nothing,
  repeatable: false,
});
