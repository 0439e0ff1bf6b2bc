import { type Answer, denied, invalid, ok } from "../../api/answer";
import { actorOf, type Call } from "../../api/call";
import { type Body, flagged, objectOf, textOf } from "../../api/read";
import { isListed, listedCertificateView } from "../../views/certificate";
import { certificateDate, listedWithout, requestWord, wordOf } from "../../views/evidence";
import { given, type View } from "../../views/present";
import type { Certificate, Order, Request } from "../../world/facts";
import { isPublicTls, isTls } from "../../world/products";
import { ask, needsApproval } from "../../world/requests/ask";
import { countPoll, settle } from "../../world/settle";
import { certificateStatus, orderStatus, pendingReissue, primaryOf } from "../../world/status";
import { seenAt } from "../../world/versions";
import { chainView } from "../certificates/chain";
import { startToken } from "../domains/dcv";
import { requireFitting } from "../domains/dcv-rules";
import { findOrder } from "../find";
import { provision } from "./provisioning";
import { readAsked, readDcvMethod } from "./read-asked";
import { requireForReissue } from "./reissue-rules";

/** May this call go without a request? Throws where the service would refuse to say. */
export const skipsApproval = (call: Call, order: Pick<Order, "approval">, body: Body): boolean => {
  const { world, key } = call;
  if (!flagged(body["skip_approval"])) return false;
  if (key.person.admin || !needsApproval(world, order)) return true;
  if (world.awkward.reissueSkipApprovalWithoutAdmin === "403") throw denied("missing_permission");
  return world.awkward.reissueSkipApprovalWithoutAdmin === "allow";
};

/** A reissue or duplicate is for orders that were issued, and not ended since. */
export const requireIssued = (call: Call, order: Order): void => {
  const { world } = call;
  const status = orderStatus(order, world.now, world.awkward);
  if (status === "revoked") throw invalid("order_is_revoked", "The order is revoked.");
  if (status !== "issued" && status !== "reissue_pending")
    throw invalid("invalid_order_status", `An order that is ${status} cannot be reissued.`);
  if (pendingReissue(order) && world.awkward.reissueWhilePending === "refuse")
    throw invalid(world.awkward.reissueWhilePendingCode, "The order has a pending reissue.");
};

/** Shape A with a request id, shape B with a certificate id. */
export const placed = (
  call: Call,
  order: Order,
  certificate: Certificate,
  request: Request | undefined,
  more: View,
): Answer => {
  const { awkward } = call.world;
  const id = request && (awkward.requestIdAsText ? String(request.id) : request.id);
  const line =
    request && given({ id, status: awkward.reissueRequestStatus ? requestWord(call.world, request) : undefined });
  return {
    status: awkward.reissueStatus,
    view: given({
      id: order.id,
      ...(line ? { requests: [line] } : { certificate_id: certificate.id }),
      ...more,
      certificate_chain:
        awkward.reissueAnswersChain && certificate.issued ? chainView(call.world, certificate.issued) : undefined,
    }),
  };
};

/** POST /order/certificate/{order_id}/reissue. https://dev.digicert.com/certcentral-apis/services-api/orders/reissue-certificate.html */
export const reissue = async (call: Call): Promise<Answer> => {
  const { world } = call;
  const order = findOrder(call);
  const body = objectOf(call.body);
  requireForReissue(world, order, body);
  const dcvMethod = isTls(order.product) ? readDcvMethod(body["dcv_method"]) : undefined;
  const asked = readAsked(world, order.product, body, "reissue");
  requireFitting(order.product, asked, dcvMethod);
  requireIssued(call, order);
  const skipApproval = skipsApproval(call, order, body);
  provision(world, order, body);
  if (dcvMethod !== undefined) order.dcvMethod = dcvMethod;
  const asDuplicate = isPublicTls(order.product) && flagged(body["store_reissue_as_duplicate"]);
  const { certificate, request } = ask(world, order, asDuplicate ? "duplicate" : "reissue", asked, {
    ...actorOf(call),
    at: world.now,
    skipApproval,
    comments: textOf(body["comments"]),
    source: "reissue",
  });
  const dcv = startToken(world, order, certificate);
  settle(world);
  return placed(call, order, certificate, request, { dcv_random_value: dcv?.value });
};

/** A cancelled reissue may be listed as rejected, as canceled, or not at all. */
const listedStatus = (call: Call, certificate: Certificate): string | undefined => {
  const { world } = call;
  if (!certificate.canceledAt) return certificateStatus(certificate, world.now);
  return world.awkward.cancelledReissueListed === "gone" ? undefined : world.awkward.cancelledReissueListed;
};

const entry = (call: Call, order: Order, certificate: Certificate): View => {
  const { world } = call;
  const { issued } = certificate;
  return {
    ...listedCertificateView(world, order, certificate),
    status: wordOf(world, "listedStatusWords", listedStatus(call, certificate) ?? "canceled"),
    date_issued: issued && certificateDate(world, issued.at),
    archived: world.awkward.flagsAsText ? "0" : 0,
    email: certificate.askedBy.email,
    receipt_id: String(order.id % 100_000),
    purchased_dns_names: String(certificate.asked.dnsNames.length),
    purchased_wildcard_names: String(certificate.asked.dnsNames.filter((n) => n.startsWith("*.")).length),
  };
};

/** GET /order/certificate/{order_id}/reissue. https://dev.digicert.com/en/certcentral-apis/services-api/orders/list-reissues.html */
export const listReissues = (call: Call): Answer => {
  const { world } = call;
  const live = findOrder(call);
  countPoll(world, live);
  const order = seenAt(world, live, "reissues");
  const primary = primaryOf(order);
  const reissues = order.certificates
    .filter((c) => c.kind === "reissue" && listedStatus(call, c) !== undefined && isListed(world, c))
    .reverse();
  const repeated = primary === undefined ? 0 : world.dice.whole(world.awkward.primaryRepeated);
  const copies = primary === undefined ? [] : Array.from({ length: repeated }, () => primary);
  const others =
    world.awkward.primaryInsteadOfReissues && primary ? reissues.map((c) => (c.issued ? primary : c)) : reissues;
  const own = primary && world.awkward.primaryInReissueList && !others.includes(primary) ? [primary] : [];
  const listed =
    primary && (others.includes(primary) || own.length > 0) ? [...others, ...own, ...copies] : [...others, ...own];
  return ok({
    certificates: listedWithout(
      world,
      listed.map((c) => entry(call, order, c)),
    ),
  });
};
