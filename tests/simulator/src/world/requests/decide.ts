import type { Actor, Certificate, Order, Request } from "../facts";
import { isPending, requestStatus } from "../status";
import type { World } from "../world";

/** An administrator decides a pending request. */
export const decide = (
  world: World,
  request: Request,
  verdict: "approved" | "rejected",
  actor: Actor,
  comment?: string,
): void => {
  const order = world.orders.get(request.orderId);
  if (order === undefined || requestStatus(request) !== "pending") return;
  const at = world.now;
  request.decision = { at, verdict, ...actor, ...(comment === undefined ? {} : { comment }) };
  const certificate = request.certificateId === undefined ? undefined : world.certificates.get(request.certificateId);
  if (request.type === "revoke") {
    if (verdict === "approved") carryOutRevoke(world, order, request, requesterOf(request));
  } else if (certificate !== undefined) {
    if (verdict === "approved") certificate.approvedAt = at;
    else certificate.rejectedAt = at;
  }
  world.touch(order);
};

export const requesterOf = ({ requester, withKey }: Request): Actor => ({
  by: requester,
  ...(withKey === undefined ? {} : { withKey }),
});

const cancelled = (certificate: Certificate, at: Date, actor: Actor): void => {
  certificate.canceledAt = at;
  certificate.canceledBy = actor;
};

/** What an approved (or direct) revocation does. */
export const carryOutRevoke = (
  world: World,
  order: Order,
  about: Pick<Request, "certificateId" | "revocationReason">,
  actor: Actor,
): void => {
  const at = world.now;
  const revoked = { at, reason: about.revocationReason ?? "unspecified", by: "account", actor };
  const certificate = about.certificateId === undefined ? undefined : world.certificates.get(about.certificateId);
  if (certificate === undefined) {
    order.revokedAt ??= at;
    for (const c of order.certificates) {
      if (c.issued) c.revoked ??= revoked;
      else if (isPending(c)) cancelled(c, at, actor);
    }
  } else {
    certificate.revoked ??= revoked;
    const issued = order.certificates.filter((c) => c.issued);
    if (world.awkward.revokeOrderWithLastCertificate && issued.every((c) => c.revoked)) order.revokedAt ??= at;
  }
  world.touch(order);
};

/** Cancels a pending reissue: the order is as it was before. */
export const cancelReissue = (world: World, order: Order, actor: Actor, note: string | undefined): boolean => {
  const pending = order.certificates.filter((c) => c.source === "reissue" && isPending(c));
  for (const certificate of pending) {
    cancelled(certificate, world.now, actor);
    const request = order.requests.find((r) => r.id === certificate.requestId);
    if (request !== undefined && requestStatus(request) === "pending")
      request.decision = {
        at: world.now,
        verdict: "rejected",
        ...actor,
        ...(note === undefined ? {} : { comment: note }),
      };
  }
  world.touch(order);
  return pending.length > 0;
};

/** Cancels an order that was not issued. */
export const cancelOrder = (world: World, order: Order, actor: Actor): void => {
  order.canceledAt = world.now;
  order.canceledBy = actor;
  world.touch(order);
};
