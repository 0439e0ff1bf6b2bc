import type { CertificateSpec } from "../../../pki/certificate-spec";
import { without } from "../../../pki/names";
import { allOf, isLive, type ObservedCertificate, pendingOnes } from "../../order/observed-order";
import type { Pending } from "../../order/ownership";
import { isAnswerTo } from "../../order/ownership";
import { fits } from "../desired/match";
import type { Reason } from "../reasons";
import { isSomebodyElses } from "./adopt";
import type { Decision, DecisionInput } from "./decision";
import { blocked } from "./refusals";

/** Differences that a pending entry of the list does not show. */
const CHANGED_UNSEEN: ReadonlySet<Reason["code"]> = new Set(["field-changed", "trigger-changed", "hash-changed"]);

/** What to do about a reissue that is under way: wait for it, take ours back, or leave somebody else's alone. */
export const pendingReissue = (s: DecisionInput): Decision => {
  const { observed, desired, prior, ownOpenRequests } = s;
  const entries = pendingOnes(observed);
  const { pending } = prior ?? {};
  const ours = (entry: ObservedCertificate): boolean =>
    pending !== undefined && isOurs(entry, pending, s, entries.length);
  const mine = entries.find(ours);
  const changed = s.reasons.some(({ code }) => CHANGED_UNSEEN.has(code));
  const renamed = s.reasons.some(({ code }) => code === "names-added" || code === "names-removed");
  const fitting = entries.filter(
    (entry) =>
      (entry.key !== undefined || (entry === mine && pending?.publicKeySha256 === undefined)) &&
      fits(entry, desired) &&
      !(renamed && !entry.namesTold && pending !== undefined) &&
      !(changed && isSomebodyElses(s, entry)),
  );
  if (mine !== undefined && fitting.includes(mine) && !changed)
    return { do: "await", certificateId: mine.certificateId, requestIds: requestsOf(s), ours: true };
  if (mine !== undefined || (ownOpenRequests.length > 0 && (fitting.length === 0 || changed)))
    return { do: "cancel", requestIds: ownOpenRequests, certificateId: mine?.certificateId };
  const [theirs] = fitting;
  if (theirs !== undefined)
    return { do: "await", certificateId: theirs.certificateId, requestIds: requestsOf(s), ours: false };
  // The list does not show it (yet), and what the order shows may be stale: only ours may be waited for unseen.
  if (entries.length === 0 && pending !== undefined && !changed && samePending(pending, desired))
    return { do: "await", certificateId: pending.certificateId, requestIds: requestsOf(s), ours: true };
  return { do: "refuse", lines: blocked(s.observed, entries) };
};

const requestsOf = ({ observed, ownOpenRequests }: DecisionInput): readonly number[] =>
  ownOpenRequests.length > 0 ? ownOpenRequests : observed.openReissueRequests;

/**
 * Whether a pending entry is the one we asked for: by its id, or by its key and names, and by who asked. A key that is yet
 * to be made on a token is none. Where ours is issued already, another one that waits is somebody else's.
 */
const isOurs = (entry: ObservedCertificate, pending: Pending, decisionInput: DecisionInput, count: number): boolean => {
  const { prior, observed, ownOpenRequests, keyUserId, now } = decisionInput;
  const known = prior?.knownCertificateIds ?? [];
  if (pending.certificateId !== undefined) return entry.certificateId === pending.certificateId;
  if (entry.certificateId !== undefined && known.includes(entry.certificateId)) return false;
  const fitting =
    entry.key?.fingerprint === pending.publicKeySha256 &&
    (!entry.namesTold || without(pending.names, entry.names).length === 0);
  if (!fitting || isSomebodyElses(decisionInput, entry)) return false;
  if (allOf(observed).some((c) => isLive(c, now) && isAnswerTo(pending, c, known, keyUserId))) return false;
  if (pending.phase === "unknown") return keyUserId !== undefined && entry.userId === keyUserId;
  return pending.requestIds.length > 0 || ownOpenRequests.length > 0 || count === 1;
};

const samePending = (pending: Pending, desired: CertificateSpec): boolean =>
  (desired.key === undefined || desired.key.fingerprint === pending.publicKeySha256) &&
  without(desired.names, pending.names).length === 0 &&
  without(pending.names, desired.names).length === 0;
