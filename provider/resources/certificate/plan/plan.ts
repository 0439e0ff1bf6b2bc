import type { Action, Plan } from "../../../contract/plan";
import { present } from "../../../contract/present";
import { type Given, isUnknown, knownIn } from "../../../contract/unknown";
import { askDigest, sameAsk } from "../desired/equality";
import { type CertificateInputs, inputsThat } from "../inputs";
import { compareWithProof, inUse, proofAtCreate, proofWarnings } from "../promotion/required";
import type { Reason } from "../reasons";
import type { CertificateState } from "../state";
import { wantsTheRejected } from "../transitions/rejection";
import { named } from "../transitions/superseded";
import { wantsCompromised } from "./compromised";
import { askedDifferences, changes, pendingDifferences } from "./diff";
import { type Drift, elsewhere, lost } from "./drift";
import { ended } from "./ended";
import { asFarAsOpen, orderWarnings } from "./order";
import { ageing, endsMeanwhile } from "./renewal";
import { keyAgainWarning, productWarnings, removalWarning, retirementsRejected } from "./warnings";

export type CertificatePlan = Plan<Reason>;

/**
 * What has to happen so that state becomes what is wanted, and why. A pure function: no network, no clock of its own;
 * it never throws, whatever is unknown.
 */
export const plan = (prior: CertificateState, given: Given<CertificateInputs>, now: Date): CertificatePlan => {
  const inputs = knownIn(given) as CertificateInputs;
  const identity = unknownInputs(given, "replace");
  const unknown = unknownInputs(given, "reissue");
  // It may turn out to be another certificate, or not: an update now, which becomes a replacement when it does.
  if (identity.length > 0)
    return { action: "reissue", reasons: [{ code: "unknown-input", inputs: [...identity, ...unknown] }], warnings: [] };
  const compromisedKey = wantsCompromised(prior, given);
  const forbidden = compromisedKey === undefined ? [] : [compromisedKey];
  const other = anotherCertificate(prior, inputs);
  if (other !== undefined)
    return {
      action: "replace",
      reasons: [other, ...replacedCertificates(prior, inputs, now), ...replacedRequest(prior, inputs)],
      // Its new place may hold it already; a reissue for it is refused there.
      warnings: [...forbidden, ...proofAtCreate(given, now)],
    };

  const asking: Reason[] = [
    ...(unknown.length > 0 ? [{ code: "unknown-input", inputs: unknown } as const] : []),
    ...(prior.pending ? pendingDifferences(prior, inputs) : changes(prior, inputs)),
    ...askedDifferences(prior, inputs),
  ];
  const proof = compareWithProof(inputs, inUse(prior, undefined, now), now);
  const product = productWarnings(prior.productNameId, inputs, now);
  const impossible = product.filter(({ code }) => code === "product-refuses");
  const stops = [
    ...forbidden,
    ...(asking.length > 0 && proof.refused !== undefined ? [proof.refused] : []),
    ...impossible,
  ];
  if (prior.pending) {
    const { requestIds, phase, foreign = false, certificateId } = prior.pending;
    const instead = asking.length > 0;
    const pending: Reason = {
      code: "pending-request",
      requestIds,
      phase,
      instead,
      foreign,
      ...present({ certificateId, ended: ended(prior, now) }),
    };
    const refused = instead ? stops : [];
    return asFarAsOpen(prior, inputs, {
      action: refused.length > 0 ? "blocked" : instead ? "reissue" : "resume",
      reasons: [...refused, ...asking, pending],
      warnings: [
        ...removalWarning(prior, inputs),
        ...keyAgainWarning(prior, asking, now),
        // It is waited for, since it was asked for; and nobody should put it to use.
        ...(instead ? [] : forbidden),
        ...endsMeanwhile(prior, inputs, now),
        ...proofWarnings(proof, given, asking),
      ],
    });
  }

  const isTold = isReported(inputs, asking);
  const theirs = prior.replacedBy && elsewhere(prior.replacedBy, prior, inputs);
  // Where nothing repairs it, our own certificate stays in use beside somebody else's: it goes on ageing, and may be dead.
  const isInUse = theirs === undefined || (isTold && theirs.taken === undefined);
  const ours = isInUse ? lost(prior, inputs) : { reasons: [] };
  const time =
    isInUse && asking.length + ours.reasons.length === 0 ? ageing(prior, inputs, now) : { reasons: [], warnings: [] };
  const drift: Drift = { ...theirs, ...ours };
  const own = [...ours.reasons, ...time.reasons];
  const drifted = [...own, ...(theirs?.reasons ?? []).filter(({ code }) => own.every((told) => told.code !== code))];
  const reported = isTold ? drifted.map((reason): Reason => ({ ...reason, reported: true })) : [];
  const reasons = reported.length > 0 ? [] : [...asking, ...drifted];
  const refused: Reason | undefined =
    prior.rejection && wantsTheRejected(prior, inputs)
      ? { code: "rejected-before", sentence: prior.rejection.sentence, again: false }
      : undefined;
  const warnings = [
    ...reported,
    ...keyAgainWarning(prior, reasons, now),
    ...(reasons.length > 0 ? removalWarning(prior, inputs) : []),
    ...(reasons.length > 0 && prior.rejection && !refused
      ? [{ code: "rejected-before", sentence: prior.rejection.sentence, again: true } as const]
      : []),
    ...retirementsRejected(prior, inputs),
    ...(reasons.length > 0 ? (forbidden.length > 0 ? [] : (drift.warnings ?? [])) : forbidden),
    ...time.warnings,
    ...(asking.length > 0 ? endsMeanwhile(prior, inputs, now) : []),
    ...(reasons.length > 0 ? product.filter((warning) => !impossible.includes(warning)) : product),
    ...proofWarnings(proof, given, reasons),
  ];
  if (reasons.length > 0 && stops.length > 0)
    return asFarAsOpen(prior, inputs, { action: "blocked", reasons: [...stops, ...reasons], warnings });
  if (reasons.length > 0 && refused)
    return asFarAsOpen(prior, inputs, { action: "resume", reasons: [refused, ...reasons], warnings });
  if (reasons.length > 0) return asFarAsOpen(prior, inputs, { action: "reissue", reasons, warnings });
  if (drift.taken) return asFarAsOpen(prior, inputs, { action: "resume", reasons: [drift.taken], warnings });
  return { ...quiet(prior, given, inputs, now), warnings: [...orderWarnings(prior), ...warnings] };
};

