import type { Action, Plan } from "../../../contract/plan";
import { type Given, isUnknown } from "../../../contract/unknown";
import { askDigest, sameAsk } from "../desired/equality";
import { type CertificateInputs, inputsThat } from "../inputs";
import type { Reason } from "../reasons";
import type { CertificateState } from "../state";
import { wantsTheRejected } from "../transitions/wish-digest";
import { askedDifferences, changes, pendingDifferences } from "./diff";
import { elsewhere, lost } from "./drift";
import { ageing } from "./renewal";
import { productWarnings, removalWarning, retirementsRejected } from "./warnings";

export type CertificatePlan = Plan<Reason>;

/**
 * What has to happen so that state becomes what is wanted, and why. A pure function: no network, no clock of its own;
 * it never throws, whatever is unknown.
 */
export const plan = (was: CertificateState, given: Given<CertificateInputs>, now: Date): CertificatePlan => {
  const wanted = knownInputs(given);
  const identity = unknownInputs(given, "replace");
  const unknown = unknownInputs(given, "reissue");
  // It may turn out to be another certificate, or not: an update now, which becomes a replacement when it does.
  if (identity.length > 0)
    return { action: "reissue", because: [{ code: "unknown-input", inputs: [...identity, ...unknown] }], warnings: [] };
  if (wanted.orderId !== was.asked.orderId)
    return {
      action: "replace",
      because: [{ code: "order-changed", from: was.asked.orderId, to: wanted.orderId }],
      warnings: [],
    };
  if (
    !sameAsk(
      "storeReissueAsDuplicate",
      askDigest("storeReissueAsDuplicate", was.asked.storeReissueAsDuplicate),
      wanted.storeReissueAsDuplicate,
    )
  )
    return {
      action: "replace",
      because: [{ code: "kind-changed", duplicate: wanted.storeReissueAsDuplicate === true }],
      warnings: [],
    };

  const asking: Reason[] = [
    ...(unknown.length > 0 ? [{ code: "unknown-input", inputs: unknown } as const] : []),
    ...(was.pending ? pendingDifferences(was, wanted) : changes(was, wanted)),
    ...askedDifferences(was, wanted),
  ];
  if (was.pending) {
    const { requestIds, phase } = was.pending;
    const instead = asking.length > 0;
    const pending: Reason = { code: "pending-request", requestIds, phase, instead };
    return {
      action: instead ? "reissue" : "resume",
      because: [...asking, pending],
      warnings: removalWarning(was, wanted),
    };
  }

  const drift = was.replacedBy ? elsewhere(was.replacedBy, was, wanted) : lost(was, wanted);
  const time =
    asking.length + drift.because.length > 0 || drift.taken ? { because: [], warnings: [] } : ageing(was, wanted, now);
  const because = [...asking, ...drift.because, ...time.because];
  const refused: Reason | undefined =
    was.refused && wantsTheRejected(was, wanted)
      ? { code: "rejected-before", sentence: was.refused.sentence, again: false }
      : undefined;
  const warnings = [
    ...(because.length > 0 ? removalWarning(was, wanted) : []),
    ...(because.length > 0 && was.refused && !refused
      ? [{ code: "rejected-before", sentence: was.refused.sentence, again: true } as const]
      : []),
    ...retirementsRejected(was, wanted),
    ...time.warnings,
    ...productWarnings(was.productNameId, wanted, now),
  ];
  if (because.length > 0 && refused) return { action: "resume", because: [refused, ...because], warnings };
  if (because.length > 0) return { action: "reissue", because, warnings };
  if (drift.taken) return { action: "resume", because: [drift.taken], warnings };
  return { ...quiet(was, given, wanted, now), warnings };
};

/** What is due when the certificate itself is as wanted. */
const quiet = (
  was: CertificateState,
  given: Given<CertificateInputs>,
  wanted: CertificateInputs,
  now: Date,
): { action: Action; because: Reason[] } => {
  const due = dueForRetirement(was, wanted, now);
  if (due.length > 0) return { action: "retire", because: [{ code: "retire-due", certificates: due }] };
  const settings = inputsThat("remember").filter(
    (input) => isUnknown(given[input]) || !sameAsk(input, askDigest(input, was.asked[input]), wanted[input]),
  );
  return settings.length > 0
    ? { action: "remember", because: [{ code: "settings-changed", inputs: settings }] }
    : { action: "nothing", because: [] };
};

const unknownInputs = (given: Given<CertificateInputs>, change: "replace" | "reissue"): (keyof CertificateInputs)[] =>
  inputsThat(change).filter((input) => isUnknown(given[input]));

/** The inputs without what is not known yet: an unknown is named by itself and has no opinion otherwise. */
const knownInputs = (given: Given<CertificateInputs>): CertificateInputs =>
  Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined && !isUnknown(value)),
  ) as CertificateInputs;

/** Hours that whatever deploys certificates has to roll out a new one, unless the user says otherwise. */
const SUPERSEDED_GRACE_HOURS = 24;

/** The certificates of ours that the user wants revoked by now. */
export const dueForRetirement = (
  was: CertificateState,
  wanted: CertificateInputs,
  now: Date,
): readonly CertificateState["supersededCertificates"][number][] => {
  if (wanted.superseded?.action !== "revoke") return [];
  const grace = (wanted.superseded.afterHours ?? SUPERSEDED_GRACE_HOURS) * 3_600_000;
  return was.supersededCertificates.filter(
    (c) =>
      c.requestId === undefined &&
      (c.notAfter === undefined || Date.parse(c.notAfter) > now.getTime()) &&
      Date.parse(c.supersededAt) + grace <= now.getTime(),
  );
};
