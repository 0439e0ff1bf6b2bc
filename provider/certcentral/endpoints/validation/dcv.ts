import * as z from "zod";
import { present } from "../../../contract/present";
import { json } from "../../transport/answers/received";
import { endpoint } from "../../transport/endpoint";
import { path } from "../../transport/path";
import { listOf, maybe, text } from "../../wire/values";

/** What a check of an order's domains found. */
export interface DcvCheck {
  readonly orderStatus?: string;
  readonly certificateId?: number;
  readonly dcvStatus?: string;
  readonly names: readonly { readonly name: string; readonly status?: string }[];
}

const Name = z
  .object({ dns_name: text, status: maybe.text })
  .transform((wire) => present({ name: wire.dns_name, status: wire.status }));

const Check = z
  .object({
    order_status: maybe.text,
    certificate_id: maybe.id,
    dcv_status: maybe.text,
    dns_name_validations: listOf(Name),
  })
  .transform(
    (wire): DcvCheck =>
      present({
        orderStatus: wire.order_status,
        certificateId: wire.certificate_id,
        dcvStatus: wire.dcv_status,
        names: wire.dns_name_validations,
      }),
  );

/**
 * Has DigiCert look for the proofs of a pending order now, for all names or for some. With `http-token`, a proof that is not
 * there is a refusal: `file_random_value_not_found`.
 *
 * If the answer never comes: ask again; a check is a look.
 * @see https://dev.digicert.com/certcentral-apis/services-api/orders/dv-ssl-check-dcv.html
 */
export const checkDcv = endpoint({
  name: "check domain control",
  family: "services",
  method: "PUT",
  path: ({ orderId }: { orderId: number | string; names?: readonly string[] }) =>
    path`/order/certificate/${orderId}/check-dcv`,
  body: ({ names }) => names && { dns_names_validations: names },
  answer: json(Check),
  repeatable: true,
});

/** A text to publish, and until when it counts. Absent when the method needs none. */
export interface DcvToken {
  readonly dcvRandomValue?: string;
  readonly expirationDate?: string;
}

const Token = z
  .object({ dcv_random_value: maybe.text, expiration_date: maybe.time })
  .transform(
    (wire): DcvToken => present({ dcvRandomValue: wire.dcv_random_value, expirationDate: wire.expiration_date }),
  );

/**
 * The random value of an order. Gives the current one while it is valid, and makes another only after that.
 *
 * If the answer never comes: ask again; the value is the same.
 * @see https://dev.digicert.com/en/certcentral-apis/services-api/orders/dv-ssl--generate-dcv-token.html
 */
export const dcvRandomValue = endpoint({
  name: "order random value",
  family: "services",
  method: "PUT",
  path: ({ orderId }: { orderId: number | string }) => path`/order/certificate/${orderId}/dcv-random-value`,
  answer: json(Token),
  repeatable: true,
});
