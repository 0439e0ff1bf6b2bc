import type { ApprovalRequest } from "../../../certcentral/index";
import { without } from "../../../pki/names/names";
import { allOf, type ObservedCertificate, type ObservedOrder } from "../observed-order";
import type { Pending } from "./pending";
import { reissueMarkIn } from "./reissue-mark";

/** Whether something on an order came of a request of ours. What is not shown is no evidence for either. */
export type Ownership = "ours" | "theirs" | "cannot tell";

/** How one fact about a candidate stands to what we asked for. */
export type Match = "same" | "other" | "untold";

/** What is known of one candidate, a certificate or a request, fact by fact. */
export interface Evidence {
  /** `answered`: our request was taken; `lost`: its answer never came; `never`: nothing of ours is pending here. */
  readonly asked: "answered" | "lost" | "never";
  /** The id that the answer to our request told. */
  readonly id: Match;
  /** The mark with a nonce that our request carried. */
  readonly mark: Match;
  /** Whether it was there before we asked: `same` is one that was shown then, pending or not. */
  readonly knownBefore: Match;
  /** `same` too where we asked for whatever key its owner makes. */
  readonly key: Match;
  readonly names: Match;
  /** Who asked: `same` is the user of our key. */
  readonly requester: Match;
  /** Not before our request; clocks may be apart. */
  readonly time: Match;
}

export interface OwnershipRule {
  readonly when: Partial<Evidence>;
  readonly verdict: Ownership;
  readonly because: string;
}

/**
 * The verdict is that of the first rule that applies. docs/ownership.md is made from this table, and a test runs through
 * every combination of facts.
 */
export const OWNERSHIP_RULES: readonly OwnershipRule[] = [
  { when: { asked: "never" }, verdict: "theirs", because: "nothing of ours is pending on the order" },
  { when: { id: "same" }, verdict: "ours", because: "the answer to our request named it" },
  { when: { id: "other" }, verdict: "theirs", because: "the answer to our request named another one" },
  { when: { mark: "same" }, verdict: "ours", because: "it bears the mark that our request carried" },
  { when: { mark: "other" }, verdict: "theirs", because: "it bears the mark of another request" },
  { when: { knownBefore: "same" }, verdict: "theirs", because: "it was there before we asked" },
  { when: { time: "other" }, verdict: "theirs", because: "it was asked for before we asked" },
  { when: { requester: "other" }, verdict: "theirs", because: "another user asked for it" },
  { when: { key: "other" }, verdict: "theirs", because: "it carries another key than we asked for" },
  {
    when: { names: "other", knownBefore: "other", key: "same", requester: "same" },
    verdict: "cannot tell",
    because:
      "our user asked for it with our key, and it lacks names that we asked for: CertCentral may have left them out",
  },
  { when: { names: "other" }, verdict: "theirs", because: "it lacks names that we asked for" },
  {
    when: { knownBefore: "other", key: "same", names: "same", requester: "same" },
    verdict: "ours",
    because: "our user asked for it, with our key and names, and it was not there before",
  },
  { when: {}, verdict: "cannot tell", because: "not enough of it is shown" },
];

/** The rule that gives the verdict. Pure. */
export const ownershipRule = (evidence: Evidence): OwnershipRule => {
  const facts = Object.keys(evidence) as (keyof Evidence)[];
  const rule = OWNERSHIP_RULES.find(({ when }) =>
    facts.every((fact) => when[fact] === undefined || when[fact] === evidence[fact]),
  );
  if (rule === undefined) throw new Error("the last rule of the ownership table applies to everything");
  return rule;
};

/** How far CertCentral's clock and this machine's may be apart, in milliseconds. */
export const CLOCKS_APART = 10 * 60_000;

/** What we asked for, and who we are. */
export interface OurRequest {
  readonly pending: Pending | undefined;
  /** The certificates that state knew when we asked. */
  readonly known: readonly number[];
  /** The user of our key, where that is known. */
  readonly keyUserId: number | undefined;
}

const same = <Value>(told: Value | undefined, ours: Value | undefined): Match =>
  told === undefined || ours === undefined ? "untold" : told === ours ? "same" : "other";

const askedBy = (pending: Pending | undefined): Evidence["asked"] =>
  pending === undefined || pending.foreign === true ? "never" : pending.phase === "unknown" ? "lost" : "answered";

