import type { OrderSummary } from "../../certcentral";
import {
  type ObservedCertificate,
  type ObservedOrder,
  reissuePending,
  UNISSUED_ORDER,
} from "../../resources/order/observed-order";
import { familyOf } from "../../resources/order/product-family";
import { listed } from "../../resources/wording";

/** Why an order's certificate cannot be taken over as it is. */
export type Obstacle =
  | "pending"
  | "rejected"
  | "canceled"
  | "revoked"
  | "expired"
  | "renewed"
  | "unsupported"
  /** CertCentral does not show what has to be compared, or not to this key. */
  | "unreadable"
  /** It is there, and the provider would not adopt it. */
  | "refused";

/** Whether an order's certificate can be taken over, and what its team should know or do. */
export type Standing =
  | { readonly is: "takable"; readonly publicKey: string; readonly notes: readonly string[] }
  | Blocked;

export interface Blocked {
  readonly is: Obstacle;
  readonly why: string;
  readonly todo: string;
}

const CLOSED: Readonly<Record<string, Obstacle>> = {
  revoked: "revoked",
  expired: "expired",
  rejected: "rejected",
  denied: "rejected",
  canceled: "canceled",
  cancelled: "canceled",
};
const NEW_ORDER = "place a new order if the names are still needed";

/** Whether the list tells all that is needed: the order's own page has to be read only where something may come of it. Pure. */
export const isToldByList = ({ status, isRenewed }: OrderSummary): boolean =>
  !isRenewed && (closed(status) !== undefined || UNISSUED_ORDER.has(status));

/** What the list alone says of an order that `isToldByList`. Pure. */
export const standingInList = ({ status }: Pick<OrderSummary, "status">): Blocked =>
  closed(status) ?? {
    is: "pending",
    why: `never issued yet (${status})`,
    todo: "finish it in CertCentral (approval, validation, pickup), then run takeover again",
  };

const closed = (status: string): Blocked | undefined => {
  const is = Object.hasOwn(CLOSED, status) ? CLOSED[status] : undefined;
  return is === undefined ? undefined : { is, why: `the order is ${status}`, todo: NEW_ORDER };
};

/** What an order says of itself. `publicKey`: of its certificate, PEM, where anything tells it. Pure. */
export const standingOf = (observed: ObservedOrder, publicKey: string | undefined, now: Date): Standing => {
  const { isRenewed, renewedOrderId, status, primary, productNameId } = observed;
  if (isRenewed)
    return {
      is: "renewed",
      why:
        renewedOrderId === undefined ? "renewed, by an order that is not told" : `renewed as order ${renewedOrderId}`,
      todo: `take over ${renewedOrderId === undefined ? "the newer order" : `order ${renewedOrderId}`}; its certificate is the one to deploy`,
    };
  const ended = closed(status);
  if (ended !== undefined) return ended;
  if (primary === undefined) return standingInList({ status });
  if (familyOf(productNameId) === "unknown")
    return {
      is: "unsupported",
      why: `a product that this release does not know (${productNameId})`,
      todo: "leave it to CertCentral, or look for a newer release of pulumi-digicert",
    };
  if (primary.status === "revoked")
    return {
      is: "revoked",
      why: "the certificate is revoked, the order is not",
      todo: 'reissue it in CertCentral, or write it into the program without onCreate: "adoptOnly": the first up then reissues',
    };
  if (primary.life === "ended" || isOver(primary, now))
    return {
      is: "expired",
      why: `the certificate is ${primary.status === "issued" ? `expired since ${primary.validTill ?? "an untold day"}` : primary.status}, the order is not`,
      todo: 'reissue it in CertCentral, or write it into the program without onCreate: "adoptOnly": the first up then reissues',
    };
  const missing = [
    ...(primary.life === "unknown" ? [`what its status ${JSON.stringify(primary.status)} means`] : []),
    ...(primary.namesTold ? [] : ["its names"]),
    ...(primary.key === undefined || publicKey === undefined ? ["its key"] : []),
  ];
  if (missing.length > 0 || publicKey === undefined)
    return {
      is: "unreadable",
      why: `CertCentral does not show ${listed(missing)}, and the certificate could not be downloaded`,
      todo: "write it into the program yourself, with its public key as csr: openssl x509 -in certificate.pem -noout -pubkey",
    };
  return { is: "takable", publicKey, notes: notesOn(observed) };
};

/** Its last day is over, whatever its status says. */
const isOver = ({ validTill }: ObservedCertificate, now: Date): boolean =>
  validTill !== undefined && Date.parse(validTill) + 86_400_000 <= now.getTime();

const notesOn = (observed: ObservedOrder): string[] => {
  const { orderValidTill, primary } = observed;
  const covered =
    orderValidTill !== undefined && primary?.validTill !== undefined && orderValidTill <= primary.validTill;
  return [
    ...(reissuePending(observed) ? ["a reissue is pending: when it is issued, a refresh tells how it differs"] : []),
    ...(covered ? [`renew the order before ${orderValidTill}: it cannot be reissued beyond that`] : []),
  ];
};
