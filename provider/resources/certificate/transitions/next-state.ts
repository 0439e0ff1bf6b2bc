import { present } from "../../../contract/present";
import type { CertificateSpec } from "../../../pki/certificate-spec";
import { toldKey } from "../../../pki/keys/public-key";
import type { Leaf } from "../../../pki/leaf";
import { without } from "../../../pki/names/names";
import type { ObservedCertificate, ObservedOrder } from "../../order/observed-order";
import { allOf, idsIn, isIssuedAfter, isLive } from "../../order/observed-order";
import { answerOn, type OurRequest } from "../../order/ownership/ownership";
import type { Pending } from "../../order/ownership/pending";
import { desiredOf } from "../desired/desired";
import { askedDigests } from "../desired/requested-inputs";
import { type CertificateInputs, inputsThat } from "../inputs";
import { provenSpec } from "../promotion/proven";
import { isForKeyAlone, type Reason } from "../reasons";
import type { CertificateState } from "../state";
import { issuanceId, issuanceOf } from "./issuance-id";
import { orderFacts, withoutOrderFacts } from "./order-facts";
import { earlierCertificates, earlierThan, foundOn, supersededBy } from "./superseded";

/*
 * The states a certificate goes through, each built from the one before. Pure.
 */

/** What the user asked for has been sent, or may have been. The previous certificate stays in the outputs: it is still alive. */
export const pendingState = (
  inputs: CertificateInputs,
  desired: CertificateSpec,
  observed: ObservedOrder,
  prior: CertificateState | undefined,
  pending: Pick<
    Pending,
    "phase" | "since" | "requestIds" | "certificateId" | "foreign" | "signatureHash" | "mark" | "shownBefore"
  >,
  reasons: readonly Reason[] = [],
): CertificateState => {
  const before = prior?.pending
    ? prior.pending.before
    : prior && (prior.askedBefore ?? askedDigests(prior.requestedInputs));
  const statusBefore = prior?.pending ? prior.pending.statusBefore : prior?.status;
  const issuanceIdBefore = prior?.pending ? prior.pending.issuanceIdBefore : prior?.issuanceId;
  const count = (prior?.reissueCount ?? 0) + (pending.foreign ? 0 : 1);
  return {
    ...(prior === undefined ? blank(observed) : reconciled(prior)),
    // Somebody else's request is no answer to a no of ours: it may come to nothing, too.
    ...(pending.foreign ? present({ rejection: prior?.rejection }) : {}),
    ...earlierCertificates(foundOn(observed, prior, new Date(pending.since))),
    requestedInputs: inputs,
    status: "pending",
    reissueCount: count,
    ...present({ keyChangedAt: keyChangedAt(prior, pending, reasons) }),
    issuanceId: issuanceId({ inputs, desired, count }, issuanceOf(inputs, desired, observed, pending)),
    knownCertificateIds: prior?.pending ? prior.knownCertificateIds : knownIn(observed, prior),
    ...knownRequests(observed, prior, pending.requestIds),
    ...orderFacts(observed, prior),
    pending: {
      ...pending,
      names: desired.names,
      ...present({
        commonName: desired.commonName,
        publicKeySha256: desired.key?.publicKeySha256,
        keyType: desired.key?.keyType,
        before,
        statusBefore,
        issuanceIdBefore,
      }),
    },
  };
};

/** Somebody else's reissue says nothing about our program. */
const keyChangedAt = (
  prior: CertificateState | undefined,
  { foreign, since }: Pick<Pending, "foreign" | "since">,
  reasons: readonly Reason[],
): string | undefined => (foreign ? prior?.keyChangedAt : isForKeyAlone(reasons) ? since : undefined);

/** Without what a new request makes obsolete. */
const reconciled = ({
  keyChangedAt: ______,
  askedBefore: _,
  rejection: __,
  replacedBy: ___,
  dcvRandomValue: ____,
  dcvRecords: _____,
  ...rest
}: CertificateState): CertificateState => withoutOrderFacts(rest);

const blank = (observed: ObservedOrder): Omit<CertificateState, "requestedInputs" | "status" | "issuanceId"> => ({
  issuedNames: [],
  caNames: [],
  origin: "adopted",
  productNameId: observed.productNameId,
  knownCertificateIds: [],
  reissueCount: 0,
  supersededCertificates: [],
});

