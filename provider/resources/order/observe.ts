import { CertCentralError, listDuplicates, listReissues, orderInfo } from "../../certcentral";
import { Refusal } from "../../contract/refusal";
import type { Ctx } from "./context";
import { type ObservedOrder, observedOrder } from "./observed-order";

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

/** The order alone; its reissues too unless its current certificate is one that was not known before. */
export const observeUnseen = async (
  orderId: number,
  known: readonly number[],
  { api, run }: Ctx,
): Promise<ObservedOrder> => {
  const order = await seen(orderId, () => api.send(orderInfo, { orderId }, run));
  const { certificateId } = order.certificate;
  const isUnseen = certificateId !== undefined && !known.includes(certificateId);
  return observedOrder(order, isUnseen ? [] : await api.send(listReissues, { orderId }, run));
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
