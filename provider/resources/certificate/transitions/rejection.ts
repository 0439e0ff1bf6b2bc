import type { ApprovalRequest } from "../../../certcentral";
import { digest } from "../../../contract/digest";
import type { CertificateSpec } from "../../../pki/certificate-spec";
import { rejectionSentence } from "../../order/approval-outcome";
import { isOpen } from "../../order/approval-requests";
import { allOf, type ObservedCertificate, type ObservedOrder, reissuePending } from "../../order/observed-order";
import { isAnswerTo } from "../../order/ownership";
import { listed } from "../../wording";
import { desiredOf } from "../desired/desired";
import { askDigest } from "../desired/equality";
import { askedDigests } from "../desired/requested-inputs";
import { type CertificateInputs, inputsThat } from "../inputs";
import { parameters } from "../product/parameters";
import type { CertificateState } from "../state";
import { withoutPending } from "./next-state";

/** What ended an issuance of ours: a person's no, or its disappearance. */
export type Ended = ApprovalRequest | { readonly gone: string };

const ENDED: ReadonlySet<string> = new Set(["rejected", "canceled", "cancelled"]);

interface Asked {
  readonly prior: CertificateState;
  readonly observed: ObservedOrder;
  /** The user of our key, where that is known. */
  readonly keyUserId: number | undefined;
}

/** What the lists show of an issuance of ours, rather something alive than something that has ended. */
const entryOf = ({ prior, observed, keyUserId }: Asked): ObservedCertificate | undefined => {
  const { pending, knownCertificateIds } = prior;
  if (pending === undefined) return undefined;
  const mine = allOf(observed).filter((c) => isAnswerTo(pending, c, knownCertificateIds, keyUserId));
  return mine.find(({ status }) => !ENDED.has(status)) ?? mine[0];
};

/** Whether the lists say that an issuance of ours was cancelled. Pure. */
export const cancelledEntry = (asked: Asked): Ended | undefined => {
  const entry = entryOf(asked);
  return asked.prior.pending?.phase !== "unknown" && entry !== undefined && ENDED.has(entry.status)
    ? { gone: `${named(asked, entry.certificateId)} was cancelled or rejected outside of Pulumi` }
    : undefined;
};

/**
 * Whether an issuance of ours has been cancelled outside of Pulumi: it was there, and is neither pending nor issued now.
 * After a lost answer nothing can be said: perhaps it was never there; nor when another certificate has taken the place
 * of ours, for the lists leave out what was replaced. Pure.
 */
export const vanished = (asked: Asked, requests: readonly ApprovalRequest[]): Ended | undefined => {
  const { prior, observed } = asked;
  const { pending, knownCertificateIds } = prior;
  if (pending === undefined || pending.foreign === true || pending.phase === "unknown") return undefined;
  if (entryOf(asked) !== undefined) return cancelledEntry(asked);
  const current = observed.current?.certificateId;
  const elsewhere = current !== undefined && !knownCertificateIds.includes(current);
  if (elsewhere || reissuePending(observed) || requests.some(isOpen)) return undefined;
  return { gone: `${named(asked, pending.certificateId)} is no longer there: it was cancelled outside of Pulumi` };
};

const named = ({ prior, observed }: Asked, certificateId: number | undefined): string => {
  const requests = prior.pending?.requestIds ?? [];
  const what = [
    ...(requests.length > 0 ? [`request ${listed(requests.map(String))}`] : []),
    ...(certificateId === undefined ? [] : [`certificate ${certificateId}`]),
  ];
  return `the reissue of order ${observed.orderId}${what.length > 0 ? ` (${what.join(", ")})` : ""}`;
};

/** Remembers the no, so that the same wish is not sent again. Pure. */
export const rejection = (
  prior: CertificateState,
  ended: Ended,
  desired: CertificateSpec,
): { state: CertificateState; lines: string[] } => {
  const sentence = "gone" in ended ? ended.gone : rejectionSentence(ended, prior.requestedInputs.orderId);
  const state: CertificateState = {
    ...withoutPending(prior),
    rejection: {
      desired: desiredDigest(prior.requestedInputs, desired),
      sentence,
      ...("gone" in ended ? {} : { requestId: ended.requestId }),
    },
  };
  return { state, lines: refusedBefore(sentence) };
};

/** What makes no other certificate, and yet another request: a person may have said no to an address. */
const sentAlong = inputsThat("ignore").filter((input) => Object.hasOwn(parameters, input));
/** What a person rejected: the same wish is not sent again. */

export const desiredDigest = (inputs: CertificateInputs, desired: CertificateSpec): string => {
  const along = sentAlong.map((input) => [
    input,
    inputs[input] === false ? undefined : askDigest(input, inputs[input]),
  ]);
  return digest({
    ...desired,
    key: desired.key?.fingerprint,
    asked: askedDigests(inputs),
    along: Object.fromEntries(along),
  });
};
/** Whether what was rejected is wanted still, as far as state tells: before the order has been looked at. */

export const wantsTheRejected = (prior: CertificateState, inputs: CertificateInputs): boolean => {
  const live = { commonName: prior.issuedCommonName, names: prior.issuedNames, product: prior.productNameId };
  const of = (given: CertificateInputs) => desiredDigest(given, desiredOf(given, live));
  return prior.rejection !== undefined && of(prior.requestedInputs) === of(inputs);
};
export const refusedBefore = (sentence: string): string[] => [
  sentence,
  "the same request is not sent again: change the inputs, or a value in triggers once the reason is dealt with",
];
