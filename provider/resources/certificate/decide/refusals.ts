import { present } from "../../../contract/present";
import type { CertificateSpec } from "../../../pki/certificate-spec";
import { without } from "../../../pki/names/names";
import { isLive, type ObservedCertificate, type ObservedOrder } from "../../order/observed-order";
import type { Pending } from "../../order/ownership/pending";
import { each, listed, type NamedCertificate, namedCertificate } from "../../wording";
import type { CertificateState } from "../state";

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
    `order ${observed.orderId} has a pending reissue that is not ours: asked for by ${who}${requests.length > 0 ? `, request ${each(requests.map(String))}` : ""}${entry?.certificateId === undefined ? "" : `, certificate ${entry.certificateId}`}${entry === undefined || entry.names.length === 0 ? "" : `, for ${listed(entry.names)}`}`,
    "nothing was sent and nothing of it was touched",
    "let it finish, or have it cancelled in CertCentral, then run pulumi up again",
  ];
};

/** What is pending may be what we had asked for, and is not shown so that it could be told. */
export const unclear = ({ orderId }: { readonly orderId: number }, pending: Pending | undefined): string[] => [
  `order ${orderId} has a pending reissue that may be ours: ${pending === undefined || pending.phase === "unknown" ? "the answer to our request never came" : requestsOf(pending)}, and CertCentral does not show enough of it to tell`,
  "nothing was sent and nothing of it was touched",
  "let it finish, or have it cancelled in CertCentral, then run pulumi up again",
];

export const removalRefused = (removed: readonly string[], revoked: readonly NamedCertificate[]): string[] => [
  `the reissue would remove ${each(removed)} from the certificate`,
  `DigiCert would revoke every earlier certificate of the order within 72 hours of it${revoked.length > 0 ? `, among them ${each(revoked.map(namedCertificate))}` : ""}`,
  "set allowSanRemoval: true if that is wanted, or add the names to dnsNames",
];

/** Why a certificate is not what is wished for, in words for `adoptOnly`. */
export const mismatch = (current: ObservedCertificate, desired: CertificateSpec, now: Date): string[] => {
  const lines: string[] = [];
  const [missing, extra] = [without(desired.names, current.names), without(current.names, desired.names)];
  if (!isLive(current, now)) lines.push(`it is ${current.status === "issued" ? "expired" : current.status}`);
  if (missing.length > 0) lines.push(`it lacks ${listed(missing)}`);
  if (extra.length > 0) lines.push(`it also has ${listed(extra)}`);
  if (desired.key && current.key && desired.key.publicKeySha256 !== current.key.publicKeySha256)
    lines.push("it carries another key");
  if (desired.commonName && current.commonName && desired.commonName !== current.commonName)
    lines.push(`its common name is ${current.commonName}`);
  if (desired.signatureHash && current.signatureHash && desired.signatureHash !== current.signatureHash)
    lines.push(`its signature hash is ${current.signatureHash}`);
  return lines;
};

/** What is not shown cannot be compared, and what cannot be compared is not different. */
export const unreadable = (
  orderId: number,
  { certificateId, status, life, namesTold, key }: ObservedCertificate,
  prior: CertificateState | undefined,
): string[] => {
  const missing = [
    ...(namesTold ? [] : ["its names"]),
    ...(key === undefined ? ["its key"] : []),
    ...(life === "unknown" ? [`a status that is known here (it says ${JSON.stringify(status)})`] : []),
  ];
  return [
    `certificate ${certificateId ?? "without id"} of order ${orderId} cannot be compared with what is wanted: CertCentral does not show ${missing.length > 0 ? listed(missing) : "all of it"}, and it could not be downloaded`,
    "nothing was sent",
    `run pulumi up again; if it stays so, look at the certificate in CertCentral${prior === undefined ? "" : ", or change a value in triggers, which asks for a new one whatever this one is"}`,
  ];
};

/** CertCentral does not show the names of the certificate that a reissue would replace. */
export const untoldNames = (orderId: number, { certificateId }: ObservedCertificate): string[] => [
  `the names of certificate ${certificateId ?? "without id"} of order ${orderId} are not shown, and it could not be downloaded: a reissue could take some away unseen`,
  "nothing was sent",
  "run pulumi up again; if it stays so, set dnsNames to all of its names, and allowSanRemoval: true",
];

const requestsOf = ({ requestIds, certificateId }: Pending): string =>
  requestIds.length > 0
    ? `request ${each(requestIds.map(String))}`
    : certificateId === undefined
      ? "the earlier request"
      : `the reissue that was to become certificate ${certificateId}`;

/** The risk of asking again. */
export const notSeenToEnd = (pending: Pending, mayBeOurs: readonly ObservedCertificate[]): string =>
  mayBeOurs.length === 0
    ? `${requestsOf(pending)} was never seen to end; DigiCert may issue both`
    : `${requestsOf(pending)} was never seen to end: ${each(mayBeOurs.map(nameOf))} may have come of it, and nothing proves whose that is`;

const nameOf = ({ certificateId, serialNumber }: ObservedCertificate): string =>
  namedCertificate(present({ certificateId, serialNumber }));

/** A request whose answer was lost, on an order that cannot be seen whole. */
export const neverSeen = (orderId: number): string[] => [
  `it is not known whether order ${orderId} is being reissued: the answer to our request never came, and this API key cannot list the requests that wait for approval`,
  "nothing was sent again",
  "look at the order in CertCentral; then run pulumi up again, or change a value in triggers to ask once more (if the first request did arrive, DigiCert may issue both)",
];
