import { type Answer, invalid, notFound, Refusal, requireParams } from "../../api/answer";
import { actorOf, type Call } from "../../api/call";
import { type Body, flagged, has, listOf, numberOf, objectOf, textOf } from "../../api/read";
import { requestWord } from "../../views/evidence";
import { CONTAINER } from "../../views/order";
import { given, type View } from "../../views/present";
import { endOfDays, isoOf, readExpiration } from "../../world/dates";
import type { Asked, Certificate, Order } from "../../world/facts";
import { isCodeSigning, isPublicTls, isSecureEmail, isTls, type Product, productNamed } from "../../world/products";
import { isTokenMethod, orderToken, unproven } from "../../world/proofs/prove";
import { ask, needsApproval } from "../../world/requests/ask";
import { settle } from "../../world/settle";
import type { World } from "../../world/world";
import { organizationFor } from "../account/organizations";
import { chainView } from "../certificates/chain";
import { startToken } from "../domains/dcv";
import { requireFitting } from "../domains/dcv-rules";
import { findOrder } from "../find";
import { effectiveMethod, provision } from "../reissue/provisioning";
import { readAsked, readDcvMethod, requireCertificate } from "../reissue/read-asked";
import { skipsApproval } from "../reissue/reissue";

const findProduct = (call: Call): Product => {
  const nameId = call.params["product"] ?? "";
  if (nameId === "ssl") throw invalid("ambiguous_product", "The product cannot be decided.");
  const product = productNamed(nameId);
  if (product === undefined) throw notFound("product");
  return product;
};

const needsOrganization = (product: Product): boolean =>
  product.family !== "dv" && product.family !== "client" && product.nameId !== "secure_email_mailbox";

/** `order_validity`, or the legacy members at the top. */
const readValidity = (call: Call, body: Body): { shown: Order["orderValidity"]; till: Date } | undefined => {
  const { world } = call;
  const object = objectOf(body["order_validity"]);
  const years = numberOf(object["years"]) ?? numberOf(body["validity_years"]);
  const days = numberOf(object["days"]) ?? numberOf(body["validity_days"]);
  const custom = textOf(object["custom_expiration_date"]) ?? textOf(body["custom_expiration_date"]);
  if (custom !== undefined) {
    const till = readExpiration(custom);
    if (till === undefined || till <= world.now)
      throw invalid(
        "invalid_param:order_validity.custom_expiration_date",
        "The custom expiration date is not a date in the future.",
      );
    return { shown: { custom_expiration_date: custom }, till };
  }
  if (days !== undefined) return { shown: { days }, till: endOfDays(world.now, days) };
  if (years === undefined) return undefined;
  const most = world.awkward.multiYearPlan ? 3 : 1;
  if (years < 1 || years > most)
    throw invalid("invalid_param:order_validity.years", `The order validity is from 1 to ${most} years.`);
  return { shown: { years }, till: endOfDays(world.now, Math.round(years * 365)) };
};

const requireWithin = (world: World, { wish }: Asked, orderTill: Date | undefined): void => {
  const till = wish?.till ?? (wish?.days === undefined ? undefined : endOfDays(world.now, wish.days));
  if (till !== undefined && orderTill !== undefined && till > orderTill)
    throw invalid("cert_validity_exceeds_order_validity", "The certificate would be valid for longer than the order.");
};

const requireForOrder = (call: Call, product: Product, body: Body): void => {
  const missing: Refusal[] = [];
  const collect = (check: () => void): void => {
    try {
      check();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      missing.push(error);
    }
  };
  const isEmailHsm = isCodeSigning(product) && effectiveMethod(call.world, {}, body) === "email";
  const csr = isTls(product) || isEmailHsm ? ["csr"] : [];
  collect(() =>
    requireCertificate(body, [
      ...(isTls(product) ? ["common_name"] : []),
      ...csr,
      ...(isSecureEmail(product) ? ["emails"] : []),
      "signature_hash",
    ]),
  );
  const organization = objectOf(body["organization"]);
  collect(() =>
    requireParams([
      ...(needsOrganization(product) && !has(organization["id"]) && !has(organization["name"])
        ? ["organization.id"]
        : []),
      ...(readValidity(call, body) === undefined ? ["order_validity"] : []),
    ]),
  );
  if (missing.length > 0)
    throw new Refusal(
      400,
      missing.flatMap(({ errors }) => errors),
    );
};

