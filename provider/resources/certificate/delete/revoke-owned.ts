import type { Ctx } from "../../order/context";
import { observeOrder } from "../../order/observe";
import { allOf, type ObservedOrder } from "../../order/observed-order";
import { findOwnRequest } from "../../revoke/find-own-request";
import { besideOurs } from "../../revoke/request-owner";
import { type Revoked, revoke, type Seen } from "../../revoke/revoke";
import { type Target, targetName } from "../../revoke/target";
import { aboutOf, type ObservedTarget, targetStatusOf } from "../../revoke/target-status";
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
 * mark and by who asked, and is followed instead of being made again. Somebody else's is named and left alone.
 */
export const revokeOurs = async (
  { target, name, observed, how, blocked }: RevokingOurs,
  ctx: Ctx,
): Promise<Revoked> => {
  const { orderId } = observed;
  const { log } = ctx.run;
  const { own, foreign } = await findOwnRequest(
    observed.openRevokeRequests,
    aboutOf(target, sightOf(target, observed)),
    ctx,
  );
  if (own?.proven) {
    log.info(`${name}: request ${own.requestId} to revoke waits already; no second one is made`);
    return { is: "requested", ...own };
  }
  for (const request of foreign) log.warn(besideOurs(request, name));
  const lookAgain = async (): Promise<Seen> => {
    const now = await observeOrder(orderId, ctx, { duplicates: !("wholeOrder" in target) });
    const sight = sightOf(target, now);
    const standing = targetStatusOf(target, sight);
    if (standing === "revoked") return { is: "revoked" };
    const came = await findOwnRequest(now.openRevokeRequests, aboutOf(target, sight, observed.revokeRequests), ctx);
    if (came.own !== undefined) return { is: "requested", ...came.own };
    return { is: standing, blocked: blocked(now) };
  };
  const { reason, comments, skipApproval } = how ?? {};
  return revoke(
    {
      target: "wholeOrder" in target ? target : { certificate: target.certificateId },
      targetName: targetName(target),
      name,
      look: lookAgain,
      ...(reason === undefined ? {} : { reason }),
      ...(comments === undefined ? {} : { comments }),
      ...(skipApproval === undefined ? {} : { skipApproval }),
    },
    ctx,
  );
};

const sightOf = (target: Ours, observed: ObservedOrder): ObservedTarget => ({
  orderId: observed.orderId,
  observed,
  certificate:
    "wholeOrder" in target ? undefined : allOf(observed).find((c) => c.certificateId === target.certificateId),
});
