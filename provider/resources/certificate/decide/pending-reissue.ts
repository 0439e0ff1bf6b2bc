import {
  allOf,
  isLive,
  isPending,
  mayLive,
  type ObservedCertificate,
  pendingOnes,
  reissuePending,
} from "../../order/observed-order";
import { answerOn, lackingAnswerOn, ownershipOn } from "../../order/ownership/ownership";
import type { Pending } from "../../order/ownership/pending";
import { fitOf } from "../desired/match";
import { askedDifferences, pendingDifferences } from "../plan/diff";
import type { Reason } from "../reasons";
import { isSomebodyElses } from "./adopt";
import { type Decision, type DecisionInput, type DecisionRule, ourRequest, refuse } from "./decision";
import { blocked, neverSeen, notSeenToEnd, unclear } from "./refusals";
import { shortfall } from "./shortfall";

/** Whether something else is wanted than what state records that we sent: only that takes our own request back. */
export const isMindChanged = ({ prior, inputs }: Pick<DecisionInput, "prior" | "inputs">): boolean =>
  prior?.pending !== undefined && pendingDifferences(prior, inputs).length + askedDifferences(prior, inputs).length > 0;

/** Our request was taken: nothing is asked for until it was seen to end, or its user asks for something else. */
export const ownReissue: DecisionRule = (s) => {
  const pending = s.prior?.pending;
  if (pending === undefined || pending.foreign === true || pending.phase === "unknown") return undefined;
  const came = outcome(s);
  if (came !== undefined) return came;
  if (!isMindChanged(s)) return awaitOurs(s, pending);
  return (
    takeBack(s) ??
    (s.looks === "one" ? { do: "look-again" } : { do: "replan", risk: notSeenToEnd(pending, mayBeOurs(s)) })
  );
};

/**
 * The answer to our request never came: two complete looks that show nothing have to say that nothing came of it, and what is
 * pending and may be ours is waited for without forgetting ours: its issuance tells.
 */
export const lostReissue: DecisionRule = (s) => {
  const pending = s.prior?.pending;
  if (pending === undefined || pending.phase !== "unknown") return undefined;
  const came = outcome(s);
  if (came !== undefined) return came;
  if (s.ownOpenRequests.length > 0 || ourPendingEntry(s) !== undefined)
    return isMindChanged(s) ? takeBack(s) : awaitOurs(s, pending);
  const whose = whoseIs(s);
  const mayBe = pendingOnes(s.observed).filter((entry) => whose(entry) === "cannot tell");
  if (mayBe.length > 0)
    return !isMindChanged(s) && mayBe.some((entry) => isWorthWaitingFor(entry, s))
      ? { do: "await", certificateId: undefined, requestIds: [], whose: "cannot tell" }
      : refuse(...unclear(s.observed, pending));
  if (reissuePending(s.observed)) return undefined;
  if (s.looks === "one") return { do: "look-again" };
  if (s.looks === "complete") return { do: "replan" };
  // The user's exit: a changed trigger asks again, whatever becomes of the first.
  return s.reasons.some(({ code }) => code === "trigger-changed")
    ? { do: "replan", risk: notSeenToEnd(pending, mayBeOurs(s)) }
    : refuse(...neverSeen(s.observed.orderId));
};

/** A reissue is under way that is not proven ours: waited for where it fits, else left alone. */
export const foreignReissue: DecisionRule = (s) => {
  if (!reissuePending(s.observed)) return undefined;
  const entries = pendingOnes(s.observed);
  const ours = ofKilledStep(s);
  if (ours !== undefined) return ours;
  const [fitting] = entries.filter((entry) => isWorthWaitingFor(entry, s));
  if (fitting === undefined) return refuse(...blocked(s.observed, entries));
  return {
    do: "await",
    certificateId: fitting.certificateId,
    requestIds: s.observed.openReissueRequests,
    whose: "theirs",
  };
};

/** A step that was killed had asked for it, and its mark tells for what. */
const ofKilledStep = ({ observed, earlier, unwantedRequests = [] }: DecisionInput): Decision | undefined => {
  if (unwantedRequests.length > 0) return { do: "cancel", requestIds: unwantedRequests, certificateId: undefined };
  if (earlier?.pending === undefined) return undefined;
  const answer = answerOn(observed, earlier);
  if (answer !== undefined && !isPending(answer) && answer.life !== "unknown") return undefined;
  const { requestIds } = earlier.pending;
  return { do: "await", certificateId: answer?.certificateId, requestIds, whose: "ours" };
};

