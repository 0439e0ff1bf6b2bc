import type { Ctx } from "../order/observe";
import { endSoFar, isWaiting, revokedBy } from "./follow-approval";
import { lookAt } from "./observe";
import { placed, whatCame } from "./send";
import type { RevocationState } from "./state";
import { targetOf } from "./target";

/** The live facts. What is revoked stays so, and is not asked about. */
export const read = async (was: RevocationState, ctx: Ctx): Promise<RevocationState> => {
  const target = targetOf(was.asked);
  if (target === undefined || was.status === "revoked") return was;
  if (isWaiting(was)) {
    const end = await endSoFar(target, was, { seconds: 0, looked: false }, ctx);
    if (end.is === "revoked") ctx.run.log.info(revokedBy(target, was, end.state));
    return "state" in end ? end.state : was;
  }
  const sight = await lookAt(target, was.asked, was.foundOnOrder, ctx);
  const lost = was.status === "unknown" ? was : undefined;
  const { seen } = await whatCame(target, sight, lost, ctx);
  if (seen?.is === "revoked") return placed(was, seen, lost?.askedAt);
  // One that we did not make since is no answer to what was rejected.
  return seen !== undefined && lost !== undefined ? placed(was, seen, was.askedAt) : was;
};
