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
      throw new Refusal([
        `order ${orderId} is not visible to this API key`,
        "check orderId, and that the key belongs to the order's account (refresh and destroy use the key stored in state: --run-program uses the current one)",
      ]);
    throw error;
  }
};
