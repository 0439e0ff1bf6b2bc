import { digest } from "../../contract/digest";
import { askedDigests, wasAskedWithHash } from "./differences";
import {
  allOf,
  type CertificateFacts,
  CLOSED_ORDER,
  cameOf,
  fits,
  isLive,
  type OrderFacts,
  pendingOnes,
  reissuePending,
} from "./facts";
import type { CertificateInputs } from "./inputs";
import { comesFree, without } from "./names";
import { productFaults } from "./parameters";
import { losesByRemoval } from "./product";
import { listed, type NamedCertificate, namedCertificate, type Reason } from "./reasons";
import { wishSent } from "./request";
import type { CertificateState, Pending } from "./state";
import { livingCertificates } from "./warnings";
import type { Wish } from "./wish";

/** What to do, now that the live facts are known. */
export type Decision =
  /** The order's current certificate is what is wished for: nothing is written. */
  | { readonly do: "take"; readonly certificate: CertificateFacts; readonly ours: boolean }
  /** An issuance that is under way is what is wished for. */
  | {
      readonly do: "wait";
      readonly certificateId: number | undefined;
      readonly requestIds: readonly number[];
      readonly ours: boolean;
    }
  /** Our own earlier request is in the way of a changed wish. */
  | { readonly do: "cancel"; readonly requestIds: readonly number[]; readonly certificateId: number | undefined }
  | { readonly do: "ask"; readonly removed: readonly string[]; readonly revoked: readonly NamedCertificate[] }
  /** What was asked for and never seen again is not wanted any more: planned as if it had never been asked for. */
  | { readonly do: "forget" }
  | { readonly do: "refuse"; readonly lines: readonly string[] };

/** Reasons that the certificate we have cannot satisfy, however well it fits: a new one has to be issued. */
const MUST_BE_NEW: ReadonlySet<Reason["code"]> = new Set([
  "expires-soon",
  "expired",
  "revoked-elsewhere",
  "field-changed",
  "trigger-changed",
]);

/** Whether more is wanted than a certificate can show. */
export const saysMore = ({ code }: Reason): boolean => code === "field-changed" || code === "trigger-changed";

/** Differences that a pending entry of the list does not show. */
const CHANGED_UNSEEN: ReadonlySet<Reason["code"]> = new Set(["field-changed", "trigger-changed", "hash-changed"]);

export interface Situation {
  readonly inputs: CertificateInputs;
  readonly wish: Wish;
  readonly facts: OrderFacts;
  readonly was: CertificateState | undefined;
  readonly because: readonly Reason[];
  /** Ids of our own requests that nobody has decided yet, as their own page tells. */
  readonly ownOpenRequests: readonly number[];
  /** The user of our key, where something told who that is. */
  readonly self?: number | undefined;
  readonly now: Date;
}

/** Holds the wish against the live facts once more, right before anything is written. Pure. */
export const decide = (s: Situation): Decision => {
  const { facts, inputs, wish, was } = s;
  if (inputs.product !== undefined && inputs.product !== facts.productNameId)
    return refuse(
      `order ${facts.orderId} is ${facts.productNameId}, not ${inputs.product}`,
      "set product to what the order is, or orderId to the order you mean",
    );
  if (CLOSED_ORDER.has(facts.status)) return refuse(...closed(facts));
  if (facts.primary === undefined)
    return refuse(
      `order ${facts.orderId} has never been issued (its status is ${facts.status})`,
      "finish the order in CertCentral (approval, validation), then run pulumi up again",
    );

  const taken = acceptable(s);
  if (taken) {
    const ours = was?.pending !== undefined && cameOf(was.pending, taken, was.knownCertificateIds, s.self);
    return { do: "take", certificate: taken, ours };
  }
  if (reissuePending(facts)) return underWay(s);
  if (was?.pending !== undefined && s.because.some((reason) => reason.code === "pending-request" && reason.instead))
    return { do: "forget" };
  if (was?.certificateId === undefined && inputs.onCreate === "adoptOnly")
    return refuse(
      `order ${facts.orderId} does not hold the certificate that is wanted, and onCreate is "adoptOnly":`,
      ...(facts.current === undefined ? ["it has no such duplicate"] : mismatch(facts.current, wish, s.now)),
      'make the inputs fit the order, or set onCreate: "adoptOrReissue" to have it reissued',
    );
  // The request would carry the order's own key where the inputs have no opinion: that is what was rejected.
  if (was?.refused && was.refused.wish === wishDigest(inputs, wishSent(inputs, wish, facts)))
    return refuse(...refusedBefore(was.refused.sentence));
  if ((inputs.csr ?? facts.csr) === undefined && losesByRemoval(facts.productNameId))
    return refuse(`order ${facts.orderId} has no CSR on file: set csr`);
  const faults = productFaults(inputs, facts.productNameId);
  if (faults.length > 0)
    return refuse(`order ${facts.orderId} is ${facts.productNameId}:`, ...faults.map(({ sentence }) => sentence));
  const removed = removedNames(s);
  const revoked = removed.length > 0 ? alive(facts, was, s.now) : [];
  if (removed.length > 0 && inputs.allowSanRemoval !== true) return refuse(...removalRefused(removed, revoked));
  return { do: "ask", removed, revoked };
};

