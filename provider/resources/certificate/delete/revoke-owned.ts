import { Refusal } from "../../../contract/refusal";
import type { Ctx } from "../../order/context";
import { observeOrder } from "../../order/observe";
import { allOf, type ObservedOrder } from "../../order/observed-order";
import type { Revoked } from "../../revoke/revoke";
import { type RevokeOnce, revokeOnce } from "../../revoke/revoke-once";
import type { Target } from "../../revoke/target";
import type { ObservedTarget } from "../../revoke/target-status";
import type { CertificateInputs } from "../inputs";

/** A certificate of the order, or all of it. */
export type Ours = Extract<Target, { readonly certificateId: number } | { readonly wholeOrder: number }>;

export interface RevokingOurs {
  readonly target: Ours;
  /** For people. */
  readonly name: string;
  /** The order as it was seen before anything is sent. */
  readonly observed: ObservedOrder;
  readonly how: CertificateInputs["revocation"];
  /** Why DigiCert revokes nothing on such an order, and what to do; `undefined` when nothing is known to stand in the way. */
  readonly blocked: (observed: ObservedOrder) => readonly string[] | undefined;
}

/**
 * Revokes something of ours, once. Nothing is kept of a delete that failed: a request that it made before is known by its
 * mark and by who asked, and is followed instead of being made again. What cannot be seen is an error.
 */
export const revokeOurs = async (
  { target, name, observed, how = {}, blocked }: RevokingOurs,
  ctx: Ctx,
): Promise<Revoked> => {
  const observe = async () =>
    targetOn(target, await observeOrder(observed.orderId, ctx, { duplicates: !("wholeOrder" in target) }));
  const once: RevokeOnce = {
    name,
    before: targetOn(target, observed),
    how,
    keepsState: false,
    blocked: (now) => (now === undefined ? undefined : blocked(now)),
  };
  const revoked = await revokeOnce(target, observe, once, ctx);
  if (revoked.is === "in doubt")
    throw new Refusal([
      `it is not known whether ${name} was revoked: ${revoked.why}`,
      "run the same command again: it looks first",
    ]);
  if (revoked.is === "requested" && revoked.sentAt === undefined)
    ctx.run.log.info(`${name}: request ${revoked.requestId} to revoke waits already; no second one is made`);
  return revoked;
};

const targetOn = (target: Ours, observed: ObservedOrder): ObservedTarget => ({
  orderId: observed.orderId,
  observed,
  certificate:
    "wholeOrder" in target ? undefined : allOf(observed).find((c) => c.certificateId === target.certificateId),
});
