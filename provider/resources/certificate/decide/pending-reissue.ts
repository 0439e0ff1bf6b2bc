import { without } from "../../../pki/names";
import { allOf, type CertificateFacts, cameOf, fits, isLive, pendingOnes } from "../../order/observed-order";
import type { Wish } from "../desired/desired";
import type { Reason } from "../reasons";
import type { Pending } from "../state";
import { isSomebodyElses } from "./adopt";
import type { Decision } from "./decision";
import { blocked } from "./refusals";
import type { Situation } from "./situation";

/** Differences that a pending entry of the list does not show. */
const CHANGED_UNSEEN: ReadonlySet<Reason["code"]> = new Set(["field-changed", "trigger-changed", "hash-changed"]);

/** What to do about a reissue that is under way: wait for it, take ours back, or leave somebody else's alone. */
export const underWay = (s: Situation): Decision => {
  const { facts, wish, was, ownOpenRequests } = s;
  const entries = pendingOnes(facts);
  const { pending } = was ?? {};
  const ours = (entry: CertificateFacts): boolean => pending !== undefined && isOurs(entry, pending, s, entries.length);
  const mine = entries.find(ours);
  const changed = s.because.some(({ code }) => CHANGED_UNSEEN.has(code));
  const renamed = s.because.some(({ code }) => code === "names-added" || code === "names-removed");
  const fitting = entries.filter(
    (entry) =>
      (entry.key !== undefined || (entry === mine && pending?.publicKeySha256 === undefined)) &&
      fits(entry, wish) &&
      !(renamed && !entry.namesTold && pending !== undefined) &&
      !(changed && isSomebodyElses(s, entry)),
  );
  if (mine !== undefined && fitting.includes(mine) && !changed)
    return { do: "wait", certificateId: mine.certificateId, requestIds: requestsOf(s), ours: true };
  if (mine !== undefined || (ownOpenRequests.length > 0 && (fitting.length === 0 || changed)))
    return { do: "cancel", requestIds: ownOpenRequests, certificateId: mine?.certificateId };
  const [theirs] = fitting;
  if (theirs !== undefined)
    return { do: "wait", certificateId: theirs.certificateId, requestIds: requestsOf(s), ours: false };
  // The list does not show it (yet), and what the order shows may be stale: only ours may be waited for unseen.
  if (entries.length === 0 && pending !== undefined && !changed && samePending(pending, wish))
    return { do: "wait", certificateId: pending.certificateId, requestIds: requestsOf(s), ours: true };
  return { do: "refuse", lines: blocked(s.facts, entries) };
};

const requestsOf = ({ facts, ownOpenRequests }: Situation): readonly number[] =>
  ownOpenRequests.length > 0 ? ownOpenRequests : facts.openReissueRequests;

/**
 * Whether a pending entry is the one we asked for: by its id, or by its key and names, and by who asked. A key that is yet
 * to be made on a token is none. Where ours is issued already, another one that waits is somebody else's.
 */
const isOurs = (entry: CertificateFacts, pending: Pending, situation: Situation, count: number): boolean => {
  const { was, facts, ownOpenRequests, self, now } = situation;
  const known = was?.knownCertificateIds ?? [];
  if (pending.certificateId !== undefined) return entry.certificateId === pending.certificateId;
  if (entry.certificateId !== undefined && known.includes(entry.certificateId)) return false;
  const fitting =
    entry.key?.fingerprint === pending.publicKeySha256 &&
    (!entry.namesTold || without(pending.names, entry.names).length === 0);
  if (!fitting || isSomebodyElses(situation, entry)) return false;
  if (allOf(facts).some((c) => isLive(c, now) && cameOf(pending, c, known, self))) return false;
  if (pending.phase === "unknown") return self !== undefined && entry.userId === self;
  return pending.requestIds.length > 0 || ownOpenRequests.length > 0 || count === 1;
};

const samePending = (pending: Pending, wish: Wish): boolean =>
  (wish.key === undefined || wish.key.fingerprint === pending.publicKeySha256) &&
  without(wish.names, pending.names).length === 0 &&
  without(pending.names, wish.names).length === 0;
