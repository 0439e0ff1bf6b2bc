import type { ApprovalRequest } from "../../../certcentral";
import { toldKey } from "../../../pki/keys/public-key";
import type { Ctx } from "../../order/context";
import { keyUser, requesterOf } from "../../order/key-user";
import { observeOrder } from "../../order/observe";
import {
  allOf,
  hasUnseen,
  isIssuedAfter,
  isLive,
  type ObservedCertificate,
  type ObservedOrder,
} from "../../order/observed-order";
import { lifeOf } from "../../order/ownership/certificate-life";
import { answerOn, LONGEST_LAG, type OurRequest, ownershipOn } from "../../order/ownership/ownership";
import type { Pending } from "../../order/ownership/pending";
import { reissueMarkIn } from "../../order/ownership/reissue-mark";
import {
  isOpen,
  ofOurs,
  ownRequests,
  pendingRequestsOf,
  type ReadRequests,
  readingOnce,
} from "../../order/requests/approval-requests";
import { isUntold, type LeafFacts, leafIfAny, toldByLeaf } from "../../order/told-by-leaf";
import { isOwnCancel } from "../../revoke/cancel-reissue";
import { needsNewCertificate } from "../decide/adopt";
import type { DecisionInput } from "../decide/decision";
import { isMindChanged } from "../decide/pending-reissue";
import { desiredOf, namesSaid } from "../desired/desired";
import { selectDuplicate } from "../desired/match";
import type { CertificateInputs } from "../inputs";
import type { Reason } from "../reasons";
import type { CertificateState } from "../state";
import { pendingDesired } from "../transitions/next-state";
import { endOf, isDisputed, isUnseenNow, rejection, vanished } from "../transitions/rejection";
import { type Earlier, earlierRequest } from "./earlier-request";
import { untoldRequestIds } from "./killed-requests";

/** What an order shows, as far as a decision needs it, and what became of what we had asked for. */
export interface Seen {
  readonly decisionInput: DecisionInput;
  /** Our own requests, as their pages tell. */
  readonly requests: readonly ApprovalRequest[];
  /** Reads further requests, and none that this look has read. */
  readonly read: ReadRequests;
  /** State as it would be if the answer that was lost had come: the request itself proves that it was taken. */
  readonly arrived?: CertificateState;
  /** We had cancelled it ourselves, and did not get to write it down. */
  readonly takenBack?: boolean;
  /**
   * A step that was killed had asked for something else since, which is what is wanted now, so that nothing waits for state's
   * request any more: the order without what came of the later one.
   */
  readonly askedSince?: ObservedOrder;
  /** The state that remembers a rejection of ours. */
  readonly rejected?: CertificateState;
}

/** How many certificates at most are downloaded because a list leaves out what they are. */
const MOST_LEAVES = 5;

/** The live facts, and what became of our own requests. `again`: a second look, after whatever lags has caught up. */
export const observe = async (
  inputs: CertificateInputs,
  prior: CertificateState | undefined,
  reasons: readonly Reason[],
  ctx: Ctx,
  options: { readonly again?: boolean } = {},
): Promise<Seen> => {
  // An earlier step looked and saw nothing, long enough ago: this is the second look.
  const unseenAt = Date.parse(prior?.pending?.unseenAt ?? "");
  const again = options.again === true || ctx.run.now().getTime() - unseenAt > LONGEST_LAG;
  if (options.again === true) {
    ctx.run.log.progress(`looking at order ${inputs.orderId} once more, for its lists may lag`);
    await ctx.run.sleep(LONGEST_LAG);
  }
  const duplicates = inputs.storeReissueAsDuplicate === true;
  const shown = await observeOrder(inputs.orderId, ctx, { duplicates });
  // Of what was lost each look is complete: the order, its list, and the requests that wait for approval.
  const isLost = prior?.pending?.phase === "unknown";
  const listed = again || isLost ? await pendingRequestsOf(inputs.orderId, ctx) : [];
  const whole = withRequests(shown, listed ?? []);
  const read = readingOnce();
  const { requests, request } = await ourRequests(whole, prior, reasons, ctx, { read });
  const told = await withLeaves(whole, prior, request, inputs, ctx);
  const desired = desiredOf(inputs, liveNames(told, prior));
  const observed = duplicates
    ? selectDuplicate(told, desired, prior?.certificateId, prior?.knownCertificateIds ?? [], ctx.run.now())
    : withCurrent(told, request, prior, ctx.run.now());
  // What state waits for is what was asked for last, unless a step was killed that had asked again, or for another wish.
  const mayBeUntold =
    prior?.pending === undefined || prior.pending.phase === "unknown" || isMindChanged({ prior, inputs });
  const { wanted: earlier, unwanted }: Earlier = mayBeUntold
    ? await earlierRequest(told, inputs, desired, prior, read, ctx)
    : {};
  const decisionInput: DecisionInput = {
    inputs,
    desired,
    observed,
    prior,
    reasons,
    ownOpenRequests: requests.filter(isOpen).map(({ requestId }) => requestId),
    keyUserId: request.keyUserId,
    earlier,
    unwantedRequests: unwanted === undefined ? [] : [unwanted.requestId],
    looks: !again ? "one" : listed === undefined ? "incomplete" : "complete",
    now: ctx.run.now(),
  };
  const seen = { decisionInput, requests, read };
  if (prior?.pending === undefined || prior.pending.foreign) return seen;
  const taken = arrived(prior, requests);
  if (taken !== undefined) return { ...seen, arrived: taken };
  if (earlier !== undefined) return { ...seen, askedSince: withoutAnswerTo(earlier, observed) };
  if (requests.length > 0 && requests.every(isOwnCancel)) return { ...seen, takenBack: true };
  const asked = { prior, observed, keyUserId: request.keyUserId };
  const rejected = endOf(asked, requests);
  const isUnseen = isUnseenNow(asked, requests);
  // Not shown is not ended: only a later look that does not show it either proves that; and pages may be behind their lists.
  if (rejected === undefined && !again && (isUnseen || isDisputed(asked, requests)))
    return observe(inputs, prior, reasons, ctx, { again: true });
  const end = rejected ?? (isUnseen ? vanished(asked) : undefined);
  return end === undefined ? seen : { ...seen, rejected: rejection(prior, end, pendingDesired(prior, observed)).state };
};

