import { type Answer, empty, invalid, ok, requireParams } from "../../api/answer";
import type { Call } from "../../api/call";
import { has, objectOf, textsOf } from "../../api/read";
import type { View } from "../../views/present";
import { isoOf } from "../../world/dates";
import type { Certificate, Order, Token } from "../../world/facts";
import { normal } from "../../world/names";
import { lookFor } from "../../world/proofs/look";
import { check, isTokenMethod, namesToProve, orderToken, unproven } from "../../world/proofs/prove";
import { settle } from "../../world/settle";
import { isPending, orderStatus, shownCertificate } from "../../world/status";
import type { World } from "../../world/world";
import { findOrder } from "../find";
import { readDcvMethod } from "../reissue/read-asked";
import { requireFitting } from "./dcv-rules";

/** The random value an answer shows: only when the method works with one and something is to be proven. */
export const startToken = (world: World, order: Order, certificate: Certificate): Token | undefined =>
  isTokenMethod(order.dcvMethod) && unproven(certificate).length > 0 ? orderToken(world, order) : undefined;

const pendingOf = (order: Order): Certificate | undefined =>
  order.certificates.find((c) => isPending(c) && !order.canceledAt && !order.revokedAt);

const requirePending = (order: Order): Certificate => {
  const certificate = pendingOf(order);
  if (certificate === undefined) throw invalid("invalid_order_status", "The order is not pending.");
  return certificate;
};

const tokenView = (token: Token): View => ({ dcv_random_value: token.value, expiration_date: isoOf(token.expiresAt) });

const verdict = (call: Call, order: Order, certificate: Certificate): Answer => {
  const open = unproven(certificate);
  return ok({
    order_status: orderStatus(order, call.world.now, call.world.awkward),
    certificate_id: certificate.id,
    dcv_status: open.length === 0 ? "valid" : "pending",
    dns_name_validations: certificate.toProve.map((name) => ({
      dns_name: name,
      status: open.includes(name) ? "pending" : "approved",
    })),
  });
};

/** PUT /order/certificate/{order_id}/check-dcv. https://dev.digicert.com/en/certcentral-apis/services-api/orders/dv-ssl--check-dcv.html */
export const checkDcv = async (call: Call): Promise<Answer> => {
  const { world } = call;
  const order = findOrder(call);
  const body = objectOf(call.body);
  const subset = [...textsOf(body["dns_names_validations"]), ...textsOf(body["dns_name_validations"])].map(normal);
  const certificate = pendingOf(order);
  if (certificate === undefined) {
    const shown = shownCertificate(order);
    if (world.awkward.checkDcvWithoutPending === "refuse" || shown === undefined)
      throw invalid("invalid_order_status", "The order is not pending.");
    return verdict(call, order, shown);
  }
  if (!isTokenMethod(order.dcvMethod)) throw invalid("invalid_dns_method", "The DCV method of the order is email.");
  const names = unproven(certificate).filter((name) => subset.length === 0 || subset.includes(name));
  await lookFor(world, order, names);
  check(world, order, certificate, names, world.now);
  if (order.dcvMethod.startsWith("http") && names.some((name) => !certificate.proven.has(name)))
    throw invalid("file_random_value_not_found", "The file with the random value was not found.");
  world.touch(order);
  settle(world);
  return verdict(call, order, certificate);
};

/** PUT /order/certificate/{order_id}/dcv-method. https://dev.digicert.com/certcentral-apis/services-api/orders/dv-ssl-change-dcv-method.html */
export const changeDcvMethod = (call: Call): Answer => {
  const { world } = call;
  const order = findOrder(call);
  const { dcv_method: wanted } = objectOf(call.body);
  requireParams(has(wanted) ? [] : ["dcv_method"]);
  const certificate = requirePending(order);
  const method = readDcvMethod(wanted) ?? order.dcvMethod;
  requireFitting(order.product, certificate.asked, method);
  order.dcvMethod = method;
  order.dcvSince = world.now;
  certificate.polledAt = world.now;
  certificate.toProve = namesToProve(world, order, certificate.asked);
  return isTokenMethod(method) ? ok(tokenView(orderToken(world, order))) : empty();
};

/** PUT /order/certificate/{order_id}/dcv-random-value: the value in force while it lives. */
export const dcvRandomValue = (call: Call): Answer => {
  const order = findOrder(call);
  requirePending(order);
  if (!isTokenMethod(order.dcvMethod)) throw invalid("invalid_dcv_method", "The DCV method of the order is email.");
  return ok(tokenView(orderToken(call.world, order)));
};

/** PUT /order/certificate/{order_id}/resend-emails: nobody receives them. */
export const resendEmails = (call: Call): Answer => {
  requirePending(findOrder(call));
  const status = call.world.awkward.resendEmailsStatus;
  return status === 204 ? empty() : { status, view: {} };
};

/** PUT /order/certificate/{order_id}/order-approval/resend-emails */
export const resendApproval = (call: Call): Answer => {
  findOrder(call);
  requireParams(textsOf(objectOf(call.body)["emails"]).length > 0 ? [] : ["emails"]);
  return empty();
};
