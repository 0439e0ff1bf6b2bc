import type { CertificateSpec } from "../../../pki/certificate-spec";
import { addedByCa } from "../../../pki/names/names";
import { isLive, isPending, type ObservedCertificate, reissuePending } from "../../order/observed-order";
import { answerOn, mayYetBeTold, ownershipOn } from "../../order/ownership/ownership";
import { desiredOf } from "../desired/desired";
import { type Fit, fitOf } from "../desired/match";
import { wasAskedWithHash } from "../desired/requested-inputs";
import type { Reason } from "../reasons";
import { type DecisionInput, type DecisionRule, ourRequest } from "./decision";

/** Reasons that the certificate we have cannot satisfy, however well it fits: a new one has to be issued. */
const MUST_BE_NEW: ReadonlySet<Reason["code"]> = new Set([
  "expires-soon",
  "expired",
  "revoked-elsewhere",
  "field-changed",
  "trigger-changed",
]);

/** Whether more is wanted than a certificate can show. */
export const needsNewCertificate = ({ code }: Reason): boolean =>
  code === "field-changed" || code === "trigger-changed";

export const adopt: DecisionRule = (s) => {
  const certificate = adoptable(s);
  return certificate && { do: "adopt", certificate, ours: isOurs(s, certificate) };
};

/** The order's current certificate, if it satisfies what is desired. */
export const adoptable = (s: DecisionInput): ObservedCertificate | undefined => {
  const { observed, prior, reasons, now } = s;
  const { current } = observed;
  if (current === undefined) return undefined;
  if (!isLive(current, now) || currentFit(s, current) !== "yes") return undefined;
  if (isStillToCome(s) && !isOurs(s, current)) return undefined;
  if (prior === undefined) return current;
  // Ours, as the list may say at the next look; taken now it would be somebody's. After a lost answer there is one such look.
  if ((prior.pending?.phase !== "unknown" || s.looks === "one") && mayYetBeTold(observed, current, ourRequest(s)))
    return undefined;
  const more = reasons.some(needsNewCertificate);
  // What was asked for while its inputs were still others does not satisfy the changed ones, though key and names fit.
  if (prior.pending !== undefined && more) return undefined;
  // Nor does what may have come of a request for what was wanted before.
  if (more && current.certificateId !== undefined && s.ofEarlierWish?.includes(current.certificateId)) return undefined;
  const mustBeNew = prior.pending !== undefined || reasons.some(({ code }) => MUST_BE_NEW.has(code));
  if (mustBeNew && !isUnseen(s, current)) return undefined;
  // The same for what somebody else asked for: he knows nothing of our fields and triggers.
  return more && isSomebodyElses(s, current) && !isAnswered(s) ? undefined : current;
};

/** Whether what a killed step had asked for, just as it is wanted now, is still under way: it is waited for, not forgotten. */
const isStillToCome = ({ earlier, observed }: DecisionInput): boolean => {
  if (earlier === undefined || !reissuePending(observed)) return false;
  const answer = answerOn(observed, earlier);
  return answer === undefined || isPending(answer);
};

/** Whether state does not know it. */
export const isUnseen = ({ prior }: DecisionInput, { certificateId }: ObservedCertificate): boolean =>
  certificateId !== undefined && !(prior?.knownCertificateIds ?? []).includes(certificateId);

/** Whether the order's certificate is what is desired, as far as it is shown. */
export const currentFit = (s: DecisionInput, current: ObservedCertificate): Fit => {
  const { desired, prior } = s;
  // What the CA added to a certificate that was just asked for is not known before it is there.
  const added = isUnseen(s, current) ? current.names.filter((name) => addedByCa(name, desired.names)) : [];
  const ofOurs = signedAsAsked(s, current) ? withoutHash(desired) : desired;
  return fitOf(current, ofOurs, [...(prior?.caNames ?? []), ...added]);
};

const isOurs = (s: DecisionInput, c: ObservedCertificate): boolean =>
  ownershipOn(s.observed, ourRequest(s))(c) === "ours";

/**
 * Whether our key's user asked for what is wanted since state was written, and was killed before it was noted: once is enough. What
 * the inputs leave to the order was borrowed when it was asked for, not from what has taken its place since.
 */
const isAnswered = ({ inputs, observed, prior, keyUserId, now }: DecisionInput): boolean =>
  observed.others.some(
    (c) =>
      c.certificateId !== undefined &&
      !prior?.knownCertificateIds.includes(c.certificateId) &&
      c.userId === keyUserId &&
      isLive(c, now) &&
      fitOf(c, desiredOf(inputs, { ...c, product: observed.productNameId })) !== "no",
  );

/** Whether a certificate is what became of our request, for this hash too: an issuer may sign with one of its own. */
const signedAsAsked = (s: DecisionInput, c: ObservedCertificate): boolean => {
  const { prior, desired, reasons } = s;
  if (prior === undefined || c.certificateId === undefined) return false;
  if (c.certificateId === prior.certificateId) return wasAskedWithHash(prior, desired.signatureHash);
  if (prior.pending?.signatureHash === undefined || reasons.some(({ code }) => code === "hash-changed")) return false;
  return isOurs(s, c);
};

const withoutHash = ({ signatureHash: _, ...desired }: CertificateSpec): CertificateSpec => desired;

export const isSomebodyElses = ({ keyUserId }: DecisionInput, { userId }: ObservedCertificate): boolean =>
  keyUserId !== undefined && userId !== undefined && userId !== keyUserId;
