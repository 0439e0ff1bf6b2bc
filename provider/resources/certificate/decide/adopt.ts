import { comesFree } from "../../../pki/names";
import { type CertificateFacts, cameOf, fits, isLive } from "../../order/observed-order";
import type { Wish } from "../desired/desired";
import { wasAskedWithHash } from "../plan/diff";
import type { Reason } from "../reasons";
import type { Situation } from "./situation";

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

/** The order's current certificate, if it satisfies the wish. */
export const acceptable = (s: Situation): CertificateFacts | undefined => {
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
  return more && isSomebodyElses(s, current) && !isAnswered(s) ? undefined : current;
};

/** Whether our key's user asked for what is wanted since state was written, and was killed before it was noted: once is enough. */
const isAnswered = ({ facts, wish, was, self, now }: Situation): boolean =>
  facts.others.some(
    (c) =>
      c.certificateId !== undefined &&
      !was?.knownCertificateIds.includes(c.certificateId) &&
      c.userId === self &&
      isLive(c, now) &&
      fits(c, wish),
  );

/** Whether a certificate is what became of our request, for this hash too: an issuer may sign with one of its own. */
const isOurAnswer = ({ was, wish, self, because }: Situation, c: CertificateFacts): boolean => {
  if (was === undefined || c.certificateId === undefined) return false;
  if (c.certificateId === was.certificateId) return wasAskedWithHash(was, wish.signatureHash);
  if (was.pending === undefined || because.some(({ code }) => code === "hash-changed")) return false;
  return cameOf(was.pending, c, was.knownCertificateIds, self);
};

const withoutHash = ({ signatureHash: _, ...wish }: Wish): Wish => wish;

export const isSomebodyElses = ({ self }: Situation, { userId }: CertificateFacts): boolean =>
  self !== undefined && userId !== undefined && userId !== self;
