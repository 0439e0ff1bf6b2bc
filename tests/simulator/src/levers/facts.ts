import { toPem } from "../pki/pem";
import type { Certificate, Order } from "../world/facts";
import { certificateStatus, isPending, orderStatus, primaryOf, requestStatus } from "../world/status";
import type { World } from "../world/world";
import type { CertificateFacts, OrderFacts } from "./types";

const iso = (at: Date | undefined): string | null => at?.toISOString() ?? null;

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
  createdAt: order.createdAt.toISOString(),
  coverageTill: order.coverageTill.toISOString(),
  renewedBy: order.renewedBy ?? null,
  dcvMethod: order.dcvMethod,
  dcvRandomValue: order.dcvToken?.value ?? null,
  autoReissue: order.autoReissue,
  provisioningMethod: order.provisioningMethod ?? null,
  certificates: order.certificates.map((c) => certificateFacts(world, order, c)),
  requests: order.requests.map((r) => ({
    id: r.id,
    type: r.type,
    status: requestStatus(r),
    at: r.at.toISOString(),
    certificateId: r.certificateId ?? null,
    comments: r.comments ?? null,
    requester: r.requester.email,
    processor: r.decision?.by.email ?? null,
    processorComment: r.decision?.comment ?? null,
  })),
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