const refuse = (...lines: string[]): Decision => ({ do: "refuse", lines });

const closed = (facts: OrderFacts): string[] =>
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

/** The order's current certificate, if it satisfies the wish. */
const acceptable = (s: Situation): CertificateFacts | undefined => {
  const { facts, wish, was, because, now } = s;
  const { current } = facts;
  if (current === undefined) return undefined;
  const isNews =
    current.certificateId !== undefined && !(was?.knownCertificateIds ?? []).includes(current.certificateId);
  // What the CA added to a certificate that was just asked for is not known before it is there.
  const added = isNews ? current.names.filter((name) => comesFree(name, wish.names)) : [];
  const ofOurs = isOurAnswer(s, current) ? withoutHash(wish) : wish;
  if (!isLive(current, now) || !fits(current, ofOurs, [...(was?.caNames ?? []), ...added])) return undefined;
  if (was === undefined) return current;
  const more = because.some(saysMore);
  // What was asked for while its inputs were still others does not satisfy the changed ones, though key and names fit.
  if (was.pending !== undefined && more) return undefined;
  const mustBeNew = was.pending !== undefined || because.some(({ code }) => MUST_BE_NEW.has(code));
  if (mustBeNew && !isNews) return undefined;
  // The same for what somebody else asked for: he knows nothing of our fields and triggers.
  return more && isSomebodyElses(s, current) ? undefined : current;
};

/** Whether a certificate is what became of our request, for this hash too: an issuer may sign with one of its own. */
const isOurAnswer = ({ was, wish, self, because }: Situation, c: CertificateFacts): boolean => {
  if (was === undefined || c.certificateId === undefined) return false;
  if (c.certificateId === was.certificateId) return wasAskedWithHash(was, wish.signatureHash);
  if (was.pending === undefined || because.some(({ code }) => code === "hash-changed")) return false;
  return cameOf(was.pending, c, was.knownCertificateIds, self);
};

const withoutHash = ({ signatureHash: _, ...wish }: Wish): Wish => wish;

const isSomebodyElses = ({ self }: Situation, { userId }: CertificateFacts): boolean =>
  self !== undefined && userId !== undefined && userId !== self;

const underWay = (s: Situation): Decision => {
  const { facts, wish, was, ownOpenRequests } = s;
  const entries = pendingOnes(facts);
  const { pending } = was ?? {};
  const ours = (entry: CertificateFacts): boolean => pending !== undefined && isOurs(entry, pending, s, entries.length);
  const mine = entries.find(ours);
  const changed = s.because.some(({ code }) => CHANGED_UNSEEN.has(code));
  const renamed = s.because.some(({ code }) => code === "names-added" || code === "names-removed");
  const fitting = entries.find(
    (entry) =>
      (entry.key !== undefined || (entry === mine && pending?.publicKeySha256 === undefined)) &&
      fits(entry, wish) &&
      !(renamed && !entry.namesTold && pending !== undefined) &&
      !(changed && isSomebodyElses(s, entry)),
  );
  if (fitting !== undefined && !(changed && fitting === mine))
    return { do: "wait", certificateId: fitting.certificateId, requestIds: requestsOf(s), ours: fitting === mine };
  if (mine !== undefined || ownOpenRequests.length > 0)
    return { do: "cancel", requestIds: ownOpenRequests, certificateId: mine?.certificateId };
  // The list does not show it (yet), and what the order shows may be stale: only ours may be waited for unseen.
  if (entries.length === 0 && pending !== undefined && !changed && samePending(pending, wish))
    return { do: "wait", certificateId: pending.certificateId, requestIds: requestsOf(s), ours: true };
  return { do: "refuse", lines: blocked(s, entries) };
};

