import { type ApprovalRequest, type CertCentral, CertCentralError, me } from "../../certcentral";
import type { Ctx } from "./context";

/** A key belongs to one user for ever. */
const known = new WeakMap<CertCentral, number>();

/**
 * Whom our key belongs to; `undefined` where CertCentral does not tell, which leaves open whose something is. `leavesOpen`: for
 * which failures that will do; any other is thrown.
 */
export const keyUser = async (
  { api, run }: Ctx,
  leavesOpen: (error: CertCentralError) => boolean = ({ code }) => code !== "no-key",
): Promise<number | undefined> => {
  const before = known.get(api);
  if (before !== undefined) return before;
  try {
    const { userId } = await api.send(me, {}, run);
    if (userId !== undefined) known.set(api, userId);
    return userId;
  } catch (error) {
    if (CertCentralError.is(error) && leavesOpen(error)) return undefined;
    throw error;
  }
};

/** Who made a request of ours: the user of our key, told without another call. */
export const requesterOf = (requests: readonly ApprovalRequest[]): number | undefined =>
  requests.find((request) => request.requester?.userId !== undefined)?.requester?.userId;
