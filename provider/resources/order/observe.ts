import {
  type ApprovalRequest,
  type CertCentral,
  CertCentralError,
  listDuplicates,
  listReissues,
  me,
  orderInfo,
  requestInfo,
} from "../../certcentral";
import { Refusal } from "../../contract/refusal";
import type { Context } from "../../contract/resource";
import type { Pending } from "../certificate/state";
import { factsOf, type OrderFacts } from "./observed-order";

export type Ctx = Context<CertCentral>;

/**
 * The order's reissues, its duplicates where they matter, and then the order: what is issued between two reads would
 * otherwise be in neither, as one that waits no more and is not the order's current one yet, and be asked for again. Not visible is an error, never "gone": a wrong key
 * must not empty a stack.
 */
export const look = async (orderId: number, { api, run }: Ctx, { duplicates = false } = {}): Promise<OrderFacts> => {
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
  return factsOf(order, reissues, others);
};

/** The order alone; its reissues too unless its current certificate is one that was not known before. */
export const lookForNews = async (
  orderId: number,
  known: readonly number[],
  { api, run }: Ctx,
): Promise<OrderFacts> => {
  const order = await seen(orderId, () => api.send(orderInfo, { orderId }, run));
  const { certificateId } = order.certificate;
  const isNews = certificateId !== undefined && !known.includes(certificateId);
  return factsOf(order, isNews ? [] : await api.send(listReissues, { orderId }, run));
};

/** The order alone: one request. */
export const lookAtOrder = async (orderId: number, { api, run }: Ctx): Promise<OrderFacts> =>
  factsOf(await seen(orderId, () => api.send(orderInfo, { orderId }, run)), []);

const seen = async <Value>(orderId: number, ask: () => Promise<Value>): Promise<Value> => {
  try {
    return await ask();
  } catch (error) {
    if (CertCentralError.is(error) && error.status === 404)
      throw new Refusal([
        `order ${orderId} is not visible to this API key`,
        "check orderId, and that the key belongs to the order's account (refresh and destroy use the key stored in state: --run-program uses the current one)",
      ]);
    throw error;
  }
};

/** Requests by id, as their own pages tell; one that has vanished is left out. */
export const ownRequests = async (requestIds: readonly number[], { api, run }: Ctx): Promise<ApprovalRequest[]> => {
  const found: ApprovalRequest[] = [];
  for (const requestId of requestIds) {
    try {
      found.push(await api.send(requestInfo, { requestId }, run));
    } catch (error) {
      if (!CertCentralError.is(error) || error.status !== 404) throw error;
    }
  }
  return found;
};

/**
 * The user of our key: the one who made our request, or, where only that tells whose a certificate is (after a lost
 * answer, or before one that nobody told us of is taken), whom the key belongs to.
 */
export const selfOf = async (
  pending: Pending | undefined,
  requests: readonly ApprovalRequest[],
  { api, run }: Ctx,
  { inDoubt = false } = {},
): Promise<number | undefined> => {
  const requester = requests.find((request) => request.requester?.userId)?.requester?.userId;
  if (requester !== undefined || (pending?.phase !== "unknown" && !inDoubt)) return requester;
  try {
    return (await api.send(me, {}, run)).userId;
  } catch (error) {
    if (CertCentralError.is(error) && error.code !== "no-key") return undefined;
    throw error;
  }
};

const OPEN = new Set(["pending", "submitted"]);
export const isOpen = (request: ApprovalRequest): boolean => OPEN.has(request.status);
export const isRejected = (request: ApprovalRequest): boolean =>
  request.status === "rejected" || request.status === "denied";
