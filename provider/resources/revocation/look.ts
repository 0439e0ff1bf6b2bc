import { CertCentralError, listOrders, requestInfo } from "../../certcentral";
import { allOf, type CertificateFacts, isPending, type OrderFacts, reissuePending } from "../certificate/facts";
import { type Ctx, look } from "../certificate/look";
import { listed } from "../certificate/reasons";
import type { Revoked } from "../revoking";
import type { RevocationInputs } from "./inputs";
import { serialDigits, type Target } from "./target";

/** What can be seen of a target. There is no read by certificate id: an order's lists tell, and not of every certificate. */
export interface Sight {
  readonly orderId: number | undefined;
  readonly facts: OrderFacts | undefined;
  readonly certificate: CertificateFacts | undefined;
}

const UNSEEN: Sight = { orderId: undefined, facts: undefined, certificate: undefined };

/** Looks at the target; its order is taken from the inputs, from an earlier look, or from CertCentral's list of orders. */
export const lookAt = async (
  target: Target,
  inputs: Pick<RevocationInputs, "orderId">,
  foundBefore: number | undefined,
  ctx: Ctx,
): Promise<Sight> => {
  const orderId =
    "wholeOrder" in target ? target.wholeOrder : (inputs.orderId ?? foundBefore ?? (await findOrder(target, ctx)));
  if (orderId === undefined) return UNSEEN;
  const facts = await look(orderId, ctx, { duplicates: !("wholeOrder" in target) });
  return { orderId, facts, certificate: allOf(facts).find((c) => isTarget(c, target)) };
};

const isTarget = (c: CertificateFacts, target: Target): boolean => {
  if ("certificateId" in target) return c.certificateId === target.certificateId;
  if ("serialNumber" in target)
    return c.serialNumber !== undefined && serialDigits(c.serialNumber) === serialDigits(target.serialNumber);
  return false;
};

/**
 * The order of a certificate, by the list's filters; `undefined` when it shows none or several, or may not be read. A hint
 * only: what it finds is believed as far as the order itself shows the certificate.
 */
const findOrder = async (
  target: Exclude<Target, { wholeOrder: number }>,
  { api, run }: Ctx,
): Promise<number | undefined> => {
  try {
    const { orders } = await api.send(listOrders, { filters: target, limit: 2 }, run);
    return orders.length === 1 ? orders[0]?.orderId : undefined;
  } catch (error) {
    if (CertCentralError.is(error) && error.code === "refused" && error.status !== 401 && error.status !== 403)
      return undefined;
    throw error;
  }
};

/** Whether it is revoked, as far as can be seen. The order's own word counts only for what is known to be on it. */
export const isRevoked = (target: Target, { facts, certificate }: Sight): boolean =>
  "wholeOrder" in target
    ? facts?.status === "revoked"
    : certificate !== undefined && (certificate.status === "revoked" || facts?.status === "revoked");

/** What came of a call whose answer is lost: the deed itself, or a request that did not wait before. */
export const seenSince = (target: Target, sight: Sight, before: readonly number[]): Revoked | undefined => {
  if (isRevoked(target, sight)) return { is: "revoked" };
  const requestId = sight.facts?.openRevokeRequests.find((id) => !before.includes(id));
  return requestId === undefined ? undefined : { is: "requested", requestId };
};

/** Why nothing can be revoked right now, and what to do; `undefined` when nothing is known to stand in the way. */
export const obstacle = (target: Target, { facts, certificate }: Sight, name: string): string[] | undefined => {
  if (certificate !== undefined && isPending(certificate))
    return [
      `${name} has not been issued yet: there is nothing to revoke`,
      `have its reissue of order ${facts?.orderId} cancelled in CertCentral instead`,
    ];
  if (facts === undefined || "wholeOrder" in target || !reissuePending(facts)) return undefined;
  return blockedLines(facts, name);
};

/** A pending reissue, whoever asked for it, is left alone. */
export const blockedLines = (facts: OrderFacts, name: string): string[] => {
  const entry = facts.others.find(isPending);
  const about = [
    ...(facts.openReissueRequests.length > 0 ? [`request ${listed(facts.openReissueRequests.map(String))}`] : []),
    ...(entry?.certificateId === undefined ? [] : [`certificate ${entry.certificateId}`]),
    ...(entry?.person === undefined ? [] : [`asked for by ${entry.person}`]),
  ];
  return [
    `${name} cannot be revoked now: order ${facts.orderId} has a pending reissue${about.length > 0 ? ` (${about.join(", ")})` : ""}, and DigiCert revokes nothing until it is over`,
    "nothing was sent and nothing of the reissue was touched",
    "let it finish, or have it cancelled in CertCentral, then run pulumi up again",
  ];
};

/**
 * A request that waits already and can only be this one: it carries the same comments, or the order has no other live
 * certificate that it could be about. A first try whose process was killed leaves one behind.
 */
export const openRequestLikeOurs = async (
  target: Target,
  inputs: RevocationInputs,
  { facts, certificate }: Sight,
  { api, run }: Ctx,
): Promise<number | undefined> => {
  const alone =
    !("wholeOrder" in target) &&
    certificate !== undefined &&
    facts !== undefined &&
    allOf(facts).filter(({ status }) => status === "issued").length === 1;
  const ours = inputs.comments?.trim() ?? "";
  for (const requestId of facts?.openRevokeRequests ?? []) {
    if (alone) return requestId;
    if (ours === "") continue;
    const request = await api.send(requestInfo, { requestId }, run);
    if (request.comments?.trim() === ours) return requestId;
  }
  return undefined;
};