export interface Issued {
  readonly inputs: CertificateInputs;
  readonly desired: CertificateSpec;
  readonly observed: ObservedOrder;
  readonly certificate: ObservedCertificate;
  readonly leaf: Leaf;
  readonly prior: CertificateState | undefined;
  readonly ours: boolean;
  /** What the issuance was asked for with, where that was in an earlier run. */
  readonly sent?: CertificateInputs;
  readonly now: Date;
}

/** The wanted certificate is there and proven. */
export const issuedState = (issued: Issued): CertificateState => {
  const { inputs, desired, observed, certificate, leaf, prior, ours, now } = issued;
  const sent = issued.sent === undefined ? undefined : { requestedInputs: issued.sent };
  const { certificateId } = certificate;
  const same = prior?.certificateId !== undefined && prior.certificateId === certificateId;
  const earlier = same
    ? (prior.earlierCertificates ?? [])
    : prior === undefined
      ? foundOn(observed, undefined, now)
      : earlierThan(prior, now);
  const ledger = same ? prior.supersededCertificates : supersededBy(prior, now);
  // Asked for by us, overtaken by another wish, and now wanted again.
  const again = ledger.some((superseded) => superseded.certificateId === certificateId);
  const count = prior?.reissueCount ?? 0;
  const origin = same ? prior.origin : ours || again ? "issued" : "adopted";
  const asked = origin === "issued" ? (issued.sent ?? inputs) : undefined;
  return {
    ...(same || sent !== undefined
      ? stillAsked(sent ?? prior ?? { requestedInputs: inputs }, inputs)
      : { requestedInputs: inputs }),
    status: "issued",
    ...present({ certificateId }),
    serialNumber: leaf.serialNumber,
    certificatePem: leaf.certificatePem,
    chainPem: leaf.chainPem,
    notBefore: leaf.notBefore,
    notAfter: leaf.notAfter,
    ...present({ issuedCommonName: leaf.commonName }),
    issuedNames: leaf.names,
    caNames: without(leaf.names, desired.names),
    publicKeySha256: leaf.publicKeySha256,
    keyType: leaf.keyType,
    ...present({ issuedSignatureHash: leaf.signatureHash }),
    spec: (same ? prior.spec : undefined) ?? provenSpec({ leaf, productNameId: observed.productNameId, asked, now }),
    origin,
    productNameId: observed.productNameId,
    ...present({ provisioningMethod: observed.csProvisioningMethod }),
    ...orderFacts(observed, prior),
    knownCertificateIds: knownIn(observed, prior, certificateId).filter(
      (id) => !isLaterThan(certificate, observed, id),
    ),
    ...knownRequests(observed, prior, prior?.pending?.requestIds),
    reissueCount: count,
    ...present({ keyChangedAt: prior?.keyChangedAt }),
    // What was awaited keeps its key, unless it is another certificate than the one that was announced.
    issuanceId:
      same || (prior?.pending && isAwaited(prior.pending, certificateId, ours))
        ? prior.issuanceId
        : issuanceId(
            { inputs, desired, count, taken: prior === undefined ? undefined : certificateId },
            issuanceOf(inputs, desired, observed, present({ certificateId, requestIds: [] })),
          ),
    ...present({ dcvRandomValue: prior?.dcvRandomValue, dcvRecords: prior?.dcvRecords }),
    supersededCertificates: ledger.filter((superseded) => superseded.certificateId !== certificateId),
    ...earlierCertificates(earlier.filter((found) => found.certificateId !== certificateId)),
  };
};

/** Every certificate that has come to an issuance or an end. Pages may be behind: what was known, or kept, stays known. */
const knownIn = (observed: ObservedOrder, prior: CertificateState | undefined, taken?: number): number[] => {
  const kept = [prior?.certificateId, taken].filter((id) => id !== undefined);
  return [...new Set([...(prior?.knownCertificateIds ?? []), ...kept, ...idsIn(observed)])].sort((a, b) => a - b);
};

/** Pages may be behind: what was known stays so. One that is still open, and not known to be ours, may be when it is looked at. */
const knownRequests = (
  { reissueRequests, openReissueRequests }: Pick<ObservedOrder, "reissueRequests" | "openReissueRequests">,
  prior: CertificateState | undefined,
  ours: readonly number[] = [],
): Pick<CertificateState, "knownRequestIds"> => {
  const decided = [...reissueRequests.keys()].filter((id) => !openReissueRequests.includes(id));
  const known = new Set([...(prior?.knownRequestIds ?? []), ...decided, ...ours]);
  return known.size > 0 ? { knownRequestIds: [...known].sort((a, b) => a - b) } : {};
};

