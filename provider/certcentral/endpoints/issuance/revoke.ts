import * as z from "zod";
import { present } from "../../../contract/present";
import { json, type Received, Unreadable } from "../../transport/answers/received";
import { endpoint } from "../../transport/endpoint";
import { path } from "../../transport/path";
import { id, maybe } from "../../wire/values";
import { sameId } from "../addressed";

/** Spelt as CertCentral spells them; heeded for TLS only. */
export type RevocationReason =
  | "unspecified"
  | "keyCompromise"
  | "affiliationChanged"
  | "superseded"
  | "cessationOfOperation";

export interface RevocationArgs {
  readonly reason?: RevocationReason;
  /** Kept only when a request is made, lost with a direct revocation. */
  readonly comments?: string;
  /** Needs a key with administrator rights. What happened is told by the answer, not by this. */
  readonly skipApproval?: boolean;
}

/** Done; or asked for, and an administrator has to approve. */
export type PlacedRevocation =
  | { readonly outcome: "revoked" }
  | { readonly outcome: "requested"; readonly requestId: number; readonly status?: string };

const Requested = z.object({
  id,
  status: maybe.text,
  type: maybe.text,
  order: maybe.object(z.object({ id: maybe.id })),
});

/** A request of another type, or on another order than was asked for, is not the one that was placed. */
const answer = (received: Received, orderId?: number | string): PlacedRevocation => {
  if (received.status === 204) return { outcome: "revoked" };
  if (received.text.trim() === "")
    throw new Unreadable(`the answer is empty, which only 204 may be, and this was ${received.status}`);
  const { id: requestId, status, type, order } = json(Requested)(received);
  if (type !== undefined && type !== "revoke")
    throw new Unreadable("the answer is not about a request to revoke", true);
  if (orderId !== undefined) sameId(order?.id, orderId, "order");
  return present({ outcome: "requested" as const, requestId, status });
};

const body = ({ reason, comments, skipApproval }: RevocationArgs) =>
  present({ revocation_reason: reason, comments, skip_approval: skipApproval });

/**
 * Revokes one certificate, given by its id or its serial number. A pending reissue of its order stands in the way.
 * The reason is documented for whole orders only; this call takes it too (undocumented).
 *
 * If the answer never comes: read the order or its reissues for the certificate's status, and the pending requests of type
 * `revoke`, before asking again. How a second revocation is refused is undocumented.
 * @see https://dev.digicert.com/en/certcentral-apis/services-api/certificates/revoke-certificate.html
 */
export const revokeCertificate = endpoint({
  name: "revoke certificate",
  family: "services",
  method: "PUT",
  path: ({ certificateIdentifier }: { certificateIdentifier: number | string } & RevocationArgs) =>
    path`/certificate/${certificateIdentifier}/revoke`,
  body,
  answer: (received) => answer(received),
  repeatable: false,
});

/**
 * Revokes every certificate of an order, and the order.
 *
 * If the answer never comes: read the order, whose status says `revoked`, or whose requests name a pending `revoke`.
 * @see https://dev.digicert.com/certcentral-apis/services-api/orders/revoke-order-certificates.html
 */
export const revokeOrder = endpoint({
  name: "revoke order",
  family: "services",
  method: "PUT",
  path: ({ orderId }: { orderId: number | string } & RevocationArgs) => path`/order/certificate/${orderId}/revoke`,
  body,
  answer: (received, { orderId }) => answer(received, orderId),
  repeatable: false,
});
export const REVOCATION_REASONS = [
  "unspecified",
  "keyCompromise",
  "affiliationChanged",
  "superseded",
  "cessationOfOperation",
] as const;
