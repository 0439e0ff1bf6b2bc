import type { CertCentral } from "../../certcentral";
import { anyCertificateOf, anyDuplicateOf, serialName } from "../../claims/words";
import { partialFailureAs } from "../../contract/partial-failure";
import type { Context, Resource } from "../../contract/resource";
import { type Given, known, knownIn } from "../../contract/unknown";
import { readCsr } from "../../pki/csr";
import { typed } from "../input-check/check-strictly";
import { namedCertificate } from "../wording";
import { adopt, foresee } from "./apply/foresee";
import { reconcile } from "./apply/reconcile";
import { check } from "./check/check";
import { remove } from "./delete/delete";
import { retire } from "./delete/retire";
import { grade } from "./grades";
import { CertificateInputs, onChange } from "./inputs";
import { plan } from "./plan/plan";
import { WRITES_OF_CREATE, writesOf } from "./plan/writes";
import { advice } from "./product/doubts";
import { proofAtCreate } from "./promotion/required";
import { touches, unsettled } from "./properties";
import { read } from "./read";
import { type Reason, sentence } from "./reasons";
import type { CertificateState } from "./state";
import { restore, store, toldByState } from "./state";
import { inherit, provenOurs } from "./transitions/inherit";
import { stillAsked } from "./transitions/next-state";

/** A certificate of one order: adopted or reissued, kept as wanted, revoked in the end if it was ours. */
export const certificate: Resource<CertificateInputs, CertificateState, Reason, CertCentral> = {
  kind: "Certificate",
  family: "services",
  identifiedBy: "orderId",
  inputNames: Object.keys(onChange),
  guards: ["requires"],
  check,
  advice: (given, isNew, now) => [
    ...advice(knownIn(given)),
    ...(isNew ? proofAtCreate(typed(given, CertificateInputs), now).map(sentence) : []),
  ],
  inputs: (given) => typed(given, CertificateInputs) as Given<CertificateInputs>,
  uniqueKey: (given) => {
    const orderId = known(given.orderId);
    if (orderId === undefined) return undefined;
    if (known(given.storeReissueAsDuplicate) !== true) return `order ${orderId}`;
    // Without a key of its own, a duplicate cannot be told from another one of the same order.
    if (given.csr === undefined) return `a duplicate of order ${orderId}`;
    const csr = known(given.csr);
    // Asked before what is given has passed check: it may be anything.
    const key = typeof csr === "string" ? readCsr(csr) : undefined;
    return key?.ok ? `duplicate of order ${orderId} with key ${key.key.publicKeySha256}` : undefined;
  },
  duplicateAdvice: (given) =>
    known(given.storeReissueAsDuplicate) === true
      ? "remove one of them, or give each duplicate a key of its own (csr)"
      : "remove one of them, or make one a duplicate: storeReissueAsDuplicate: true, with a key of its own (csr)",
  owns: (given, state) => {
    // What is being moved to another order has one of each.
    const orders = new Set([known(given.orderId), state?.requestedInputs.orderId]);
    return [
      ...[...orders].flatMap((orderId) => (orderId === undefined ? [] : [`order ${orderId}`])),
      ...(state?.certificateId === undefined ? [] : [`certificate ${state.certificateId}`]),
      ...(state?.serialNumber === undefined ? [] : [serialName(state.serialNumber)]),
      ...(state?.pending?.certificateId === undefined ? [] : [`certificate ${state.pending.certificateId}`]),
      ...(state?.pending?.requestIds ?? []).map((requestId) => `request ${requestId}`),
    ];
  },
  mayKeep: (given) => {
    const orderId = known(given.orderId);
    if (orderId === undefined) return [];
    return [(known(given.storeReissueAsDuplicate) === true ? anyDuplicateOf : anyCertificateOf)(orderId)];
  },
  retires: (state) => provenOurs(state).map(({ certificateId }) => `certificate ${certificateId}`),
  isKeeper: ({ certificateId }) => certificateId !== undefined,
  inherit,
  plan,
  sentence,
  grade,
  unseen: ({ action }, { orderId }) =>
    action === "reissue"
      ? `unless order ${known(orderId) ?? "(unknown)"} is closed, or somebody else reissues it: --refresh looks`
      : undefined,
  store,
  restore,
  toldByState,
  touches,
  unsettled,
  foresee,
  adopt,
  create: async (inputs, ctx, predecessor) => {
    const compromisedBefore = predecessor?.compromisedKeys ?? [];
    const goal = { inputs, prior: undefined, compromisedBefore, reasons: [], allowed: WRITES_OF_CREATE };
    const state = await reconcile(goal, ctx);
    tell(state, undefined, ctx);
    return { id: String(inputs.orderId), state };
  },
  read: (_, prior, ctx) => read(prior, ctx),
  update: async (prior, inputs, { action, reasons }, ctx) => {
    const state =
      action === "reissue" || action === "resume" || action === "blocked" || prior.pending !== undefined
        ? await reconcile({ inputs, prior, reasons, allowed: writesOf({ action, reasons }) }, ctx)
        : { ...prior, ...stillAsked(prior, inputs) };
    tell(state, prior, ctx);
    // From here on the state must not be lost, though only a revocation is left to be done.
    return partialFailureAs(
      String(inputs.orderId),
      () => state,
      // Only what the preview has shown; what this very step replaced has its grace.
      async () => (action === "retire" ? retire(state, inputs, ctx) : state),
    );
  },
  delete: remove,
};

/** The last words of a step: what is kept now, and how it came to it. */
const tell = (state: CertificateState, prior: CertificateState | undefined, { run }: Context<CertCentral>): void => {
  const what = namedCertificate(state);
  if (state.pending !== undefined) run.log.info("asked for, and not issued yet");
  else if (state.certificateId === undefined || state.certificateId === prior?.certificateId) return;
  else if (state.origin === "issued") run.log.info(`${verb(state, prior)}: ${what}`);
  else if (wasAsked(state, prior))
    run.log.warn(
      `${what} is taken as wanted, and nothing proves that it came of our request: it counts as found, so that a destroy leaves it alive unless onDelete: "revoke" is set`,
    );
  else run.log.info(`adopted: ${what}; nothing was sent`);
};

/** Whether a request of ours, of this step or of one before, may have brought what is there now. */
const wasAsked = ({ reissueCount }: CertificateState, prior: CertificateState | undefined): boolean =>
  reissueCount > (prior?.reissueCount ?? 0) || (prior?.pending !== undefined && prior.pending.foreign !== true);

/** What an earlier run had asked for is not reissued by this one. */
const verb = (state: CertificateState, prior: CertificateState | undefined): "issued" | "reissued" =>
  state.reissueCount > (prior?.reissueCount ?? 0) ? "reissued" : "issued";
