import { listed } from "../certificate/reasons";
import {
  allOf,
  type CertificateFacts,
  CLOSED_ORDER,
  isPending,
  type OrderFacts,
  reissuePending,
} from "../order/observed-order";
import type { About } from "./request-owner";
import { type Target, thing } from "./target";

/** What can be seen of a target. There is no read by certificate id: an order's lists tell, and not of every certificate. */
export interface Sight {
  readonly orderId: number | undefined;
  readonly facts: OrderFacts | undefined;
  readonly certificate: CertificateFacts | undefined;
}

export const UNSEEN: Sight = { orderId: undefined, facts: undefined, certificate: undefined };

/** How a target stands; `hidden` where no list shows it. */
export type Standing = "revoked" | "alive" | "hidden";

/** The order's own word counts only for what is known to be on it. Pure. */
export const standingOf = (target: Target, { facts, certificate }: Sight): Standing => {
  if ("wholeOrder" in target) return facts === undefined ? "hidden" : facts.status === "revoked" ? "revoked" : "alive";
  if (certificate === undefined) return "hidden";
  return certificate.status === "revoked" || facts?.status === "revoked" ? "revoked" : "alive";
};

/** What a request of ours would be about; `before` are the requests that were there when one was lost. Pure. */
export const aboutOf = (target: Target, { facts, certificate }: Sight, before?: readonly number[]): About => ({
  things: namesOf(target, { certificate }),
  alone:
    !("wholeOrder" in target) &&
    certificate !== undefined &&
    facts !== undefined &&
    allOf(facts).filter(({ status }) => status === "issued").length === 1,
  isNew: (requestId) => before !== undefined && !before.includes(requestId),
});

/** The words for a target: by its id and by its serial number a certificate is the same. Pure. */
export const namesOf = (target: Target, { certificate }: Pick<Sight, "certificate">): string[] => [
  thing(target),
  ...("wholeOrder" in target ? [] : certificateThings(certificate?.certificateId, certificate?.serialNumber)),
];

const certificateThings = (certificateId: number | undefined, serialNumber: string | undefined): string[] => [
  ...(certificateId === undefined ? [] : [thing({ certificateId })]),
  ...(serialNumber === undefined ? [] : [thing({ serialNumber })]),
];

/** Why nothing can be revoked right now, and what to do; `undefined` when nothing is known to stand in the way. Pure. */
export const obstacle = (target: Target, { facts, certificate }: Sight, name: string): string[] | undefined => {
  if (certificate !== undefined && isPending(certificate))
    return [
      `${name} has not been issued yet: there is nothing to revoke`,
      `have its reissue of order ${facts?.orderId} cancelled in CertCentral instead`,
    ];
  if ("wholeOrder" in target) return undefined;
  return blockedLines(facts, name);
};

/** A pending reissue, whoever asked for it, is left alone. On an order that is closed it is only a request that nobody decides any more. Pure. */
export const blockedLines = (facts: OrderFacts | undefined, name: string): string[] | undefined => {
  if (facts === undefined || CLOSED_ORDER.has(facts.status) || !reissuePending(facts)) return undefined;
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
