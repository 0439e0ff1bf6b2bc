import { CertCentralError } from "../../certcentral";
import { linesOf } from "../../contract/partial-failure";
import { Refusal } from "../../contract/refusal";
import type { Ctx } from "../order/context";
import { revocationSoFar } from "../revoke/revocation-so-far";
import { targetName } from "../revoke/target";
import { lookAt } from "./apply/observe";
import type { RevocationState } from "./state";
import { targetOf } from "./target";

/**
 * Says what is left behind. Where state knows no request that waits, a step that was killed may have made one, and a lost answer
 * may have come to something: it looks, and no look that fails keeps the resource.
 */
export const remove = async (prior: RevocationState, ctx: Ctx): Promise<void> => {
  const { level, text } = farewell(isSettled(prior) ? prior : await lookedAt(prior, ctx));
  ctx.run.log[level](text);
};

const isSettled = ({ status }: RevocationState): boolean => status === "revoked" || status === "pending";

const lookedAt = async (prior: RevocationState, ctx: Ctx): Promise<RevocationState> => {
  const target = targetOf(prior.requestedInputs);
  if (target === undefined) return prior;
  try {
    const observed = await lookAt(target, prior.requestedInputs, prior.foundOnOrder, ctx);
    const { seen, isOpen } = await revocationSoFar(target, observed, undefined, ctx);
    if (seen?.is === "revoked") return { ...prior, status: "revoked" };
    return seen !== undefined && isOpen ? { ...prior, status: "pending", requestId: seen.requestId } : prior;
  } catch (error) {
    if (!CertCentralError.is(error) && !(error instanceof Refusal)) throw error;
    ctx.run.log.info(`it could not be looked whether a request to revoke it waits: ${linesOf(error)[0]}`);
    return prior;
  }
};

/** What is left behind when the resource goes. Pure. */
export const farewell = (prior: RevocationState): { readonly level: "info" | "warn"; readonly text: string } => {
  const target = targetOf(prior.requestedInputs);
  const name = target === undefined ? "a certificate" : targetName(target);
  switch (prior.status) {
    case "revoked":
      return { level: "info", text: `${name} stays revoked: a revocation cannot be undone` };
    case "pending":
      return {
        level: "warn",
        text: `request ${prior.requestId} to revoke ${name} still waits for an administrator: have it rejected in CertCentral if it is no longer wanted`,
      };
    case "unknown":
      return {
        level: "warn",
        text: `it was never learned whether ${name} was revoked: look it up in CertCentral; a revocation cannot be undone`,
      };
    case "rejected":
      return { level: "info", text: `${name} was not revoked by this resource` };
  }
};
