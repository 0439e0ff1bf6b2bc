import type { ApprovalRequest } from "../../certcentral";
import { CertCentralError, type Done, decideRequest, updateOrderStatus, writeOnce } from "../../certcentral";
import type { Ctx } from "../order/context";
import { observeOrder } from "../order/observe";
import { type ObservedOrder, pendingOnes, reissuePending } from "../order/observed-order";
import { type OurRequest, ownershipOn } from "../order/ownership/ownership";
import { decisionOn, isRejected, ownRequests } from "../order/requests/approval-requests";

const MARK = "cancelled by pulumi: ";

/** Whether we cancelled it ourselves: then nobody rejected it. */
export const isOwnCancel = (request: ApprovalRequest): boolean =>
  isRejected(request) && request.processorComment?.startsWith(MARK) === true;

/**
 * Takes back what we asked for ourselves: by request id where there is one, else the order's pending reissue.
 * If the answer never comes: it looks whether it is still pending; when that cannot be seen either, the next run tells by
 * the note that it was us.
 * What CertCentral says was decided, in a word that nobody knows, may have been rejected: what is pending may then be another stack's,
 * though key, names and user are the same. So that is told of, and left.
 */
export const cancelOwn = async (
  orderId: number,
  requestIds: readonly number[],
  why: string,
  ctx: Ctx,
): Promise<void> => {
  const { api, run } = ctx;
  const note = `${MARK}${why}`;
  run.log.progress(`cancelling our pending reissue of order ${orderId}`);
  const cancelOrder = () =>
    cancelled(
      () => api.send(updateOrderStatus, { orderId, status: "CANCELED", note }, run),
      // A reissue that is still pending may be somebody else's by now, so the cancellation is not sent again.
      async () => (reissuePending(await observeOrder(orderId, ctx)) ? "cannot tell" : "yes"),
    );
  if (requestIds.length === 0) return cancelOrder();
  for (const requestId of requestIds) {
    try {
      await cancelled(
        () => api.send(decideRequest, { requestId, status: "rejected", processorComment: note }, run),
        async () => {
          const [request] = await ownRequests([requestId], ctx);
          if (request === undefined) return "cannot tell";
          return isRejected(request) ? "yes" : decisionOn(request) === "open" ? "no" : "cannot tell";
        },
      );
    } catch (error) {
      if (!CertCentralError.is(error)) throw error;
      if (error.status === 400 && (await isUnclear(requestId, ctx))) {
        run.log.warn(
          `request ${requestId} cannot be taken back, for CertCentral says that it was decided: what it asked for may be issued`,
        );
        continue;
      }
      // A key may ask without being allowed to decide; taking its own order's reissue back is another right.
      if (error.status !== 403 || !(await isAllThatIsPending(orderId, requestIds, ctx))) throw error;
      const [request] = await ownRequests([requestId], ctx);
      if (request === undefined || !isRejected(request)) return cancelOrder();
    }
  }
};

/** The cancellation of an order takes whatever is pending on it: whether that is one reissue, and proven to be ours. Pure. */
export const isProvenAlone = (observed: ObservedOrder, ours: OurRequest): boolean => {
  const [pending, ...others] = pendingOnes(observed);
  return (
    pending !== undefined &&
    others.length === 0 &&
    ownershipOn(observed, ours)(pending) === "ours" &&
    observed.openReissueRequests.every((id) => ours.pending?.requestIds.includes(id))
  );
};

/** The cancellation of an order takes whatever is pending on it, a colleague's reissue too. */
const isAllThatIsPending = async (orderId: number, requestIds: readonly number[], ctx: Ctx): Promise<boolean> => {
  const observed = await observeOrder(orderId, ctx, { duplicates: true });
  return pendingOnes(observed).length <= 1 && observed.openReissueRequests.every((id) => requestIds.includes(id));
};

/** A status word that nobody knows: that CertCentral refuses to decide it is the only thing that tells. */
const isUnclear = async (requestId: number, ctx: Ctx): Promise<boolean> => {
  const [request] = await ownRequests([requestId], ctx);
  return request !== undefined && decisionOn(request) === "cannot tell";
};

/** A write whose answer was lost has not failed if what it was to do is done. */
const cancelled = async (send: () => Promise<void>, look: () => Promise<Done>): Promise<void> => {
  const written = await writeOnce({ send, look, isDone: (done) => done });
  if (written.is === "in doubt") throw written.error;
};
