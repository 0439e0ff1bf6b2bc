import type { Order, ReissueEntry } from "../../certcentral";
import { readCsr } from "../../pki/csr";
import type { NamedKey, PublicKey } from "../../pki/keys/public-key";
import type { Leaf } from "../../pki/leaf";
import { nameSet } from "../../pki/names/names";
import { type Life, lifeOf } from "./ownership/certificate-life";
import { commonNameIsName, familyOf, namesOfFamily } from "./product-family";

/** One certificate of an order, as far as CertCentral's lists tell. */
export interface ObservedCertificate {
  readonly certificateId: number | undefined;
  readonly serialNumber: string | undefined;
  readonly commonName: string | undefined;
  /** Canonical, common name included. */
  readonly names: readonly string[];
  /** Whether `names` are told, all of them: an absent list may be one without names, or one that was left out. */
  readonly namesTold: boolean;
  /** From the CSR on file; `undefined` when there is none. Proven only by the certificate itself. */
  readonly key: NamedKey | undefined;
  /** The reissue list does not tell it. */
  readonly signatureHash: string | undefined;
  readonly validTill: string | undefined;
  /** Computed from everything known: a certificate's own status is absent until it was reissued or revoked. */
  readonly status: string;
  /** What that word says. */
  readonly life: Life;
  /** ISO 8601, when it was asked for, where a list tells. */
  readonly createdAt: string | undefined;
  /** ISO 8601, when it was issued, where that is told. */
  readonly issuedAt: string | undefined;
  /** Who asked for it, where the list says so. */
  readonly person: string | undefined;
  /** The same person's id, where the reissue list has it. */
  readonly userId?: number | undefined;
  /** Whether a list shows it, or the order's page alone: who asked for it, only lists tell. */
  readonly isListed: boolean;
  /** Whether it stands beside the order's primary certificate instead of having been it. */
  readonly duplicate: boolean;
  /** The certificate itself, where this step has downloaded it. */
  readonly leaf?: Leaf;
}

/** A request for a revocation that was approved. */
export interface ApprovedRevocation {
  readonly comments: string;
  /** ISO 8601, when it was asked for, where that is told. */
  readonly date: string | undefined;
}

/** Everything an order tells about its certificates, without its repetitions and contradictions. */
export interface ObservedOrder {
  readonly orderId: number;
  readonly status: string;
  readonly productNameId: string;
  readonly orderValidTill: string | undefined;
  readonly isRenewed: boolean;
  readonly renewedOrderId: number | undefined;
  /** The order's primary certificate; `undefined` until one was issued. */
  readonly primary: ObservedCertificate | undefined;
  /** The certificate that the resource keeps: the primary one, or a duplicate (`selectDuplicate`). */
  readonly current: ObservedCertificate | undefined;
  /** The CSR on file, for a wish that has no opinion about the key. */
  readonly csr: string | undefined;
  /** How a code signing certificate gets to its owner. */
  readonly csProvisioningMethod: string | undefined;
  readonly serverPlatformId: number | undefined;
  /** The mailboxes on file, for Secure Email and client certificates. */
  readonly emails: readonly string[];
  /** The other entries of the lists of reissues and duplicates, each once. */
  readonly others: readonly ObservedCertificate[];
  /** Requests for a reissue that nobody has decided yet, as the order embeds them: it may be stale. */
  readonly openReissueRequests: readonly number[];
  /** Every request for a reissue, decided ones too, by id: when it was made (ISO 8601), where the order tells. */
  readonly reissueRequests: ReadonlyMap<number, string | undefined>;
  /** The same for revocations. */
  readonly openRevokeRequests: readonly number[];
  /** Every request for a revocation, decided ones too. */
  readonly revokeRequests: readonly number[];
  /** Of those, the ones that were carried out and said something. */
  readonly approvedRevocations: readonly ApprovedRevocation[];
}

const OPEN = new Set(["pending", "submitted"]);
/** Nothing can be reissued on an order in one of these. */
export const CLOSED_ORDER = new Set(["revoked", "canceled", "cancelled", "rejected", "denied", "expired"]);
/** An order in one of these has never been issued. */
export const UNISSUED_ORDER = new Set([
  "needs_approval",
  "needs_csr",
  "pending",
  "processing",
  "waiting_pickup",
  "submitted",
  "approved",
]);

