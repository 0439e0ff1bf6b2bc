import { without } from "../../../pki/names";
import { type CertificateFacts, isLive, type OrderFacts } from "../../order/observed-order";
import type { Wish } from "../desired/desired";
import type { CertificateInputs } from "../inputs";
import { listed, type NamedCertificate, namedCertificate } from "../reasons";

/*
 * Why nothing is sent, in the user's words: what is, and what to do.
 */

/** The user takes the order for another product than it is. */
export const isNot = ({ orderId, product: said }: CertificateInputs, product: string): string[] => [
  `order ${orderId} is ${product}, not ${said}`,
  "set product to what the order is, or orderId to the order you mean",
];

export const closed = (facts: OrderFacts): string[] =>
  facts.isRenewed && facts.renewedOrderId !== undefined
    ? [
        `order ${facts.orderId} is ${facts.status} and was renewed as order ${facts.renewedOrderId}`,
        `set orderId: ${facts.renewedOrderId}`,
      ]
    : [
        `order ${facts.orderId} is ${facts.status}: nothing can be reissued on it`,
        "place a new order in CertCentral and set its orderId",
      ];

export const refusedBefore = (sentence: string): string[] => [
  sentence,
  "the same request is not sent again: change the inputs, or a value in triggers once the reason is dealt with",
];

/** Somebody else's reissue is under way. */
export const blocked = (facts: OrderFacts, entries: readonly CertificateFacts[]): string[] => {
  const [entry] = entries;
  const who = entry?.person === undefined ? "somebody else" : entry.person;
  const requests = facts.openReissueRequests;
  return [
    `order ${facts.orderId} has a pending reissue that is not ours: asked for by ${who}${requests.length > 0 ? `, request ${listed(requests.map(String))}` : ""}${entry?.certificateId === undefined ? "" : `, certificate ${entry.certificateId}`}${entry === undefined || entry.names.length === 0 ? "" : `, for ${listed(entry.names)}`}`,
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
export const mismatch = (current: CertificateFacts, wish: Wish, now: Date): string[] => {
  const lines: string[] = [];
  const [missing, extra] = [without(wish.names, current.names), without(current.names, wish.names)];
  if (!isLive(current, now)) lines.push(`it is ${current.status === "issued" ? "expired" : current.status}`);
  if (missing.length > 0) lines.push(`it lacks ${listed(missing)}`);
  if (extra.length > 0) lines.push(`it also has ${listed(extra)}`);
  if (wish.key && current.key && wish.key.fingerprint !== current.key.fingerprint) lines.push("it carries another key");
  if (wish.commonName && current.commonName && wish.commonName !== current.commonName)
    lines.push(`its common name is ${current.commonName}`);
  if (wish.signatureHash && current.signatureHash && wish.signatureHash !== current.signatureHash)
    lines.push(`its signature hash is ${current.signatureHash}`);
  return lines;
};
