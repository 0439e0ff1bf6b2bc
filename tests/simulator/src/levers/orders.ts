import type { Asked, Certificate } from "../world/facts";
import { ask } from "../world/requests/ask";
import { cancelReissue, carryOutRevoke, decide } from "../world/requests/decide";
import { settle } from "../world/settle";
import { isPending, orderStatus, primaryOf, requestStatus } from "../world/status";
import { orderFacts } from "./facts";
import { BadPull, type Pull, readWish } from "./lever";
import { findOrder, readHash, readKey } from "./make-order";
import { ADMINISTRATOR, CONSOLE, SOMEBODY } from "./people";
import type { MadeReissue, OrderFacts, ReissueWish } from "./types";

export const showOrder = (pull: Pull): OrderFacts => orderFacts(pull.world, findOrder(pull));

const REISSUE = {
  csr: "text",
  commonName: "text",
  dnsNames: "texts",
  signatureHash: "text",
  approval: "flag",
  comments: "text",
  storeAsDuplicate: "flag",
  slowSeconds: "number",
} as const satisfies Record<keyof ReissueWish, string>;

/** POST /orders/:id/reissue: somebody else, in the console. */
export const reissueElsewhere = async (pull: Pull): Promise<MadeReissue> => {
  const { world } = pull;
  const order = findOrder(pull);
  const wish: ReissueWish = readWish(pull.body, REISSUE);
  const before = primaryOf(order)?.asked;
  const status = orderStatus(order, world.now, { issuedWhileReissuePending: false });
  if (before === undefined || status !== "issued")
    throw new BadPull(`order ${order.id} is ${status}; only an issued order is reissued`, 409);
  const commonName = wish.commonName ?? before.commonName;
  const { wish: _, ...rest } = before;
  const asked: Asked = {
    ...rest,
    ...(commonName === undefined ? {} : { commonName }),
    dnsNames: wish.dnsNames ?? before.dnsNames,
    key: await readKey(wish.csr, commonName ?? "unnamed"),
    hash: wish.signatureHash === undefined ? before.hash : readHash(wish.signatureHash),
  };
  const { certificate, request } = ask(world, order, wish.storeAsDuplicate === true ? "duplicate" : "reissue", asked, {
    by: SOMEBODY,
    at: world.now,
    skipApproval: wish.approval !== true,
    approvalNeeded: wish.approval,
    comments: wish.comments,
    source: "reissue",
    slowSeconds: wish.slowSeconds ?? 0,
    pollsLeft: 0,
  });
  settle(world);
  return { orderId: order.id, certificateId: certificate.id, requestId: request?.id ?? null };
};

/** POST /orders/:id/validate: all domains proven. */
export const validate = (pull: Pull): OrderFacts => {
  const order = findOrder(pull);
  for (const c of order.certificates.filter(isPending))
    for (const name of c.toProve) if (!c.proven.has(name)) c.proven.set(name, pull.world.now);
  pull.world.touch(order);
  settle(pull.world);
  return orderFacts(pull.world, order);
};

/** POST /orders/:id/cancel: somebody cancels the pending reissue in the console. */
export const cancel = (pull: Pull): OrderFacts => {
  const order = findOrder(pull);
  const { note } = readWish(pull.body, { note: "text" });
  if (!cancelReissue(pull.world, order, { by: CONSOLE }, note))
    throw new BadPull(`order ${order.id} has no pending reissue`, 409);
  settle(pull.world);
  return orderFacts(pull.world, order);
};

const revokeBody = { reason: "text" } as const;

/** POST /orders/:id/revoke */
export const revokeOrder = (pull: Pull): OrderFacts => {
  const order = findOrder(pull);
  const { reason } = readWish(pull.body, revokeBody);
  carryOutRevoke(pull.world, order, reason === undefined ? {} : { revocationReason: reason }, { by: SOMEBODY });
  settle(pull.world);
  return orderFacts(pull.world, order);
};

/** POST /certificates/:id/revoke */
export const revokeCertificate = (pull: Pull): OrderFacts => {
  const { world, params } = pull;
  const certificate: Certificate | undefined = world.certificates.get(Number(params["id"]));
  const order = certificate && world.orders.get(certificate.orderId);
  if (order === undefined || certificate?.issued === undefined)
    throw new BadPull(`there is no issued certificate ${params["id"]}`, 404);
  const { reason } = readWish(pull.body, revokeBody);
  const about = { certificateId: certificate.id, ...(reason === undefined ? {} : { revocationReason: reason }) };
  carryOutRevoke(world, order, about, { by: SOMEBODY });
  settle(world);
  return orderFacts(world, order);
};

/** POST /requests/:id/approve and /reject: an administrator decides. */
export const decision =
  (verdict: "approved" | "rejected") =>
  (pull: Pull): OrderFacts => {
    const { world, params } = pull;
    const request = world.requests.get(Number(params["id"]));
    const order = request && world.orders.get(request.orderId);
    if (request === undefined || order === undefined) throw new BadPull(`there is no request ${params["id"]}`, 404);
    const { comment } = readWish(pull.body, { comment: "text" });
    if (requestStatus(request) !== "pending")
      throw new BadPull(`request ${request.id} is ${requestStatus(request)} already`, 409);
    decide(world, request, verdict, { by: ADMINISTRATOR }, comment);
    settle(world);
    return orderFacts(world, order);
  };