const keyOf = (csr: string | undefined): PublicKey | undefined => {
  if (csr === undefined) return undefined;
  const read = readCsr(csr);
  return read.ok ? read.key : undefined;
};

/** Brings an order and its lists together. Pure. */
export const observedOrder = (
  order: Order,
  reissues: readonly ReissueEntry[],
  duplicates: readonly ReissueEntry[] = [],
): ObservedOrder => {
  const { certificate } = order;
  const issuedOnce =
    certificate.validTill !== undefined || certificate.serialNumber !== undefined || !UNISSUED_ORDER.has(order.status);
  const primary: ObservedCertificate | undefined = issuedOnce
    ? {
        certificateId: certificate.certificateId,
        serialNumber: certificate.serialNumber,
        commonName: certificate.commonName,
        names: listedNames(order.product.nameId, certificate),
        namesTold: areNamesTold(order.product.nameId, certificate),
        key: keyOf(certificate.csr),
        signatureHash: certificate.signatureHash,
        validTill: certificate.validTill,
        ...lifeOf(CLOSED_ORDER.has(order.status) ? order.status : certificate.status),
        createdAt: undefined,
        issuedAt: certificate.dateIssued,
        person: undefined,
        isListed: false,
        duplicate: false,
      }
    : undefined;
  const page: ObservedOrder = {
    orderId: order.orderId,
    status: order.status,
    productNameId: order.product.nameId,
    orderValidTill: order.orderValidTill,
    isRenewed: order.isRenewed,
    renewedOrderId: order.renewedOrderId,
    primary,
    current: primary,
    csr: certificate.csr,
    csProvisioningMethod: order.csProvisioningMethod,
    serverPlatformId: certificate.serverPlatformId,
    emails: certificate.emails,
    others: [],
    openReissueRequests: openRequests(order, "reissue"),
    reissueRequests: new Map(
      order.requests.filter(({ type }) => type === "reissue").map(({ requestId, date }) => [requestId, date]),
    ),
    openRevokeRequests: openRequests(order, "revoke"),
    revokeRequests: requestsOf(order, "revoke"),
    approvedRevocations: order.requests
      .filter(({ type, status }) => type === "revoke" && status?.toLowerCase() === "approved")
      .flatMap(({ comments, date }) => (comments === undefined ? [] : { comments, date })),
  };
  return withLists(page, certificate.certificateId, reissues, duplicates);
};

/** The order as its page told it, with its lists as they are now, whatever they were when the page was read. Pure. */
export const withLists = (
  { primary, ...page }: ObservedOrder,
  pageId: number | undefined,
  reissues: readonly ReissueEntry[],
  duplicates: readonly ReissueEntry[] = [],
): ObservedOrder => {
  const others = new Map<number, ObservedCertificate>();
  const duplicateIds = new Set(duplicates.map(({ certificateId }) => certificateId));
  for (const entry of [...duplicates, ...reissues]) {
    // The list can repeat the primary instead of telling the real entries (Keyfactor/digicert-certcentral-caplugin).
    if (entry.certificateId === pageId || others.has(entry.certificateId)) continue;
    others.set(entry.certificateId, {
      certificateId: entry.certificateId,
      serialNumber: entry.serialNumber,
      commonName: entry.commonName,
      names: listedNames(page.productNameId, { ...entry, emails: [] }),
      // A reissue entry lists no mailboxes.
      namesTold: areNamesTold(page.productNameId, { ...entry, emails: [] }),
      key: keyOf(entry.csr),
      signatureHash: entry.signatureHash,
      validTill: entry.validTill,
      ...lifeOf(entry.status),
      createdAt: entry.dateCreated,
      issuedAt: entry.dateIssued,
      person: entry.person?.name ?? entry.person?.email,
      userId: entry.person?.userId,
      isListed: true,
      duplicate: duplicateIds.has(entry.certificateId),
    });
  }
  const listed = reissues.find((entry) => entry.certificateId === pageId);
  const told: ObservedCertificate | undefined = primary && {
    ...primary,
    createdAt: listed?.dateCreated,
    userId: listed?.person?.userId,
    isListed: listed !== undefined,
  };
  return { ...page, primary: told, current: told, others: [...others.values()] };
};