/** What became of our request, where that is shown. */
const outcome = (s: DecisionInput): Decision | undefined => {
  const lacking = lackingAnswerOn(s.observed, ourRequest(s));
  // What lacks a name is not proven ours, so that its end is not the end of ours.
  const answer = answerOn(s.observed, ourRequest(s)) ?? (lacking && isLive(lacking, s.now) ? lacking : undefined);
  if (answer === undefined || isPending(answer) || answer.life === "unknown") return undefined;
  // What has ended under an id that no answer told did not come of a request that is open.
  const isUntold = s.prior?.pending?.certificateId === undefined;
  if (answer.life === "ended" && isUntold && s.ownOpenRequests.length > 0) return undefined;
  // Revoked or expired meanwhile, or replaced by somebody: seen to end, and planned afresh.
  if (!isLive(answer, s.now) || isMindChanged(s)) return { do: "replan" };
  // What a create that left no state had asked for is no broken promise where it is another hash.
  const isPromised = s.desired.signatureHash === undefined || s.prior?.pending?.signatureHash !== undefined;
  return isPromised && fitOf(answer, s.desired, s.prior?.caNames) === "no"
    ? refuse(...shortfall(answer, s))
    : { do: "replan" };
};

/** What lives and may have come of our request, and is not proven to. */
export const mayBeOurs = (s: DecisionInput): ObservedCertificate[] => {
  const whose = whoseIs(s);
  return allOf(s.observed).filter((c) => mayLive(c, s.now) && whose(c) === "cannot tell");
};

const whoseIs = (s: DecisionInput) => ownershipOn(s.observed, ourRequest(s));

const ourPendingEntry = (s: DecisionInput): ObservedCertificate | undefined => {
  const whose = whoseIs(s);
  return pendingOnes(s.observed).find((entry) => whose(entry) === "ours");
};

const awaitOurs = (s: DecisionInput, pending: Pending): Decision => ({
  do: "await",
  certificateId: pending.certificateId ?? ourPendingEntry(s)?.certificateId,
  requestIds: s.ownOpenRequests,
  whose: "ours",
});

/** Takes our own request back; `undefined` where nothing of it is shown. */
const takeBack = (s: DecisionInput): Decision | undefined => {
  const mine = ourPendingEntry(s);
  if (s.ownOpenRequests.length > 0)
    return { do: "cancel", requestIds: s.ownOpenRequests, certificateId: mine?.certificateId };
  const entries = pendingOnes(s.observed);
  // There is one cancellation for a whole order: it takes whatever is pending on it, requests that no list shows too.
  if (mine !== undefined && entries.length === 1 && areOurs(s.observed.openReissueRequests, s.prior?.pending))
    return { do: "cancel", requestIds: [], certificateId: mine.certificateId };
  if (!reissuePending(s.observed)) return undefined;
  const isClear = mine !== undefined || !mayShowOurs(s);
  return refuse(...(isClear ? blocked(s.observed, entries) : unclear(s.observed, s.prior?.pending)));
};

/** Whether anything that is shown, in a word that says no end, may be what we asked for. */
const mayShowOurs = (s: DecisionInput): boolean => {
  const whose = whoseIs(s);
  return allOf(s.observed).some((c) => (isPending(c) || c.life === "unknown") && whose(c) !== "theirs");
};

const areOurs = (requests: readonly number[], pending: Pending | undefined): boolean =>
  requests.every((id) => pending?.requestIds.includes(id));

/** Differences that a pending entry of the list does not show. */
const CHANGED_UNSEEN: ReadonlySet<Reason["code"]> = new Set(["field-changed", "trigger-changed", "hash-changed"]);

/** Key and names, as far as they are shown, are what is wanted; and nothing is wanted that its requester cannot know of. */
const isWorthWaitingFor = (entry: ObservedCertificate, s: DecisionInput): boolean => {
  const pending = s.prior?.pending;
  const changed = s.reasons.some(({ code }) => CHANGED_UNSEEN.has(code));
  const renamed = s.reasons.some(({ code }) => code === "names-added" || code === "names-removed");
  return (
    entry.key !== undefined &&
    fitOf(entry, s.desired) !== "no" &&
    !(renamed && !entry.namesTold && pending !== undefined) &&
    !(changed && isSomebodyElses(s, entry))
  );
};
