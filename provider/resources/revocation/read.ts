import type { Ctx } from "../order/context";
import { revocationSoFar } from "../revoke/revocation-so-far";
import { endSoFar, isWaiting, revokedBy } from "./apply/follow-approval";
import { lookAt } from "./apply/observe";
import type { RevocationState } from "./state";
import { targetOf } from "./target";
import { placed } from "./transitions/placed";

/** The live facts. What is revoked stays so, and is not asked about. */
export const read = async (prior: RevocationState, ctx: Ctx): Promise<RevocationState> => {
  const target = targetOf(prior.requestedInputs);
  if (target === undefined || prior.status === "revoked") return prior;
  if (isWaiting(prior)) {
    const end = await endSoFar(target, prior, { seconds: 0, looked: false }, ctx);
    if (end.is === "revoked") ctx.run.log.info(revokedBy(target, prior, end.state));
    return "state" in end ? end.state : prior;
  }
  const observed = await lookAt(target, prior.requestedInputs, prior.foundOnOrder, ctx);
  const lost = prior.status === "unknown" ? prior : undefined;
  const { seen } = await revocationSoFar(target, observed, lost && (lost.requestsBefore ?? []), ctx);
  if (seen?.is === "revoked") return placed(prior, seen, lost?.askedAt);
  // After a rejection, another request for the same is not ours to follow.
  return seen !== undefined && lost !== undefined ? placed(prior, seen, prior.askedAt) : prior;
};
