import * as z from "zod";
import { present } from "../../../contract/present";
import { json } from "../../transport/answers/received";
import { endpoint } from "../../transport/endpoint";
import { path } from "../../transport/path";
import { id, listOf, maybe, text, texts } from "../../wire/values";
import { isId, sameHex, sameId } from "../addressed";

/** An order as it stands, with its current certificate. */
export interface Order {
  readonly orderId: number;
  /** An open list: `issued`, `pending`, `reissue_pending`, `revoked` … An order can be `issued` while a reissue is under way. */
  readonly status: string;
  readonly certificate: OrderCertificate;
  readonly product: { readonly nameId: string; readonly type?: string; readonly validationType?: string };
  readonly dateCreated?: string;
  /** The day the paid coverage ends. */
  readonly orderValidTill?: string;
  readonly isRenewed: boolean;
  readonly renewedOrderId?: number;
  readonly autoReissue?: boolean;
  readonly dcvMethod?: string;
  readonly csProvisioningMethod?: string;
  readonly requests: readonly OrderRequest[];
  readonly allowDuplicates?: boolean;
  /** What stands in the way of issuance, by domain; only when asked for, and while the order is pending. */
  readonly caaStatus?: Readonly<Record<string, string>>;
}

/** The primary certificate of an order. What belongs to an issued certificate is absent before one was issued. */
export interface OrderCertificate {
  readonly certificateId?: number;
  readonly serialNumber?: string;
  readonly thumbprint?: string;
  readonly commonName?: string;
  readonly dnsNames: readonly string[];
  readonly emails: readonly string[];
  /** Absent until the certificate was reissued or revoked (undocumented): then the order's status speaks for it. */
  readonly status?: string;
  readonly dateIssued?: string;
  readonly validFrom?: string;
  readonly validTill?: string;
  readonly daysRemaining?: number;
  readonly csr?: string;
  readonly signatureHash?: string;
  readonly keySize?: number;
  readonly serverPlatformId?: number;
  readonly caCertId?: string;
}

/** A request for approval, as an order mentions it. */
export interface OrderRequest {
  readonly requestId: number;
  /** `new_request`, `reissue`, `duplicate`, `revoke`. */
  readonly type?: string;
  readonly status?: string;
  readonly date?: string;
  readonly comments?: string;
}

const Certificate = z
  .object({
    id: maybe.id,
    serial_number: maybe.text,
    thumbprint: maybe.text,
    common_name: maybe.text,
    dns_names: texts,
    emails: texts,
    status: maybe.text,
    date_issued: maybe.time,
    valid_from: maybe.day,
    valid_till: maybe.day,
    days_remaining: maybe.number,
    csr: maybe.block,
    signature_hash: maybe.text,
    key_size: maybe.number,
    server_platform: maybe.object(z.object({ id: maybe.id })),
    ca_cert: maybe.object(z.object({ id: maybe.text })),
    ca_cert_id: maybe.text,
  })
  .transform(
    (wire): OrderCertificate =>
      present({
        certificateId: wire.id,
        serialNumber: wire.serial_number,
        thumbprint: wire.thumbprint,
        commonName: wire.common_name,
        dnsNames: wire.dns_names,
        emails: wire.emails,
        status: wire.status,
        dateIssued: wire.date_issued,
        validFrom: wire.valid_from,
        validTill: wire.valid_till,
        daysRemaining: wire.days_remaining,
        csr: wire.csr,
        signatureHash: wire.signature_hash,
        keySize: wire.key_size,
        serverPlatformId: wire.server_platform?.id,
        caCertId: wire.ca_cert?.id ?? wire.ca_cert_id,
      }),
  );

const Request = z
  .object({ id, type: maybe.text, status: maybe.text, date: maybe.time, comments: maybe.text })
  .transform(
    (wire): OrderRequest =>
      present({ requestId: wire.id, type: wire.type, status: wire.status, date: wire.date, comments: wire.comments }),
  );

const OrderInfo = z
  .object({
    id,
    status: text,
    certificate: Certificate,
    product: z.object({ name_id: text, type: maybe.text, validation_type: maybe.text }),
    date_created: maybe.time,
    order_valid_till: maybe.day,
    is_renewed: maybe.flag,
    renewed_order_id: maybe.id,
    auto_reissue: maybe.flag,
    dcv_method: maybe.text,
    cs_provisioning_method: maybe.text,
    requests: listOf(Request),
    allow_duplicates: maybe.flag,
    caa_status_message: maybe.object(z.record(text, text)),
  })
  .transform(
    (wire): Order =>
      present({
        orderId: wire.id,
        status: wire.status,
        certificate: wire.certificate,
        product: present({
          nameId: wire.product.name_id,
          type: wire.product.type,
          validationType: wire.product.validation_type,
        }),
        dateCreated: wire.date_created,
        orderValidTill: wire.order_valid_till,
        isRenewed: wire.is_renewed ?? false,
        renewedOrderId: wire.renewed_order_id === 0 ? undefined : wire.renewed_order_id,
        autoReissue: wire.auto_reissue,
        dcvMethod: wire.dcv_method,
        csProvisioningMethod: wire.cs_provisioning_method,
        requests: wire.requests,
        allowDuplicates: wire.allow_duplicates,
        caaStatus: wire.caa_status_message,
      }),
  );

/**
 * One order. `orderId` may also be the serial number or thumbprint of its primary certificate, not of a duplicate.
 * @see https://dev.digicert.com/en/certcentral-apis/services-api/orders/order-info.html
 */
export const orderInfo = endpoint({
  name: "order info",
  family: "services",
  method: "GET",
  path: ({ orderId }: { orderId: number | string; includeCaaStatus?: boolean }) => path`/order/certificate/${orderId}`,
  query: ({ includeCaaStatus }) => ({ include_caa_status: includeCaaStatus }),
  answer: (received, { orderId }) => {
    const order = json(OrderInfo)(received);
    if (isId(orderId)) sameId(order.orderId, orderId, "order");
    else sameHex([order.certificate.serialNumber, order.certificate.thumbprint], String(orderId), "order");
    return order;
  },
  repeatable: true,
});
