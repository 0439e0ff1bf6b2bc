import { type Answer, invalid, ok } from "../../api/answer";
import { actorOf, type Call } from "../../api/call";
import { objectOf, textOf } from "../../api/read";
import { isListed, listedCertificateView, platformView } from "../../views/certificate";
import { listedWithout, wordOf } from "../../views/evidence";
import type { View } from "../../views/present";
import { dayOf } from "../../world/dates";
import type { Asked, Certificate, Order } from "../../world/facts";
import { nameSet } from "../../world/names";
import { isTls } from "../../world/products";
import { namesToProve } from "../../world/proofs/prove";
import { ask } from "../../world/requests/ask";
import { settle } from "../../world/settle";
import { certificateStatus, primaryOf } from "../../world/status";
import { seenAt } from "../../world/versions";
import { findOrder } from "../find";
import { readAsked, requireCertificate } from "./read-asked";
import { placed, requireIssued, skipsApproval } from "./reissue";

/** A name of the original, or one below a wildcard of it. */
const isCovered = (name: string, original: readonly string[]): boolean =>
  original.includes(name) || original.some((known) => known.startsWith("*.") && name.endsWith(known.slice(1)));

/** Everything equals the original but CSR, validity, platform and hash; a SAN may become the common name. */
const requireSame = (original: Asked, asked: Asked): void => {
  const known = nameSet(original.commonName, original.dnsNames);
  const names = nameSet(asked.commonName, asked.dnsNames);
  const strange = names.filter((name) => !isCovered(name, known));
  const missing = known.filter((name) => !names.includes(name));
  if (strange.length > 0 || missing.length > 0)
    throw invalid("invalid_duplicate", "A duplicate has the names of the original certificate.");
};

/** POST /order/certificate/{order_id}/duplicate. https://dev.digicert.com/certcentral-apis/services-api/orders/duplicate-certificate.html */
export const duplicate = (call: Call): Answer => {
  const { world } = call;
  const order = findOrder(call);
  const body = objectOf(call.body);
  requireCertificate(body, ["common_name", "csr", "signature_hash"]);
  const asked = readAsked(world, order.product, body, "duplicate");
  requireIssued(call, order);
  const original = primaryOf(order);
  if (!isTls(order.product) || !world.awkward.duplicatesAllowed || original?.issued === undefined)
    throw invalid("duplicates_not_allowed", "The product does not allow duplicates.");
  requireSame(original.asked, asked);
  if (namesToProve(world, order, asked).length > 0 && order.product.family !== "dv")
    throw invalid("domain_validation_expired", "The validation of a domain has expired; a duplicate cannot redo it.");
  const skipApproval = skipsApproval(call, order, body);
  const wish: Asked = { ...asked, notAfter: original.issued.validTill };
  const { certificate, request } = ask(world, order, "duplicate", wish, {
    ...actorOf(call),
    at: world.now,
    skipApproval,
    comments: textOf(body["comments"]),
    proven: true,
  });
  settle(world);
  return placed(call, order, certificate, request, {});
};

const entry = (call: Call, order: Order, certificate: Certificate, at: number): View => {
  const status = certificateStatus(certificate, call.world.now);
  const ica = certificate.issued && call.world.authority.intermediate(certificate.issued.intermediateId);
  return {
    ...listedCertificateView(call.world, order, certificate),
    status: wordOf(call.world, "listedStatusWords", status === "issued" ? "approved" : status),
    valid_from: certificate.issued && dayOf(certificate.issued.validFrom),
    server_platform: platformView(certificate.asked.serverPlatformId),
    signature_hash: certificate.asked.hash,
    ca_cert_id: ica?.id,
    sub_id: String(at + 1).padStart(3, "0"),
    public_id: undefined,
    archived: "0",
  };
};

/** GET /order/certificate/{order_id}/duplicate. https://dev.digicert.com/en/certcentral-apis/services-api/orders/list-duplicates.html */
export const listDuplicates = (call: Call): Answer => {
  const { world } = call;
  const live = findOrder(call);
  settle(world);
  const order = seenAt(world, live, "duplicates");
  const duplicates = order.certificates.filter((c) => c.kind === "duplicate" && isListed(world, c));
  return ok({
    certificates: listedWithout(
      world,
      duplicates.map((c, at) => entry(call, order, c, at)),
    ),
  });
};