/** The names a certificate of this product is compared by. */
const listedNames = (
  product: string,
  c: { readonly commonName?: string; readonly dnsNames: readonly string[]; readonly emails: readonly string[] },
): string[] => {
  const family = familyOf(product);
  switch (namesOfFamily(family)) {
    case "hosts":
      return nameSet([...(commonNameIsName(family) ? [c.commonName] : []), ...c.dnsNames]);
    case "mailboxes":
      return nameSet(c.emails);
    case "none":
      return [];
  }
};

const requestsOf = (order: Order, type: string): number[] =>
  order.requests.filter((request) => request.type === type).map(({ requestId }) => requestId);

const openRequests = (order: Order, type: string): number[] =>
  order.requests
    .filter((request) => request.type === type && OPEN.has(request.status ?? "pending"))
    .map(({ requestId }) => requestId);

/** Since 2022 a list without names is left out (https://docs.digicert.com/change-log/?tag=requests), as what cannot be read is. */
const areNamesTold = (
  product: string,
  c: { readonly commonName?: string; readonly dnsNames: readonly string[]; readonly emails: readonly string[] },
): boolean => {
  const family = familyOf(product);
  switch (namesOfFamily(family)) {
    case "hosts":
      // The list need not repeat the common name.
      return c.dnsNames.length > 0 && (c.commonName !== undefined || !commonNameIsName(family));
    case "mailboxes":
      return c.emails.length > 0;
    case "none":
      return true;
  }
};

/** Every certificate of the order, as far as the lists tell. */
export const allOf = (observed: ObservedOrder): ObservedCertificate[] =>
  observed.primary === undefined ? [...observed.others] : [observed.primary, ...observed.others];

export const pendingOnes = (observed: ObservedOrder): ObservedCertificate[] => observed.others.filter(isPending);
export const isPending = ({ life }: ObservedCertificate): boolean => life === "pending";
export const isLive = (certificate: ObservedCertificate, now: Date): boolean =>
  certificate.life === "live" && isInTime(certificate, now);
/** Issued, and not seen to end: a word that nobody knows is no end. */
export const mayLive = (certificate: ObservedCertificate, now: Date): boolean =>
  (certificate.life === "live" || certificate.life === "unknown") && isInTime(certificate, now);
const isInTime = ({ validTill }: ObservedCertificate, now: Date): boolean =>
  validTill === undefined || Date.parse(validTill) + 86_400_000 > now.getTime();

/** Whether anything says that a reissue is under way. An order can read `issued` all the while, so no single sign is trusted. */
export const reissuePending = (observed: ObservedOrder): boolean =>
  observed.status === "reissue_pending" || pendingOnes(observed).length > 0 || observed.openReissueRequests.length > 0;

/** Whether a certificate was seen to be issued or to end. */
const hasCome = (c: ObservedCertificate): boolean =>
  !isPending(c) && (c.life !== "unknown" || c.issuedAt !== undefined || c.serialNumber !== undefined);

const sortedIds = (certificates: readonly ObservedCertificate[]): number[] =>
  certificates
    .flatMap(({ certificateId }) => (certificateId === undefined ? [] : [certificateId]))
    .sort((a, b) => a - b);

/** The id of every certificate that has come to an issuance or an end. One that is still pending will be news when it is issued. */
export const idsIn = (observed: ObservedOrder): number[] => sortedIds(allOf(observed).filter(hasCome));

/** The ids of the others: what was asked for before, and is not known to have come to anything. */
export const unendedIdsIn = (observed: ObservedOrder): number[] =>
  sortedIds(allOf(observed).filter((c) => !hasCome(c)));

/** Whether one certificate was issued after another, as far as told. Times are told to the second, and ids ascend. */
export const isIssuedAfter = (one: ObservedCertificate, other: ObservedCertificate | undefined): boolean => {
  const [a, b] = [one, other].map((c) => Date.parse(c?.issuedAt ?? ""));
  return Number(a) > Number(b) || (a === b && (one.certificateId ?? 0) > (other?.certificateId ?? 0));
};

/** Whether the order has a certificate, issued or on its way, that was not there when state was written. */
export const hasUnseen = (observed: ObservedOrder, known: readonly number[]): boolean =>
  allOf(observed).some(({ certificateId }) => certificateId !== undefined && !known.includes(certificateId));