const withoutAnswerTo = (request: OurRequest, observed: ObservedOrder): ObservedOrder => {
  const answer = answerOn(observed, request);
  return {
    ...observed,
    primary: observed.primary === answer ? undefined : observed.primary,
    others: observed.others.filter((c) => c !== answer),
  };
};

/** Our requests as their own pages tell, and who we are, where that decides whose something is. */
export const ourRequests = async (
  observed: ObservedOrder,
  prior: CertificateState | undefined,
  reasons: readonly Reason[],
  ctx: Ctx,
  { read = ownRequests, own = read }: { readonly read?: ReadRequests; readonly own?: ReadRequests } = {},
): Promise<{ readonly requests: readonly ApprovalRequest[]; readonly request: OurRequest }> => {
  const pending = prior?.pending?.foreign === true ? undefined : prior?.pending;
  const known = prior?.knownCertificateIds ?? [];
  const byId = await own(pending?.requestIds ?? [], ctx);
  const requester = requesterOf(byId);
  const inDoubt =
    (pending !== undefined && pending.certificateId === undefined) ||
    (prior !== undefined && reasons.some(needsNewCertificate) && hasUnseen(observed, known));
  const keyUserId = requester ?? (inDoubt ? await keyUser(ctx) : undefined);
  const request = { pending, known, keyUserId };
  if (pending?.phase !== "unknown" || byId.length > 0) return { requests: byId, request };
  // After a lost answer the order may know a request of ours that we do not; a stranger's is none.
  const found = ofOurs(await read(untoldRequestIds(observed, prior), ctx), request);
  return { requests: found.filter((one) => isOpen(one) || bearsMark(one, pending)), request };
};

const bearsMark = ({ comments }: ApprovalRequest, pending: Pending | undefined): boolean =>
  pending?.mark !== undefined && reissueMarkIn(comments) === pending.mark;

/** The answer never came, and a request bears the mark of ours: it was taken, as if the answer had told its id. */
const arrived = (prior: CertificateState, requests: readonly ApprovalRequest[]): CertificateState | undefined => {
  const { pending } = prior;
  const ours = requests.find((request) => bearsMark(request, pending));
  if (pending?.phase !== "unknown" || ours === undefined) return undefined;
  const { unseenAt: _, ...rest } = pending;
  const phase = isOpen(ours) ? "approval" : "issuing";
  return { ...prior, pending: { ...rest, phase, requestIds: [ours.requestId] } };
};

const withRequests = (observed: ObservedOrder, requestIds: readonly number[]): ObservedOrder => ({
  ...observed,
  openReissueRequests: [...new Set([...observed.openReissueRequests, ...requestIds])],
});

/**
 * What the lists leave out of a certificate that matters, as the certificate itself tells: the current one, whose names
 * would be borrowed or removed, and whatever may have come of our request.
 */
