import { PartialFailure, partialFailureAs } from "../../../contract/partial-failure";
import { Refusal } from "../../../contract/refusal";
import type { Ctx } from "../../order/context";
import type { Target } from "../../revoke/target";
import { targetStatusOf } from "../../revoke/target-status";
import type { RevocationInputs } from "../inputs";
import { askedDifferently } from "../plan";
import type { RevocationState } from "../state";
import { idOf, nameOf, targetOf } from "../target";
import { follow, isWaiting, notAgain } from "./follow-approval";
import { lookAt } from "./observe";
import { ask } from "./send";

/** How many requests that turn out to be about something else are followed in one step. */
const MOST_ROUNDS = 3;

/**
 * Brings a revocation as far as it can be brought: looks, asks at most once, follows the request. What is revoked already is
 * done; a request that waits is not made again; one that was rejected is remembered.
 */
export const reconcile = async (
  inputs: RevocationInputs,
  prior: RevocationState | undefined,
  ctx: Ctx,
): Promise<RevocationState> => {
  const target = targetOf(inputs);
  if (target === undefined) throw new Refusal(["nothing to revoke is named"]);
  if (prior?.status === "revoked") return { ...prior, requestedInputs: inputs };
  if (prior?.status === "rejected" && askedDifferently(prior, inputs).length === 0) return afterNo(target, prior, ctx);
  // Set from the first remote change on: whatever fails then must not lose it.
  let changed: RevocationState | undefined;
  const save = (state: RevocationState): void => {
    changed = state;
  };
  return partialFailureAs(
    idOf(target),
    () => changed,
    async () => {
      let before = prior;
      for (let round = 0; round < MOST_ROUNDS; round++) {
        const state: RevocationState =
          before !== undefined && isWaiting(before) ? before : await ask(target, inputs, before, ctx, save);
        if (!isWaiting(state)) return state;
        save(state);
        const end = await follow(target, state, inputs, state !== before, ctx);
        if (end !== undefined) return end;
        const { requestId: _, followed: __, ...rest } = state;
        before = { ...rest, status: "rejected" };
      }
      throw new PartialFailure(idOf(target), { ...(changed ?? { requestedInputs: inputs }), status: "unknown" }, [
        `requests to revoke ${nameOf(target)} were approved, and it is not revoked`,
        "look at it in CertCentral, then run pulumi up again",
      ]);
    },
  );
};

/** What was rejected may be revoked all the same, by somebody else; if not, it is not asked for again. */
const afterNo = async (target: Target, prior: RevocationState, ctx: Ctx): Promise<RevocationState> => {
  const lines = notAgain(prior.rejection ?? `${nameOf(target)} was not revoked: the request was rejected`);
  const observed = await lookAt(target, prior.requestedInputs, prior.foundOnOrder, ctx);
  if (targetStatusOf(target, observed) !== "revoked") throw new Refusal(lines);
  ctx.run.log.info(`${nameOf(target, observed.orderId)} is revoked by now: nothing is sent`);
  return { ...prior, status: "revoked" };
};
