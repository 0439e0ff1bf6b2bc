import { type Answer, denied, empty, invalid } from "../../api/answer";
import { actorOf, type Call } from "../../api/call";
import { type Body, flagged, has, objectOf, textOf } from "../../api/read";
import { personView } from "../../views/certificate";
import { requestDate, requestWord } from "../../views/evidence";
import { given } from "../../views/present";
import type { Certificate, Order } from "../../world/facts";
import { isTls } from "../../world/products";
import { file, snapshot } from "../../world/requests/ask";
import { carryOutRevoke } from "../../world/requests/decide";
import { pendingReissue } from "../../world/status";
import type { World } from "../../world/world";
import { findCertificate, findOrder } from "../find";

const REASONS = ["unspecified", "keyCompromise", "affiliationChanged", "superseded", "cessationOfOperation"];

/** TLS only; ignored for other types. */
const readReason = (world: World, order: Order, body: Body): string | undefined => {
  if (!isTls(order.product) || !has(body["revocation_reason"])) return undefined;
  const reason = REASONS.find((r) => r === body["revocation_reason"]);
  if (reason === undefined && world.awkward.unknownRevocationReason === "refuse")
    throw invalid("invalid_param:revocation_reason", "The revocation reason is not valid.");
  return reason;
};

/** Directly with admin rights (204), else as a request (201). */
const revoke = (call: Call, order: Order, certificate: Certificate | undefined): Answer => {
  const { world, key } = call;
  const body = objectOf(call.body);
  const reason = readReason(world, order, body);
  const about = {
    ...(certificate === undefined ? {} : { certificateId: certificate.id }),
    ...(reason === undefined ? {} : { revocationReason: reason }),
  };
  const skip = flagged(body["skip_approval"]);
  if (skip && !key.person.admin && world.awkward.revokeSkipApprovalWithoutAdmin === "403")
    throw denied("missing_permission");
  if (skip && key.person.admin) {
    carryOutRevoke(world, order, about, actorOf(call));
    return empty();
  }
  const comments = textOf(body["comments"]) ?? textOf(body["comment"]);
  const request = file(
    world,
    order,
    { type: "revoke", ...about },
    { ...actorOf(call), at: world.now, skipApproval: false, comments },
    world.awkward.revokeApprovalGate,
  );
  snapshot(world, order, request);
  if (request.decision) carryOutRevoke(world, order, about, actorOf(call));
  return {
    status: 201,
    view: given({
      id: request.id,
      date: requestDate(world, request.at),
      type: "revoke",
      status: requestWord(world, request),
      requester: personView(request.requester),
      comments: request.comments,
    }),
  };
};

const alreadyDone = (call: Call): Answer => {
  if (call.world.awkward.repeatedRevoke === "refuse")
    throw invalid(call.world.awkward.repeatedRevokeCode, "It is revoked already.");
  return empty();
};

/** PUT /certificate/{certificate_identifier}/revoke. https://dev.digicert.com/en/certcentral-apis/services-api/certificates/revoke-certificate.html */
export const revokeCertificate = (call: Call): Answer => {
  const { order, certificate } = findCertificate(call);
  if (order.revokedAt || certificate.revoked) return alreadyDone(call);
  if (pendingReissue(order))
    throw invalid(
      call.world.awkward.revokeWhileReissuePendingCode,
      "The order of the certificate has a pending reissue.",
    );
  if (!certificate.issued) throw invalid("invalid_certificate_status", "The certificate is not issued.");
  return revoke(call, order, certificate);
};

/** PUT /order/certificate/{order_id}/revoke. https://dev.digicert.com/certcentral-apis/services-api/orders/revoke-order-certificates.html */
export const revokeOrder = (call: Call): Answer => {
  const order = findOrder(call);
  const { awkward } = call.world;
  if (order.revokedAt) return alreadyDone(call);
  if (pendingReissue(order) && awkward.orderRevokeWhileReissuePending === "refuse")
    throw invalid(awkward.revokeWhileReissuePendingCode, "The order has a pending reissue.");
  if (!order.certificates.some((c) => c.issued))
    throw invalid("invalid_order_status", "The order has no issued certificate.");
  return revoke(call, order, undefined);
};
