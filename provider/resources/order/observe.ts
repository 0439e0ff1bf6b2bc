import { CertCentralError, listDuplicates, listReissues, orderInfo } from "../../certcentral";
import { Refusal } from "../../contract/refusal";
import type { Ctx } from "./context";
import { type ObservedOrder, observedOrder, withLists } from "./observed-order";

/**
 * The order's reissues, its duplicates where they matter, and then the order: what is issued between two reads would
 * otherwise be in neither, as one that waits no more and is not the order's current one yet, and be asked for again. Not visible is an error, never "gone": a wrong key
 * must not empty a stack.
 */
export const observeOrder = async (
  orderId: number,
  { api, run }: Ctx,
  { duplicates = false } = {},
): Promise<ObservedOrder> => {
  const [[reissues, others], order] = await seen(
    orderId,
    async () =>
      [
        await Promise.all([
          api.send(listReissues, { orderId }, run),
          duplicates ? api.send(listDuplicates, { orderId }, run) : [],
        ]),
        await api.send(orderInfo, { orderId }, run),
      ] as const,
  );
  return observedOrder(order, reissues, others);
};

/** The order as its page told it a moment ago, with its reissues as they are now: one request. */
export const observeLists = async (page: ObservedOrder, { api, run }: Ctx): Promise<ObservedOrder> => {
  const { orderId, primary } = page;
  const reissues = await seen(orderId, () => api.send(listReissues, { orderId }, run));
  return withLists(page, primary?.certificateId, reissues);
};

/** The order alone: one request. */
export const observeOrderPage = async (orderId: number, { api, run }: Ctx): Promise<ObservedOrder> =>
  observedOrder(await seen(orderId, () => api.send(orderInfo, { orderId }, run)), []);

const seen = async <Value>(orderId: number, ask: () => Promise<Value>): Promise<Value> => {
  try {
    return await ask();
  } catch (error) {
    if (CertCentralError.is(error) && error.code === "absent")
      throw new NotVisible([
        `order ${orderId} is not visible to this API key`,
        "check orderId, and that the key belongs to the order's account (refresh and destroy use the key stored in state: --run-program uses the current one)",
      ]);
    throw error;
  }
};

/** Of an order: it is no evidence that it is gone. */
export class NotVisible extends Refusal {}

/** Looks at an order that the resource has left, where it may have kept a duplicate: why it still matters, and how to leave it alone, is said where it cannot be seen. */
export const observeLeft = async (orderId: number, whyAndWayOut: string, ctx: Ctx): Promise<ObservedOrder> => {
  try {
    return await observeOrder(orderId, ctx, { duplicates: true });
  } catch (error) {
    throw error instanceof NotVisible ? new Refusal([...error.lines, whyAndWayOut]) : error;
  }
};
