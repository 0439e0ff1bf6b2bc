import type { CertificateSpec } from "../../../pki/certificate-spec";
import { without } from "../../../pki/names";
import { isLive, type ObservedCertificate, type ObservedOrder } from "../../order/observed-order";
import { listed, type NamedCertificate, namedCertificate } from "../../wording";

export const closed = (observed: ObservedOrder): string[] =>
  observed.isRenewed && observed.renewedOrderId !== undefined
    ? [
        `order ${observed.orderId} is ${observed.status} and was renewed as order ${observed.renewedOrderId}`,
        `set orderId: ${observed.renewedOrderId}`,
      ]
    : [
        `order ${observed.orderId} is ${observed.status}: nothing can be reissued on it`,
        "place a new order in CertCentral and set its orderId",
      ];

/** Somebody else's reissue is under way. */
export const blocked = (observed: ObservedOrder, entries: readonly ObservedCertificate[]): string[] => {
  const [entry] = entries;
  const who = entry?.person === undefined ? "somebody else" : entry.person;
  const requests = observed.openReissueRequests;
  return [
    `order ${observed.orderId} has a pending reissue that is not ours: asked for by ${who}${requests.length > 0 ? `, request ${listed(requests.map(String))}` : ""}${entry?.certificateId === undefined ? "" : `, certificate ${entry.certificateId}`}${entry === undefined || entry.names.length === 0 ? "" : `, for ${listed(entry.names)}`}`,
    "nothing was sent and nothing of it was touched",
    "let it finish, or have it cancelled in CertCentral, then run pulumi up again",
  ];
};

export const removalRefused = (removed: readonly string[], revoked: readonly NamedCertificate[]): string[] => [
  `the reissue would remove ${listed(removed)} from the certificate`,
  `DigiCert would revoke every earlier certificate of the order within 72 hours of it${revoked.length > 0 ? `, among them ${listed(revoked.map(namedCertificate))}` : ""}`,
  "set allowSanRemoval: true if that is wanted, or add the names to dnsNames",
];

/** Why a certificate is not what is wished for, in words for `adoptOnly`. */
export const mismatch = (current: ObservedCertificate, desired: CertificateSpec, now: Date): string[] => {
  const lines: string[] = [];
  const [missing, extra] = [without(desired.names, current.names), without(current.names, desired.names)];
  if (!isLive(current, now)) lines.push(`it is ${current.status === "issued" ? "expired" : current.status}`);
  if (missing.length > 0) lines.push(`it lacks ${listed(missing)}`);
  if (extra.length > 0) lines.push(`it also has ${listed(extra)}`);
  if (desired.key && current.key && desired.key.fingerprint !== current.key.fingerprint)
    lines.push("it carries another key");
  if (desired.commonName && current.commonName && desired.commonName !== current.commonName)
    lines.push(`its common name is ${current.commonName}`);
  if (desired.signatureHash && current.signatureHash && desired.signatureHash !== current.signatureHash)
    lines.push(`its signature hash is ${current.signatureHash}`);
  return lines;
};
