import { type ApprovalRequest, CertCentralError, me } from "../../certcentral";
import { ownRequests } from "../order/approval-requests";
import type { Ctx } from "../order/context";
import { type About, type Own, sortOut } from "./request-owner";

/** Reads an order's requests to revoke, and tells ours from other people's. None: nobody is asked anything. */
export const findOwnRequest = async (
  requestIds: readonly number[],
  about: About,
  ctx: Ctx,
): Promise<{ readonly own: Own | undefined; readonly foreign: readonly ApprovalRequest[] }> => {
  if (requestIds.length === 0) return { own: undefined, foreign: [] };
  const requests = await ownRequests(requestIds, ctx);
  return sortOut(requests, about, requests.length === 0 ? undefined : await userOfKey(ctx));
};

/** `undefined` where a key may not ask; what fails otherwise is not known, and no reason to take a stranger's for ours. */
const userOfKey = async ({ api, run }: Ctx): Promise<number | undefined> => {
  try {
    return (await api.send(me, {}, run)).userId;
  } catch (error) {
    if (CertCentralError.is(error) && error.code === "refused") return undefined;
    throw error;
  }
};