/** What was issued after the one that is taken is news when the order's page, which may be behind its list, comes to show it. */
const isLaterThan = (taken: ObservedCertificate, observed: ObservedOrder, id: number): boolean =>
  allOf(observed).some((c) => c.certificateId === id && isIssuedAfter(c, taken));

/** Whether a certificate is the one that was announced: somebody else's may have come between, just as wanted. */
const isAwaited = ({ certificateId, foreign }: Pending, taken: number | undefined, ours: boolean): boolean =>
  certificateId === undefined ? ours || foreign === true : certificateId === taken;

/**
 * What we had asked for was issued while something else came to be wanted, or to be current: it is ours, it is alive, and it must
 * not be forgotten. It goes into the ledger, and is no news any more; and what it was asked for with has been answered.
 */
export const withIssued = <State extends CertificateState | undefined>(
  prior: State,
  request: OurRequest,
  observed: ObservedOrder,
  now: Date,
): State => {
  if (prior === undefined) return prior;
  const issued = answerOn(observed, request);
  if (issued?.certificateId === undefined || issued.certificateId === prior.certificateId || !isLive(issued, now))
    return prior;
  const { certificateId, serialNumber, validTill } = issued;
  const { pending, knownCertificateIds: known, supersededCertificates: ledger } = prior;
  return {
    ...prior,
    ...(pending === undefined ? {} : { pending: { ...pending, before: askedDigests(prior.requestedInputs) } }),
    knownCertificateIds: [...new Set([...known, certificateId])],
    supersededCertificates: [
      ...ledger.filter((superseded) => superseded.certificateId !== certificateId),
      present({ certificateId, serialNumber, notAfter: validTill, supersededAt: now.toISOString() }),
    ],
  };
};

/** What is being waited for. Where the inputs have no opinion, what was sent for them counts. */
export const pendingDesired = (
  { requestedInputs, pending }: CertificateState,
  observed: ObservedOrder,
): CertificateSpec => {
  const product = observed.productNameId;
  const desired = desiredOf(requestedInputs, {
    commonName: observed.primary?.commonName,
    names: pending?.names ?? [],
    product,
  });
  const key = desired.key ?? (pending && toldKey(pending));
  return present({ ...desired, key });
};

/**
 * What counts as asked from now on. An input that says nothing any more does not take back what was asked for, but its value
 * is not kept either, only a digest: it may have been a secret, and is marked as one no longer.
 */
export const stillAsked = (
  prior: Pick<CertificateState, "requestedInputs" | "askedBefore">,
  inputs: CertificateInputs,
): Pick<CertificateState, "requestedInputs" | "askedBefore"> => {
  const said = askedDigests(inputs);
  const all = { ...(prior.askedBefore ?? askedDigests(prior.requestedInputs)), ...said };
  return Object.keys(all).length === Object.keys(said).length
    ? { requestedInputs: inputs }
    : { requestedInputs: inputs, askedBefore: all };
};

/** As if what is pending had never been asked for. */
export const withoutPending = (prior: CertificateState): CertificateState => {
  const { pending, dcvRandomValue: _, dcvRecords: __, keyChangedAt: ___, ...rest } = prior;
  if (pending === undefined) return prior;
  return {
    ...rest,
    status: prior.certificateId === undefined ? "none" : (pending.statusBefore ?? "issued"),
    ...knownRequests({ reissueRequests: new Map(), openReissueRequests: [] }, prior, pending.requestIds),
    ...present({ askedBefore: pending.before, issuanceId: pending.issuanceIdBefore }),
  };
};

/** What delete needs to know counts as soon as it is said, whatever becomes of the rest. */
export const withSettings = (asked: CertificateInputs, inputs: CertificateInputs): CertificateInputs => {
  const settings = inputsThat("remember");
  const rest = Object.entries(asked).filter(([input]) => !settings.some((setting) => setting === input));
  const said = settings.filter((input) => inputs[input] !== undefined).map((input) => [input, inputs[input]]);
  return { ...Object.fromEntries(rest), ...Object.fromEntries(said) } as CertificateInputs;
};
