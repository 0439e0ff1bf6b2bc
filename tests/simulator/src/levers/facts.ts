import { toPem } from "../pki/pem";
import type { Actor, Certificate, Order, Request } from "../world/facts";
import { certificateStatus, isPending, orderStatus, primaryOf, requestStatus } from "../world/status";
import type { World } from "../world/world";
import type { ActorFacts, CertificateEnd, CertificateFacts, OrderFacts, RequestFacts } from "./types";

const iso = (at: Date | undefined): string | null => at?.toISOString() ?? null;

const who = (actor: Actor | undefined): ActorFacts | null =>
  actor === undefined ? null : { userId: actor.by.id, email: actor.by.email, apiKey: actor.withKey ?? null };

/** Why there is nothing left of it, if so. */
const endOf = (world: World, order: Order, c: Certificate): CertificateEnd | null => {
  if (c.revoked) return { how: "revoked", at: c.revoked.at.toISOString(), by: who(c.revoked.actor) };
  if (c.rejectedAt) {
    const decision = order.requests.find((r) => r.id === c.requestId)?.decision;
    return { how: "rejected", at: c.rejectedAt.toISOString(), by: who(decision) };
  }
  if (c.canceledAt) return { how: "canceled", at: c.canceledAt.toISOString(), by: who(c.canceledBy) };
  if (order.canceledAt) return { how: "canceled", at: order.canceledAt.toISOString(), by: who(order.canceledBy) };
  const till = c.issued?.validTill;
  return till !== undefined && till < world.now ? { how: "expired", at: till.toISOString(), by: null } : null;
};

const requestFacts = (r: Request): RequestFacts => ({
  id: r.id,
  type: r.type,
  status: requestStatus(r),
  at: r.at.toISOString(),
  certificateId: r.certificateId ?? null,
  comments: r.comments ?? null,
  requester: r.requester.email,
  requestedBy: { userId: r.requester.id, email: r.requester.email, apiKey: r.withKey ?? null },
  processor: r.decision?.by.email ?? null,
  processorComment: r.decision?.comment ?? null,
  ended: r.decision ? { how: r.decision.verdict, at: r.decision.at.toISOString(), by: who(r.decision) } : null,
});

const certificateFacts = (world: World, order: Order, c: Certificate): CertificateFacts => ({
  id: c.id,
  kind: c.kind,
  primary: primaryOf(order) === c,
  duplicate: c.kind === "duplicate",
  status: certificateStatus(c, world.now),
  commonName: c.asked.commonName ?? null,
  dnsNames: [...c.asked.dnsNames],
  issuedNames: [...(c.issued?.names ?? [])],
  spkiSha256: c.asked.key?.spkiSha256 ?? null,
  signatureHash: c.asked.hash,
  serialNumber: c.issued?.serial ?? null,
  askedAt: c.askedAt.toISOString(),
  askedBy: c.askedBy.email,
  requestedBy: { userId: c.askedBy.id, email: c.askedBy.email, apiKey: c.askedWithKey ?? null },
  ended: endOf(world, order, c),
  issuedAt: iso(c.issued?.at),
  validFrom: iso(c.issued?.validFrom),
  validTill: iso(c.issued?.validTill),
  revokedAt: iso(c.revoked?.at),
  revocationReason: c.revoked?.reason ?? null,
  revocationDue: iso(c.revocationDue),
  requestId: c.requestId ?? null,
  toProve: isPending(c) ? c.toProve.filter((name) => !c.proven.has(name)) : [],
  pem: c.issued ? toPem("CERTIFICATE", c.issued.der) : null,
});

/** Every fact about an order, for whoever arranges or asserts. */
export const orderFacts = (world: World, order: Order): OrderFacts => ({
  id: order.id,
  product: order.product.nameId,
  account: world.accountOf(order).label,
  status: orderStatus(order, world.now, world.awkward),
  trueStatus: orderStatus(order, world.now, { issuedWhileReissuePending: false }),
  orderedBy: { userId: order.user.id, email: order.user.email },
  createdAt: order.createdAt.toISOString(),
  coverageTill: order.coverageTill.toISOString(),
  renewedBy: order.renewedBy ?? null,
  renewalOf: order.renewalOf ?? null,
  containerId: order.containerId,
  dcvMethod: order.dcvMethod,
  dcvRandomValue: order.dcvToken?.value ?? null,
  autoReissue: order.autoReissue,
  provisioningMethod: order.provisioningMethod ?? null,
  certificates: order.certificates.map((c) => certificateFacts(world, order, c)),
  requests: order.requests.map(requestFacts),
  revocations: order.certificates
    .filter((c) => c.revoked || c.revocationDue)
    .map((c) => ({
      certificateId: c.id,
      at: iso(c.revoked?.at),
      due: iso(c.revocationDue),
      reason: c.revoked?.reason ?? null,
      by: c.revoked?.by ?? null,
    })),
});