export const withLeaves = async (
  observed: ObservedOrder,
  prior: CertificateState | undefined,
  request: OurRequest,
  inputs: CertificateInputs,
  ctx: Ctx,
): Promise<ObservedOrder> => {
  const whose = ownershipOn(observed, request);
  const { primary } = observed;
  const newest = newerThanPage(observed, ctx.run.now());
  const matters = (c: ObservedCertificate): boolean => {
    if (c.certificateId === undefined || c.life === "pending") return false;
    const mayHaveCome = request.pending !== undefined && whose(c) !== "theirs";
    // A reissue without an opinion about names borrows those of the order's certificate, be it dead; and that ours has ended is an answer.
    if (c.life === "ended") return c === primary && !c.namesTold && (mayHaveCome || namesSaid(inputs) === undefined);
    if (c === newest) return isUntold(c);
    if (c === primary) return !c.namesTold || c.life === "unknown" || (c.key === undefined && inputs.csr !== undefined);
    const isKept = c.certificateId === prior?.certificateId;
    const mayAnswer = isKept || mayHaveCome;
    const mayBeKept = inputs.storeReissueAsDuplicate === true && c.duplicate;
    return (mayAnswer || mayBeKept) && isUntold(c);
  };
  const leaves = new Map<ObservedCertificate, ObservedCertificate>();
  for (const c of allOf(observed).filter(matters).slice(0, MOST_LEAVES)) {
    const leaf = c.certificateId === prior?.certificateId ? leafInState(prior) : undefined;
    const told = leaf ?? (await leafIfAny(c, ctx));
    if (told !== undefined) leaves.set(c, toldByLeaf(c, told, ctx.run.now()));
  }
  const told = <C extends ObservedCertificate | undefined>(c: C): C => (c && (leaves.get(c) as C | undefined)) ?? c;
  return {
    ...observed,
    primary: told(observed.primary),
    current: told(observed.current),
    others: observed.others.map((c) => told(c)),
  };
};

const leafInState = (prior: CertificateState | undefined): LeafFacts | undefined => {
  const key = prior && toldKey(prior);
  return prior?.notAfter === undefined || key === undefined
    ? undefined
    : {
        names: prior.issuedNames,
        commonName: prior.issuedCommonName,
        ...key,
        notAfter: prior.notAfter,
      };
};

/** The live reissue that the list shows as issued after the one that the page calls current: the page is behind. */
const newerThanPage = ({ primary, others }: ObservedOrder, now: Date): ObservedCertificate | undefined => {
  const later = others.filter((c) => !c.duplicate && isLive(c, now) && isIssuedAfter(c, primary));
  return later.find((c) => later.every((other) => other === c || isIssuedAfter(c, other)));
};

/**
 * The order's page may be a look behind its list: the certificate that came of our request, or that we keep, is current where
 * the page still shows one from before it. No order goes back to an earlier certificate.
 */
const withCurrent = (
  observed: ObservedOrder,
  request: OurRequest,
  prior: CertificateState | undefined,
  now: Date,
): ObservedOrder => {
  const { current } = observed;
  const newest = newerThanPage(observed, now);
  if (newest !== undefined) return { ...observed, current: newest };
  const answer = answerOn(observed, request);
  if (
    answer?.life === "live" &&
    (current?.certificateId === undefined || request.known.includes(current.certificateId))
  )
    return { ...observed, current: answer };
  const kept =
    observed.others.find((c) => c.certificateId !== undefined && c.certificateId === prior?.certificateId) ??
    keptInState(prior);
  const isKnown = current?.certificateId !== undefined && request.known.includes(current.certificateId);
  return kept !== undefined && isKnown && isNotEarlier(kept, current) ? { ...observed, current: kept } : observed;
};

/** What state tells of the certificate that is kept: lists may leave out the order's current one. */
const keptInState = (prior: CertificateState | undefined): ObservedCertificate | undefined =>
  prior?.certificateId === undefined || prior.publicKeySha256 === undefined || !isAlive(prior)
    ? undefined
    : {
        certificateId: prior.certificateId,
        serialNumber: prior.serialNumber,
        commonName: prior.issuedCommonName,
        names: prior.issuedNames,
        namesTold: true,
        key: toldKey(prior),
        signatureHash: prior.issuedSignatureHash,
        validTill: prior.notAfter?.slice(0, 10),
        ...lifeOf("issued"),
        createdAt: undefined,
        issuedAt: prior.notBefore,
        person: undefined,
        isListed: false,
        duplicate: false,
      };

/** A status that this release does not know does not count as ended. */
const isAlive = ({ status }: CertificateState): boolean => ["live", "unknown"].includes(lifeOf(status).life);

const isNotEarlier = (one: ObservedCertificate, other: ObservedCertificate): boolean =>
  one.issuedAt !== undefined && other.issuedAt !== undefined && Date.parse(one.issuedAt) >= Date.parse(other.issuedAt);

/** What a wish without opinion borrows: the live certificate's names, or those already asked for. */
const liveNames = (observed: ObservedOrder, prior: CertificateState | undefined) =>
  prior?.pending
    ? { commonName: observed.primary?.commonName, names: prior.pending.names, product: observed.productNameId }
    : {
        commonName: observed.primary?.commonName,
        names: observed.primary?.names ?? [],
        caNames: prior?.caNames ?? [],
        product: observed.productNameId,
      };
