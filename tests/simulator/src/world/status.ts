import type { AwkwardValues } from "../awkward/table";
import type { Certificate, Order, Request } from "./facts";

/** Asked for, and neither issued nor given up. */
export const isPending = (c: Certificate): boolean => !c.issued && !c.rejectedAt && !c.canceledAt;

const isIssued = (c: Certificate): c is Certificate & { issued: NonNullable<Certificate["issued"]> } =>
  c.issued !== undefined;

/** The certificate the order stands for: the youngest issued one that is no duplicate. */
export const primaryOf = (order: Order): Certificate | undefined =>
  order.certificates
    .filter((c) => c.kind !== "duplicate")
    .filter(isIssued)
    .reduce<Certificate | undefined>(
      (youngest, c) => (youngest?.issued === undefined || c.issued.at >= youngest.issued.at ? c : youngest),
      undefined,
    );

/** What order info shows as `certificate`. */
export const shownCertificate = (order: Order): Certificate | undefined => primaryOf(order) ?? order.certificates[0];

export const isLive = (c: Certificate, now: Date): boolean =>
  c.issued !== undefined && !c.revoked && now <= c.issued.validTill;

export const pendingReissue = (order: Order): Certificate | undefined =>
  order.canceledAt || order.revokedAt
    ? undefined
    : order.certificates.find((c) => c.source === "reissue" && isPending(c));

/** https://dev.digicert.com/en/certcentral-apis/services-api/glossary.html, order status. */
export const orderStatus = (
  order: Order,
  now: Date,
  awkward: Pick<AwkwardValues, "issuedWhileReissuePending">,
): string => {
  const original = order.certificates[0];
  if (order.revokedAt) return "revoked";
  if (order.canceledAt) return "canceled";
  if (original?.rejectedAt) return "rejected";
  if (original !== undefined && !original.issued) {
    if (!original.approvedAt) return "needs_approval";
    if (!original.asked.key) return "waiting_pickup";
    return isProven(original) ? "processing" : "pending";
  }
  if (now > order.coverageTill) return "expired";
  return pendingReissue(order) && !awkward.issuedWhileReissuePending ? "reissue_pending" : "issued";
};

export const isProven = (c: Certificate): boolean => c.toProve.every((name) => c.proven.has(name));

export const certificateStatus = (c: Certificate, now: Date): string => {
  if (c.revoked) return "revoked";
  if (c.rejectedAt) return "rejected";
  if (c.canceledAt) return "canceled";
  if (!c.issued) return "pending";
  return now > c.issued.validTill ? "expired" : "issued";
};

export const requestStatus = ({ decision }: Request): "pending" | "approved" | "rejected" =>
  decision?.verdict ?? "pending";