/** The order that is renewed. */
const renewed = (call: Call, body: Body): Order | undefined => {
  const id = body["renewal_of_order_id"];
  if (!has(id) || id === 0 || id === "0") return undefined;
  const order = findOrder(call, String(id));
  if (order.renewedBy !== undefined) throw invalid("order_renewed_already", "The order was renewed before.");
  if (order.revokedAt || order.canceledAt) throw invalid("order_not_renewable", "The order cannot be renewed.");
  return order;
};

const domainsView = (call: Call, order: Order, certificate: Certificate): View[] | undefined => {
  if (order.product.family === "dv" || !isPublicTls(order.product) || unproven(certificate).length === 0)
    return undefined;
  const token = isTokenMethod(order.dcvMethod) ? orderToken(call.world, order) : undefined;
  return unproven(certificate).map((name, at) =>
    given({
      id: order.id * 10 + at,
      dns_name: name,
      name,
      dcv_token: token && { token: token.value, status: "pending", expiration_date: isoOf(token.expiresAt) },
    }),
  );
};

/** POST /order/certificate/{product_name_id}. https://dev.digicert.com/en/certcentral-apis/services-api/orders/order-basic-ov.html */
export const placeOrder = (call: Call): Answer => {
  const { world, key } = call;
  const product = findProduct(call);
  const body = objectOf(call.body);
  requireForOrder(call, product, body);
  const asked = readAsked(world, product, body, "order");
  const validity = readValidity(call, body);
  requireWithin(world, asked, validity?.till);
  const sentMethod = readDcvMethod(body["dcv_method"]);
  requireFitting(product, asked, sentMethod);
  const dcvMethod = sentMethod ?? world.awkward.orderDcvMethod;
  const renews = renewed(call, body);
  const skip = skipsApproval(call, {}, body);
  const organization = needsOrganization(product) ? organizationFor(call, objectOf(body["organization"])) : undefined;
  const alternative = has(body["alternative_order_id"]) ? String(body["alternative_order_id"]) : undefined;
  const order: Order = {
    id: world.nextId("order"),
    accountId: key.accountId,
    product,
    createdAt: world.now,
    coverageTill: validity?.till ?? endOfDays(world.now, 365),
    orderValidity: validity?.shown ?? { years: 1 },
    ...(organization === undefined ? {} : { organizationId: organization.id }),
    user: key.person,
    containerId: numberOf(objectOf(body["container"])["id"]) ?? CONTAINER.id,
    dcvMethod,
    autoRenew: flagged(body["auto_renew"]),
    autoReissue: flagged(body["auto_reissue"]) && world.awkward.multiYearPlan,
    ...(alternative === undefined ? {} : { alternativeOrderId: alternative }),
    ...(renews === undefined ? {} : { renewalOf: renews.id }),
    disableRenewalNotifications: flagged(body["disable_renewal_notifications"]),
    notes: [],
    certificates: [],
    requests: [],
    changes: [],
    versions: [],
    paymentMethod: textOf(body["payment_method"]) ?? "balance",
    customFields: listOf(body["custom_fields"]).map((field) => ({
      metadata_id: numberOf(objectOf(field)["metadata_id"]) ?? 0,
      value: String(objectOf(field)["value"] ?? ""),
    })),
  };
  provision(world, order, body);
  world.orders.set(order.id, order);
  if (renews !== undefined) {
    renews.renewedBy = order.id;
    world.touch(renews);
  }
  const { certificate, request } = ask(world, order, "original", asked, {
    ...actorOf(call),
    at: world.now,
    skipApproval: false,
    approvalNeeded: !skip && needsApproval(world, order),
    comments: textOf(body["comments"]),
  });
  const dcv = startToken(world, order, certificate);
  settle(world);
  return {
    status: 201,
    view: given({
      id: order.id,
      requests: request && [{ id: request.id, status: requestWord(world, request) }],
      certificate_id: certificate.approvedAt ? certificate.id : undefined,
      certificate_chain: certificate.issued && chainView(world, certificate.issued),
      dcv_random_value: dcv?.value,
      domains: domainsView(call, order, certificate),
    }),
  };
};
