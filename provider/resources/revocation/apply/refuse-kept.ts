import { anyCertificateOf, anyDuplicateOf } from "../../../claims/words";
import { Refusal } from "../../../contract/refusal";
import type { Ctx } from "../../order/context";
import type { Target } from "../../revoke/target";
import { namesOf, type ObservedTarget } from "../../revoke/target-status";

/** What to do instead of a `Revocation` of what a `Certificate` of the program keeps. */
export const howToBeRid = (keeper: string): string =>
  `to be rid of it, remove ${keeper} from the program, which revokes what it had issued; what it only adopted is left alive then, unless a pulumi up before that has set its onDelete: "revoke"`;

/**
 * Refuses what another resource of this program keeps, until its step is over or once it is: a revocation cannot be taken back. Where the
 * target's order is not known, that may be any certificate of the program.
 */
export const refuseKept = (target: Target, observed: ObservedTarget, name: string, ctx: Ctx): void => {
  if (namesOf(target, observed).some((words) => ctx.owned(words) === "now"))
    throw new Refusal([
      `${name} is kept by another resource of this program, which would have it replaced, to be revoked again, and so on; nothing was sent`,
      `${howToBeRid("that resource")}; to replace it, give it a new key`,
    ]);
  const orderId = "wholeOrder" in target ? target.wholeOrder : (observed.orderId ?? "");
  const keeper = ctx.mayBeKeptBy([anyCertificateOf(orderId), anyDuplicateOf(orderId), ...namesOf(target, observed)]);
  if (keeper === undefined) return;
  throw new Refusal([
    `${name} is or may come to be kept by resource ${keeper} of this program, whose step is not over; nothing was sent`,
    `run pulumi up again, or have this resource wait for it: dependsOn: [${keeper}]`,
  ]);
};