const requestsOf = ({ facts, ownOpenRequests }: Situation): readonly number[] =>
  ownOpenRequests.length > 0 ? ownOpenRequests : facts.openReissueRequests;

/**
 * Whether a pending entry is the one we asked for: by its id, by our open request, or, when the answer was lost, by its key
 * and names, and by who asked. A key that is yet to be made on a token is none.
 */
const isOurs = (
  entry: CertificateFacts,
  pending: Pending,
  { was, ownOpenRequests, self }: Situation,
  count: number,
): boolean => {
  if (pending.certificateId !== undefined) return entry.certificateId === pending.certificateId;
  if (entry.certificateId !== undefined && was?.knownCertificateIds.includes(entry.certificateId)) return false;
  const fitting =
    entry.key?.fingerprint === pending.publicKeySha256 &&
    (!entry.namesTold || without(pending.names, entry.names).length === 0);
  if (!fitting) return false;
  if (pending.phase === "unknown") return self !== undefined && entry.userId === self;
  return pending.requestIds.length > 0 || ownOpenRequests.length > 0 || count === 1;
};

const samePending = (pending: Pending, wish: Wish): boolean =>
  (wish.key === undefined || wish.key.fingerprint === pending.publicKeySha256) &&
  without(wish.names, pending.names).length === 0 &&
  without(pending.names, wish.names).length === 0;

const blocked = ({ facts }: Situation, entries: readonly CertificateFacts[]): string[] => {
  const [entry] = entries;
  const who = entry?.person === undefined ? "somebody else" : entry.person;
  const requests = facts.openReissueRequests;
  return [
    `order ${facts.orderId} has a pending reissue that is not ours: asked for by ${who}${requests.length > 0 ? `, request ${listed(requests.map(String))}` : ""}${entry?.certificateId === undefined ? "" : `, certificate ${entry.certificateId}`}${entry === undefined || entry.names.length === 0 ? "" : `, for ${listed(entry.names)}`}`,
    "nothing was sent and nothing of it was touched",
    "let it finish, or have it cancelled in CertCentral, then run pulumi up again",
  ];
};

/** Names that would disappear from the order's live certificate; those that the CA adds of itself will be added again. */
const removedNames = ({ facts, wish, was, inputs }: Situation): string[] =>
  // A duplicate replaces nothing, so nothing is removed.
  without(
    inputs.storeReissueAsDuplicate === true || !losesByRemoval(facts.productNameId) ? [] : (facts.current?.names ?? []),
    [...wish.names, ...(was?.caNames ?? [])],
  );

/** What the order shows and what we remember: its lists leave out what was replaced long ago. */
const alive = (facts: OrderFacts, was: CertificateState | undefined, now: Date): NamedCertificate[] => {
  const shown = allOf(facts)
    .filter((c) => isLive(c, now))
    .map((c) => ({
      ...(c.certificateId === undefined ? {} : { certificateId: c.certificateId }),
      ...(c.serialNumber === undefined ? {} : { serialNumber: c.serialNumber }),
      ...(c.validTill === undefined ? {} : { notAfter: c.validTill }),
    }));
  const remembered = was === undefined ? [] : livingCertificates(was);
  const seen = new Set(allOf(facts).map(({ certificateId }) => certificateId));
  return [...shown, ...remembered.filter(({ certificateId }) => !seen.has(certificateId))];
};

const removalRefused = (removed: readonly string[], revoked: readonly NamedCertificate[]): string[] => [
  `the reissue would remove ${listed(removed)} from the certificate`,
  `DigiCert would revoke every earlier certificate of the order within 72 hours of it${revoked.length > 0 ? `, among them ${listed(revoked.map(namedCertificate))}` : ""}`,
  "set allowSanRemoval: true if that is wanted, or add the names to dnsNames",
];

/** Why a certificate is not what is wished for, in words for `adoptOnly`. */
const mismatch = (current: CertificateFacts, wish: Wish, now: Date): string[] => {
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

/** What a person rejected: the same wish is not sent again. */
export const wishDigest = (inputs: CertificateInputs, wish: Wish): string =>
  digest({ ...wish, key: wish.key?.fingerprint, asked: askedDigests(inputs), comments: inputs.comments });
