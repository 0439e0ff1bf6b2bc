import * as z from "zod";
import { present } from "../../../contract/present";
import { json } from "../../transport/answers/received";
import { endpoint } from "../../transport/endpoint";
import { path } from "../../transport/path";
import { listOf, maybe, texts } from "../../wire/values";
import { sameId } from "../addressed";

/** What is proven, and what is not, about the names and the organization on an order. */
export interface OrderValidation {
  readonly orderStatus?: string;
  readonly organizationId?: number;
  readonly organizationName?: string;
  readonly organizationValidations: readonly OrganizationValidation[];
  readonly names: readonly NameValidation[];
}

export interface OrganizationValidation {
  readonly type?: string;
  readonly name?: string;
  readonly status?: string;
  readonly dateCreated?: string;
  readonly validatedUntil?: string;
}

export interface NameValidation {
  readonly dnsNames: readonly string[];
  readonly status?: string;
  readonly method?: string;
  readonly domainId?: number;
  readonly nameScope?: string;
}

export const Validation = z
  .object({
    type: maybe.text,
    name: maybe.prose,
    status: maybe.text,
    date_created: maybe.time,
    validated_until: maybe.time,
  })
  .transform(
    (wire): OrganizationValidation =>
      present({
        type: wire.type,
        name: wire.name,
        status: wire.status,
        dateCreated: wire.date_created,
        validatedUntil: wire.validated_until,
      }),
  );

const Names = z
  .object({
    domain_id: maybe.id,
    name_scope: maybe.text,
    status: maybe.text,
    method: maybe.text,
    dns_names: texts,
    dns_name: maybe.text,
  })
  .transform(
    (wire): NameValidation =>
      present({
        dnsNames: wire.dns_names.length === 0 && wire.dns_name !== undefined ? [wire.dns_name] : wire.dns_names,
        status: wire.status,
        method: wire.method,
        domainId: wire.domain_id,
        nameScope: wire.name_scope,
      }),
  );

const Wire = z
  .object({
    order_id: maybe.id,
    order_status: maybe.text,
    organization_id: maybe.id,
    organization_name: maybe.prose,
    organization_validations: listOf(Validation),
    dns_name_validations: listOf(Names),
  })
  .transform((wire): OrderValidation & { readonly order?: number } =>
    present({
      order: wire.order_id,
      orderStatus: wire.order_status,
      organizationId: wire.organization_id,
      organizationName: wire.organization_name,
      organizationValidations: wire.organization_validations,
      names: wire.dns_name_validations,
    }),
  );

/**
 * How far the validation of an order has come.
 * @see https://dev.digicert.com/services-api/orders/validation-status/
 */
export const orderValidation = endpoint({
  name: "order validation",
  family: "services",
  method: "GET",
  path: ({ orderId }: { orderId: number | string }) => path`/order/certificate/${orderId}/validation`,
  answer: (received, { orderId }) => {
    const { order, ...validation } = json(Wire)(received);
    sameId(order, orderId, "order");
    return validation;
  },
  repeatable: true,
});