/** Whether what time or others did is told only. A reissue that the user asks for mends it along. Pure. */
const isReported = ({ onDrift }: CertificateInputs, asking: readonly Reason[]): boolean =>
  onDrift === "report" && asking.length === 0;

/** What is due when the certificate itself is as wanted. */
const quiet = (
  prior: CertificateState,
  given: Given<CertificateInputs>,
  inputs: CertificateInputs,
  now: Date,
): { action: Action; reasons: Reason[] } => {
  const due = dueForRetirement(prior, inputs, now);
  if (due.length > 0) return { action: "retire", reasons: [{ code: "retire-due", certificates: due }] };
  const settings = inputsThat("remember").filter(
    (input) =>
      isUnknown(given[input]) || !sameAsk(input, askDigest(input, prior.requestedInputs[input]), inputs[input]),
  );
  return settings.length > 0
    ? { action: "remember", reasons: [{ code: "settings-changed", inputs: settings }] }
    : { action: "nothing", reasons: [] };
};

/** Why the resource would be of another certificate than it is. */
const anotherCertificate = (
  { requestedInputs: before }: CertificateState,
  inputs: CertificateInputs,
): Reason | undefined => {
  if (inputs.orderId !== before.orderId) return { code: "order-changed", from: before.orderId, to: inputs.orderId };
  const { storeReissueAsDuplicate: duplicate = false } = inputs;
  const asked = askDigest("storeReissueAsDuplicate", before.storeReissueAsDuplicate);
  return sameAsk("storeReissueAsDuplicate", asked, inputs.storeReissueAsDuplicate)
    ? undefined
    : { code: "kind-changed", duplicate };
};

/** What a replacement leaves behind: what is ours is superseded, as by a reissue. */
const replacedCertificates = (prior: CertificateState, inputs: CertificateInputs, now: Date): Reason[] => {
  const { orderId } = prior.requestedInputs;
  if (prior.certificateId === undefined || ended(prior, now) !== undefined) return [];
  const ours = prior.origin === "issued";
  const revokes = ours && inputs.superseded?.action === "revoke";
  return [
    {
      code: "replaced-certificates",
      orderId,
      certificates: [named(prior)],
      ours,
      ...(revokes ? { revokedAfterHours: inputs.superseded?.afterHours ?? SUPERSEDED_GRACE_HOURS } : {}),
    },
  ];
};

/** What a replacement does with a request of ours: only an order that nobody keeps any more is cleared of it. */
const replacedRequest = ({ pending, requestedInputs }: CertificateState, inputs: CertificateInputs): Reason[] => {
  if (pending === undefined || pending.foreign === true || pending.phase === "issued") return [];
  const { orderId, onDelete } = requestedInputs;
  const cancelled = orderId !== inputs.orderId && onDelete !== "retain";
  return [{ code: "replaced-request", orderId, requestIds: pending.requestIds, cancelled }];
};

const unknownInputs = (given: Given<CertificateInputs>, change: "replace" | "reissue"): (keyof CertificateInputs)[] =>
  inputsThat(change).filter((input) => isUnknown(given[input]));

/** Hours that whatever deploys certificates has to roll out a new one, unless the user says otherwise. */
const SUPERSEDED_GRACE_HOURS = 24;

/** The certificates of ours that the user wants revoked by now. None where what took their place is over: they may be all that is in use. */
export const dueForRetirement = (
  prior: CertificateState,
  inputs: CertificateInputs,
  now: Date,
): readonly CertificateState["supersededCertificates"][number][] => {
  if (inputs.superseded?.action !== "revoke" || ended(prior, now) !== undefined) return [];
  const grace = (inputs.superseded.afterHours ?? SUPERSEDED_GRACE_HOURS) * 3_600_000;
  return prior.supersededCertificates.filter(
    (c) =>
      c.requestId === undefined &&
      c.notRevoked === undefined &&
      (c.notAfter === undefined || Date.parse(c.notAfter) > now.getTime()) &&
      Date.parse(c.supersededAt) + grace <= now.getTime(),
  );
};
