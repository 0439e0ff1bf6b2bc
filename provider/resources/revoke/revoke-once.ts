import type { Ctx } from "../order/context";
import type { ObservedOrder } from "../order/observed-order";
import { besideOurs } from "./request-owner";
import { revocationSoFar } from "./revocation-so-far";
import { type InDoubt, type RevocationOptions, type Revoked, revoke, type Seen } from "./revoke";
import type { Target } from "./target";
import { type ObservedTarget, targetStatusOf } from "./target-status";

export interface RevokeOnce {
  /** For people: `certificate 1001 (order 118)`. */
  readonly name: string;
  /** The target as it was seen before anything is sent. */
  readonly before: ObservedTarget;
  readonly how: RevocationOptions;
  /**
   * Whether the caller keeps state between runs, so that it learns what comes of a request. Only then is a request followed
   * that is merely likely to be about the target, or that was decided while an answer was lost.
   */
  readonly keepsState: boolean;
  /** The requests that were there before an earlier call whose answer was lost; absent: there was no such call. */
  readonly lostBefore?: readonly number[] | undefined;
  /** Why DigiCert revokes nothing on such an order, and what to do; `undefined` when nothing is known to stand in the way. */
  readonly blocked: (observed: ObservedOrder | undefined) => readonly string[] | undefined;
  /** Refuses, by throwing, right before the call is made. */
  readonly permit?: () => Promise<void>;
}

/** `sentAt`: when the call was made, ISO 8601; absent where nothing was sent, for it was revoked or requested before. */
export type RevokedOnce = (Revoked & { readonly sentAt?: string }) | (InDoubt & { readonly sentAt: string });

/**
 * Revokes a target, once: nothing is sent where a look shows that it is revoked, or that a request of ours is there. Somebody
 * else's request is named and left alone. `observe` looks again after a call that did not end well.
 */
export const revokeOnce = async (
  target: Target,
  observe: () => Promise<ObservedTarget>,
  { name, before, how, keepsState, lostBefore, blocked, permit }: RevokeOnce,
  ctx: Ctx,
): Promise<RevokedOnce> => {
  const soFar = await revocationSoFar(target, before, lostBefore, ctx);
  const { seen } = soFar;
  if (seen?.is === "revoked" || (seen?.is === "requested" && (keepsState || seen.proven))) return seen;
  await permit?.();
  for (const request of soFar.beside) ctx.run.log.warn(besideOurs(request, name));
  const sentAt = ctx.run.now().toISOString();
  const look = async (): Promise<Seen> => {
    const now = await observe();
    const { seen: came, isOpen } = await revocationSoFar(target, now, before.observed?.revokeRequests ?? [], ctx);
    // What is revoked needs nobody to follow it.
    if (came !== undefined && (came.is === "revoked" || keepsState || isOpen)) return came;
    return { is: targetStatusOf(target, now) === "hidden" ? "hidden" : "alive", blocked: blocked(now.observed) };
  };
  return { ...(await revoke({ ...how, target, name, look }, ctx)), sentAt };
};
