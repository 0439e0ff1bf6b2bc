import * as z from "zod";
import { present } from "../../../contract/present";
import { json } from "../../transport/answers/received";
import { endpoint } from "../../transport/endpoint";
import { path } from "../../transport/path";
import { type ListArgs, listQuery, Page } from "../../wire/list";
import { id, listOf, maybe, text, texts } from "../../wire/values";

/** An order as lists show it: less than `Order`, and blind to the revocation of a single certificate. */
export interface OrderSummary {
  readonly orderId: number;
  readonly status: string;
  readonly certificate: {
    readonly certificateId?: number;
    readonly serialNumber?: string;
    readonly commonName?: string;
    readonly dnsNames: readonly string[];
    readonly validFrom?: string;
    readonly validTill?: string;
    readonly daysRemaining?: number;
    readonly signatureHash?: string;
  };
  readonly productNameId?: string;
  readonly dateCreated?: string;
  readonly orderValidTill?: string;
  readonly isRenewed: boolean;
  readonly hasDuplicates?: boolean;
  readonly hasReissues?: boolean;
}

/** What the list can be filtered by; `domainName` is the common name or any other name, `search` takes `%`. */
export type OrderFilter =
  | "id"
  | "status"
  | "organizationId"
  | "productNameId"
  | "validTill"
  | "userId"
  | "commonName"
  | "domainName"
  | "dateCreated"
  | "containerId"
  | "metadataId"
  | "isRenewed"
  | "disableRenewalNotifications"
  | "email"
  | "certificateId"
  | "origin"
  | "serialNumber"
  | "search";

const Summary = z
  .object({
    id,
    status: text,
    certificate: maybe.object(
      z.object({
        id: maybe.id,
        serial_number: maybe.text,
        common_name: maybe.text,
        dns_names: texts,
        valid_from: maybe.day,
        valid_till: maybe.day,
        days_remaining: maybe.number,
        signature_hash: maybe.text,
      }),
    ),
    product: maybe.object(z.object({ name_id: maybe.text })),
    product_name_id: maybe.text,
    date_created: maybe.time,
    order_valid_till: maybe.day,
    is_renewed: maybe.flag,
    has_duplicates: maybe.flag,
    has_reissues: maybe.flag,
  })
  .transform(
    (wire): OrderSummary =>
      present({
        orderId: wire.id,
        status: wire.status,
        certificate: present({
          certificateId: wire.certificate?.id,
          serialNumber: wire.certificate?.serial_number,
          commonName: wire.certificate?.common_name,
          dnsNames: wire.certificate?.dns_names ?? [],
          validFrom: wire.certificate?.valid_from,
          validTill: wire.certificate?.valid_till,
          daysRemaining: wire.certificate?.days_remaining,
          signatureHash: wire.certificate?.signature_hash,
        }),
        productNameId: wire.product?.name_id ?? wire.product_name_id,
        dateCreated: wire.date_created,
        orderValidTill: wire.order_valid_till,
        isRenewed: wire.is_renewed ?? false,
        hasDuplicates: wire.has_duplicates,
        hasReissues: wire.has_reissues,
      }),
  );

/**
 * A page of the account's orders. The filter `status: "issued"` also finds expired orders (undocumented).
 * @see https://dev.digicert.com/en/certcentral-apis/services-api/orders/list-orders.html
 */
export const listOrders = endpoint({
  name: "list orders",
  family: "services",
  method: "GET",
  path: (_: ListArgs<OrderFilter>) => path`/order/certificate`,
  query: listQuery,
  answer: json(z.object({ orders: listOf(Summary), page: Page })),
  repeatable: true,
});
