import {
  allOf,
  CLOSED_ORDER,
  isPending,
  type ObservedCertificate,
  type ObservedOrder,
  reissuePending,
} from "../order/observed-order";
import { each } from "../wording";
import type { RequestSubject } from "./request-owner";
import { type Target, targetName } from "./target";

/** What can be seen of a target. There is no read by certificate id: an order's lists tell, and not of every certificate. */
export interface ObservedTarget {
  readonly orderId: number | undefined;
  readonly observed: ObservedOrder | undefined;
  readonly certificate: ObservedCertificate | undefined;
}

export const UNSEEN: ObservedTarget = { orderId: undefined, observed: undefined, certificate: undefined };

/** How a target stands; `hidden` where no list shows it. */
export type TargetStatus = "revoked" | "alive" | "hidden";

/** The order's own word counts only for what is known to be on it. Pure. */
export const targetStatusOf = (target: Target, { observed, certificate }: ObservedTarget): TargetStatus => {
  if ("wholeOrder" in target)
    return observed === undefined ? "hidden" : observed.status === "revoked" ? "revoked" : "alive";
  if (certificate === undefined) return "hidden";
  return certificate.status === "revoked" || observed?.status === "revoked" ? "revoked" : "alive";
};

/** What a request of ours would be about; `lostBefore` are the requests that were there before one was lost. Pure. */
export const subjectOf = (
  target: Target,
  { orderId, observed, certificate }: ObservedTarget,
  lostBefore?: readonly number[],
): RequestSubject => ({
  orderId,
  names: namesOf(target, { certificate }),
  alone:
    !("wholeOrder" in target) &&
    certificate !== undefined &&
    observed !== undefined &&
    allOf(observed).filter(({ status }) => status === "issued").length === 1,
  isNew: (requestId) => lostBefore !== undefined && !lostBefore.includes(requestId),
});

/** The words for a target: by its id and by its serial number a certificate is the same. Pure. */
export const namesOf = (target: Target, { certificate }: Pick<ObservedTarget, "certificate">): string[] => {
  const { certificateId, serialNumber } = certificate ?? {};
  return [
    targetName(target),
    ...("wholeOrder" in target || certificateId === undefined ? [] : [targetName({ certificateId })]),
    ...("wholeOrder" in target || serialNumber === undefined ? [] : [targetName({ serialNumber })]),
  ];
};

/** Why nothing can be revoked right now, and what to do; `undefined` when nothing is known to stand in the way. Pure. */
export const obstacle = (
  target: Target,
  { observed, certificate }: ObservedTarget,
  name: string,
): string[] | undefined => {
  if (certificate !== undefined && isPending(certificate))
    return [
      `${name} has not been issued yet: there is nothing to revoke`,
      `have its reissue of order ${observed?.orderId} cancelled in CertCentral instead`,
    ];
  if ("wholeOrder" in target) return undefined;
  return blockedLines(observed, name);
};

/** A pending reissue, whoever asked for it, is left alone. On an order that is closed it is only a request that nobody decides any more. Pure. */
export const blockedLines = (observed: ObservedOrder | undefined, name: string): string[] | undefined => {
  if (observed === undefined || CLOSED_ORDER.has(observed.status) || !reissuePending(observed)) return undefined;
  const entry = observed.others.find(isPending);
  const about = [
    ...(observed.openReissueRequests.length > 0 ? [`request ${each(observed.openReissueRequests.map(String))}`] : []),
    ...(entry?.certificateId === undefined ? [] : [`certificate ${entry.certificateId}`]),
    ...(entry?.person === undefined ? [] : [`asked for by ${entry.person}`]),
  ];
  return [
    `${name} cannot be revoked now: order ${observed.orderId} has a pending reissue${about.length > 0 ? ` (${about.join(", ")})` : ""}, and DigiCert revokes nothing until it is over`,
    "nothing was sent and nothing of the reissue was touched",
    "let it finish, or have it cancelled in CertCentral, then run pulumi up again",
  ];
};
