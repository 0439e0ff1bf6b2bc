import { CertCentralError, decideRequest, updateOrderStatus } from "../../certcentral";
import type { Ctx } from "./look";

/**
 * Takes back what we asked for ourselves: by request id where there is one, else the order's pending reissue.
 * If the answer never comes: the next look tells whether it is still pending.
 */
export const cancelOwn = async (
  orderId: number,
  requestIds: readonly number[],
  note: string,
  { api, run }: Ctx,
): Promise<void> => {
  run.log.progress(`cancelling our pending reissue of order ${orderId}`);
  const cancelOrder = () => api.send(updateOrderStatus, { orderId, status: "CANCELED", note }, run);
  if (requestIds.length === 0) return cancelOrder();
  for (const requestId of requestIds) {
    try {
      await api.send(decideRequest, { requestId, status: "rejected", processorComment: note }, run);
    } catch (error) {
      // A key may ask without being allowed to decide; taking its own order's reissue back is another right.
      if (!CertCentralError.is(error) || error.status !== 403) throw error;
      return cancelOrder();
    }
  }
};
