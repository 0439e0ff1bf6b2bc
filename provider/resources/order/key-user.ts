import { type ApprovalRequest, CertCentralError, me } from "../../certcentral";
import type { Ctx } from "./context";
import type { Pending } from "./ownership";

/**
 * The user of our key: the one who made our request, or, where only that tells whose a certificate is (after a lost
 * answer, or before one that nobody told us of is taken), whom the key belongs to.
 */

export const keyUser = async (
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
