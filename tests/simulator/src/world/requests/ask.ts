import { orderView } from "../../views/order";
import { DIGICERT } from "../accounts";
import type { Actor, Asked, Certificate, Order, Request } from "../facts";
import { namesToProve } from "../proofs/prove";
import type { World } from "../world";

const SOURCE = { original: "new_request", reissue: "reissue", duplicate: "duplicate" } as const;

export interface Asking extends Actor {
  /** When it is not the kind that tells. */
  source?: "reissue";
  at: Date;
  /** Already judged: may this one go without a request? */
  skipApproval: boolean;
  comments?: string | undefined;
  /** In place of the gates of order and account. */
  approvalNeeded?: boolean | undefined;
  /** Nothing is to be proven for it. */
  proven?: boolean | undefined;
  slowSeconds?: number | undefined;
  pollsLeft?: number | undefined;
}

export const needsApproval = (world: World, order: Pick<Order, "approval">): boolean =>
  order.approval ?? world.awkward.approvalGate;

/** Files a request for whatever needs one. Without a gate it is approved in the same breath. */
export const file = (
  world: World,
  order: Order,
  about: Pick<Request, "type" | "certificateId" | "revocationReason">,
  asking: Asking,
  gate: boolean,
): Request => {
  const request: Request = {
    id: world.nextId("request"),
    orderId: order.id,
    ...about,
    at: asking.at,
    requester: asking.by,
    ...(asking.withKey === undefined ? {} : { withKey: asking.withKey }),
    ...(asking.comments === undefined ? {} : { comments: asking.comments }),
    ...(gate ? {} : { decision: { at: asking.at, verdict: "approved", by: DIGICERT } }),
    snapshot: undefined,
  };
  order.requests.push(request);
  world.requests.set(request.id, request);
  world.touch(order);
  return request;
};

/** Takes a snapshot of the order into the request, as it is right now. */
export const snapshot = (world: World, order: Order, request: Request): void => {
  request.snapshot = orderView(world, order);
};

/** Somebody asks for a certificate on an order. It is issued when its gates are open and the CA is done. */
export const ask = (
  world: World,
  order: Order,
  kind: Certificate["kind"],
  asked: Asked,
  asking: Asking,
): { certificate: Certificate; request?: Request } => {
  const gate = !asking.skipApproval && (asking.approvalNeeded ?? needsApproval(world, order));
  const certificate: Certificate = {
    id: world.nextId("certificate"),
    orderId: order.id,
    kind,
    source: asking.source ?? SOURCE[kind],
    asked,
    askedAt: asking.at,
    askedBy: asking.by,
    ...(asking.withKey === undefined ? {} : { askedWithKey: asking.withKey }),
    ...(gate ? {} : { approvedAt: asking.at }),
    toProve: asking.proven === true ? [] : namesToProve(world, order, asked),
    proven: new Map(),
    polledAt: asking.at,
    slowSeconds: asking.slowSeconds ?? world.dice.within(world.awkward.slowIssuanceSeconds),
    pollsLeft: asking.pollsLeft ?? world.dice.whole(world.awkward.slowIssuancePolls),
  };
  order.certificates.push(certificate);
  world.certificates.set(certificate.id, certificate);
  world.touch(order);
  if (asking.skipApproval) return { certificate };
  const request = file(world, order, { type: certificate.source, certificateId: certificate.id }, asking, gate);
  certificate.requestId = request.id;
  snapshot(world, order, request);
  return { certificate, request };
};
