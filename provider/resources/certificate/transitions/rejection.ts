import type { ApprovalRequest } from "../../../certcentral";
import { digest } from "../../../contract/digest";
import type { CertificateSpec } from "../../../pki/certificate-spec";
import { allOf, type ObservedOrder, reissuePending } from "../../order/observed-order";
import { answerOn, type OurRequest, ownershipOn } from "../../order/ownership/ownership";
import { rejectionSentence } from "../../order/requests/approval-outcome";
import { decisionOn, isOpen, isRejected } from "../../order/requests/approval-requests";
import { each } from "../../wording";
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

const requestOf = ({ prior, keyUserId }: Asked): OurRequest => ({
  pending: prior.pending,
  known: prior.knownCertificateIds,
  keyUserId,
});

/**
 * How an issuance of ours came to nothing, by its requests or by the lists. While a request of ours is open, what is listed as ended
 * under an id that no answer told came of another one. Pure.
 */
export const endOf = (asked: Asked, requests: readonly ApprovalRequest[]): Ended | undefined =>
  requests.find(isRejected) ?? (isDisputed(asked, requests) ? undefined : cancelledEntry(asked));

/** Whether the lists show an end that the page of our request does not know of: that of another one, or the page is behind. Pure. */
export const isDisputed = (asked: Asked, requests: readonly ApprovalRequest[]): boolean =>
  asked.prior.pending?.certificateId === undefined &&
  requests.some((request) => decisionOn(request) === "open") &&
  cancelledEntry(asked) !== undefined;

const cancelledEntry = (asked: Asked): Ended | undefined => {
  const entry = answerOn(asked.observed, requestOf(asked));
  return entry !== undefined && ENDED.has(entry.status)
    ? { gone: `${named(asked, entry.certificateId)} was cancelled or rejected outside of Pulumi` }
    : undefined;
};

/**
 * Whether nothing shows an issuance of ours that was taken: it is neither pending nor issued nor ended. After a lost answer
 * nothing can be said: perhaps it was never there; nor when another certificate has taken the place of ours, for the lists
 * leave out what was replaced; nor while anything that may be it is shown. Pure.
 */
export const isUnseenNow = (asked: Asked, requests: readonly ApprovalRequest[]): boolean => {
  const { prior, observed } = asked;
  const { pending, knownCertificateIds: known } = prior;
  if (pending === undefined || pending.foreign === true || pending.phase === "unknown") return false;
  const current = observed.current?.certificateId;
  const elsewhere = current !== undefined && !known.includes(current);
  const whose = ownershipOn(observed, requestOf(asked));
  const shown = allOf(observed).some((c) => whose(c) !== "theirs");
  return !shown && !elsewhere && !reissuePending(observed) && !requests.some(isOpen);
};

/** What is remembered of an issuance that is shown no more. Pure. */
export const vanished = (asked: Asked): Ended => ({
  gone: `${named(asked, asked.prior.pending?.certificateId)} is no longer there: it was cancelled outside of Pulumi, or is not shown`,
});

const named = ({ prior, observed }: Asked, certificateId: number | undefined): string => {
  const requests = prior.pending?.requestIds ?? [];
  const what = [
    ...(requests.length > 0 ? [`request ${each(requests.map(String))}`] : []),
    ...(certificateId === undefined ? [] : [`certificate ${certificateId}`]),
  ];
  return `the reissue of order ${observed.orderId}${what.length > 0 ? ` (${what.join(", ")})` : ""}`;
};

/** Remembers the rejection, so that the same wish is not sent again. Pure. */
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
      inputs: inputsDigest(prior, prior.requestedInputs),
      sentence,
      ...("gone" in ended ? {} : { requestId: ended.requestId }),
    },
  };
  return { state, lines: refusedBefore(sentence) };
};

/** Inputs that change the request and not the certificate: an administrator may have rejected it for an address. */
const sentAlong = inputsThat("ignore").filter((input) => Object.hasOwn(parameters, input));
/** What a person rejected: the same wish is not sent again. */
export const desiredDigest = (inputs: CertificateInputs, desired: CertificateSpec): string => {
  const along = sentAlong.map((input) => [
    input,
    inputs[input] === false ? undefined : askDigest(input, inputs[input]),
  ]);
  return digest({
    ...desired,
    key: desired.key?.publicKeySha256,
    asked: askedDigests(inputs),
    along: Object.fromEntries(along),
  });
};
/** Whether what was rejected is wanted still, as far as state tells: before the order has been looked at. */
export const wantsTheRejected = (prior: CertificateState, inputs: CertificateInputs): boolean =>
  // Not with the inputs that state has now: they may have been taken back since, and then they are not what was rejected.
  prior.rejection !== undefined &&
  (prior.rejection.inputs ?? inputsDigest(prior, prior.requestedInputs)) === inputsDigest(prior, inputs);

/** A wish as far as inputs and the certificate that is kept tell: that one stays the same as long as a rejection is remembered. */
const inputsDigest = (prior: CertificateState, inputs: CertificateInputs): string => {
  const { issuedCommonName: commonName, issuedNames: names, productNameId: product } = prior;
  return desiredDigest(inputs, desiredOf(inputs, { commonName, names, product }));
};

export const refusedBefore = (sentence: string): string[] => [
  sentence,
  "the same request is not sent again: change the inputs, or a value in triggers once the reason is dealt with",
];
