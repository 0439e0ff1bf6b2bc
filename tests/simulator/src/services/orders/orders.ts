import { type Answer, ok } from "../../api/answer";
import type { Call } from "../../api/call";
import { without } from "../../views/evidence";
import { orderView, orderWord, organizationOf } from "../../views/order";
import { MapView, type View } from "../../views/present";
import { isoOf } from "../../world/dates";
import { nameSet } from "../../world/names";
import { isTls } from "../../world/products";
import { countPoll } from "../../world/settle";
import { isPending, isProven, shownCertificate } from "../../world/status";
import { seenAt } from "../../world/versions";
import { findOrder } from "../find";

/** GET /order/certificate/{order_id}. https://dev.digicert.com/en/certcentral-apis/services-api/orders/order-info.html */
export const orderInfo = (call: Call): Answer => {
  const { world } = call;
  const order = findOrder(call);
  countPoll(world, order);
  const seen = seenAt(world, order, "order");
  const pending = seen.certificates.some(isPending);
  const withCaa = call.query.get("include_caa_status") === "true" && pending && isTls(order.product);
  const view = { ...orderView(world, seen), ...(withCaa ? { caa_status_message: new MapView({}) } : {}) };
  return ok(without(view, world.awkward.missingOnOrderPage));
};

/** GET /order/certificate/{order_id}/validation. https://dev.digicert.com/services-api/orders/validation-status/ */
export const orderValidation = (call: Call): Answer => {
  const { world } = call;
  const order = findOrder(call);
  countPoll(world, order);
  const certificate = order.certificates.find(isPending) ?? shownCertificate(order);
  const organization = organizationOf(world, order);
  const names =
    certificate && isTls(order.product) ? nameSet(certificate.asked.commonName, certificate.asked.dnsNames) : [];
  const line = (name: string, at: number): View => {
    const domain = world.accountOf(order).domains.find((d) => d.name === name);
    const open =
      certificate !== undefined &&
      isPending(certificate) &&
      certificate.toProve.includes(name) &&
      !certificate.proven.has(name);
    return {
      domain_id: String(domain?.id ?? order.id * 10 + at),
      name_scope: name,
      approval_scope: name,
      status: open ? "pending" : "approved",
      method: order.dcvMethod,
      dns_names: [name],
    };
  };
  const shown = certificate !== undefined && !isProven(certificate) ? certificate.toProve : names;
  return ok({
    order_id: String(order.id),
    order_status: orderWord(world, order),
    ...(organization && order.product.family !== "dv"
      ? {
          organization_id: String(organization.id),
          organization_name: organization.name,
          organization_validations: [
            {
              type: order.product.family,
              name: order.product.family.toUpperCase(),
              description: "Normal Organization Validation",
              date_created: isoOf(order.createdAt),
              validated_until: isoOf(organization.validatedTill),
              status: organization.validatedTill > world.now ? "active" : "expired",
              verification_details: {
                organization_type: "completed",
                organization_status: "completed",
                address_verification: "completed",
                blacklist_fraud: "completed",
                request_authenticity: "completed",
              },
            },
          ],
        }
      : {}),
    dns_name_validations: shown.map(line),
  });
};