const notBefore = (told: string | undefined, since: string | undefined): Match => {
  if (told === undefined || since === undefined) return "untold";
  return Date.parse(told) < Date.parse(since) - CLOCKS_APART ? "other" : "same";
};

/** Names that are shown are evidence, whether all are or not; those that are not shown are evidence only where all are. */
const namesMatch = ({ names, namesTold }: ObservedCertificate, pending: Pending | undefined): Match => {
  if (pending === undefined) return "untold";
  if (without(pending.names, names).length > 0) return namesTold ? "other" : "untold";
  return namesTold || pending.names.length > 0 ? "same" : "untold";
};

const wasThere = (
  { certificateId: id }: ObservedCertificate,
  known: readonly number[],
  pending: Pending | undefined,
): Match => {
  if (id === undefined) return "untold";
  return known.includes(id) || pending?.shownBefore?.includes(id) === true ? "same" : "other";
};

/** The facts about a certificate. Pure. */
export const evidenceOf = (c: ObservedCertificate, { pending, known, keyUserId }: OurRequest): Evidence => ({
  asked: askedBy(pending),
  id: same(c.certificateId, pending?.certificateId),
  mark: "untold",
  knownBefore: wasThere(c, known, pending),
  key:
    pending !== undefined && pending.publicKeySha256 === undefined
      ? "same"
      : same(c.key?.publicKeySha256, pending?.publicKeySha256),
  names: namesMatch(c, pending),
  requester: same(c.userId, keyUserId),
  time: notBefore(c.createdAt, pending?.since),
});

/** The facts about a request for a reissue, as its own page tells. Pure. */
export const requestEvidenceOf = (request: ApprovalRequest, { pending, keyUserId }: OurRequest): Evidence => ({
  asked: askedBy(pending),
  id:
    pending === undefined || pending.requestIds.length === 0
      ? "untold"
      : pending.requestIds.includes(request.requestId)
        ? "same"
        : "other",
  mark: same(reissueMarkIn(request.comments), pending?.mark),
  // No page of a request shows a key or names of its own, and state knows no requests: after a lost answer who and when decide.
  knownBefore: request.date === undefined ? "untold" : "other",
  key: "same",
  names: "same",
  requester: same(request.requester?.userId, keyUserId),
  time: notBefore(request.date, pending?.since),
});

/**
 * Whose each certificate of an order is. Two that are both ours by their facts alone are neither proven to be: only one came
 * of our request. What has ended stands in nobody's way. Pure.
 */
export const ownershipOn = (observed: ObservedOrder, request: OurRequest): ((c: ObservedCertificate) => Ownership) => {
  const verdictOf = (c: ObservedCertificate): Ownership => ownershipRule(evidenceOf(c, request)).verdict;
  const ours = allOf(observed).filter((c) => verdictOf(c) === "ours");
  const unended = ours.filter(({ life }) => life !== "ended");
  const doubtful = request.pending?.certificateId === undefined && unended.length > 1;
  return (c) => (doubtful && unended.includes(c) ? "cannot tell" : verdictOf(c));
};

/** The certificate that came of our request, rather one that lives than one that has ended. Pure. */
export const answerOn = (observed: ObservedOrder, request: OurRequest): ObservedCertificate | undefined => {
  const whose = ownershipOn(observed, request);
  const ours = allOf(observed).filter((c) => whose(c) === "ours");
  return ours.find(({ life }) => life !== "ended") ?? ours[0];
};

/** What may have come of our request, though it lacks names that we asked for; `undefined` where several may. Pure. */
export const lackingAnswerOn = (observed: ObservedOrder, request: OurRequest): ObservedCertificate | undefined => {
  const lacking = allOf(observed).filter((c) => {
    const evidence = evidenceOf(c, request);
    return evidence.names === "other" && ownershipRule(evidence).verdict === "cannot tell";
  });
  return lacking.length === 1 ? lacking[0] : undefined;
};

/** Milliseconds after which whatever happened before a look is shown everywhere: pages have been seen half a minute behind lists. */
export const LONGEST_LAG = 35_000;

/**
 * Whether a list may yet tell whose a new certificate is: something of ours is pending, and the reissue list, which names who asked,
 * does not show it: it may be behind the order's page. Pure.
 */
export const mayYetBeTold = (observed: ObservedOrder, c: ObservedCertificate, request: OurRequest): boolean =>
  !c.isListed && askedBy(request.pending) !== "never" && ownershipOn(observed, request)(c) === "cannot tell";
