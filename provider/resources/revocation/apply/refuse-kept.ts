import { Refusal } from "../../../contract/refusal";
import type { Ctx } from "../../order/context";
import type { Target } from "../../revoke/target";
import { namesOf, type ObservedTarget } from "../../revoke/target-status";

/** Other resources of the program say within this time what they keep: a revocation cannot be taken back. */
const OTHERS_REPORT_MS = 3_000;

/** What to do instead of a `Revocation` of what a `Certificate` of the program keeps. */
export const howToBeRid = (keeper: string): string =>
  `to be rid of it, remove ${keeper} from the program, which revokes what it had issued; what it only adopted is left alive then, unless a pulumi up before that has set its onDelete: "revoke"`;

/**
 * Refuses what another resource of this run keeps: one that was registered after this one had not said so when this step
 * began, or had not adopted it yet.
 */
export const refuseKept = async (target: Target, observed: ObservedTarget, name: string, ctx: Ctx): Promise<void> => {
  ctx.run.log.progress(`asking what other resources keep: ${name}`);
  await ctx.run.sleep(OTHERS_REPORT_MS);
  if (!namesOf(target, observed).some((words) => ctx.isOwned(words))) return;
  throw new Refusal([
    `${name} is kept by another resource of this program, which would have it replaced, to be revoked again, and so on; nothing was sent`,
    `${howToBeRid("that resource")}; to replace it, give it a new key`,
  ]);
};
