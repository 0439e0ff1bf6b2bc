import { PartialFailure } from "../../../contract/partial-failure";
import { isOpen, isRejected, ownRequests } from "../../order/approval-requests";
import type { Ctx } from "../../order/context";
import { namesIn, openProofs } from "../../order/dcv";
import { downloadLeaf } from "../../order/download";
import { keyUser } from "../../order/key-user";
import { observeOrder, observeUnseen } from "../../order/observe";
import type { ObservedOrder } from "../../order/observed-order";
import type { Pending } from "../../order/ownership";
import { listed } from "../../wording";
import { decide } from "../decide/decide";
import type { DecisionInput } from "../decide/decision";
import { shortfall } from "../decide/shortfall";
import { selectDuplicate } from "../desired/match";
import type { CertificateInputs } from "../inputs";
import type { CertificateState } from "../state";
import { issuedState, pendingDesired, withoutPending } from "../transitions/next-state";
import { cancelledEntry, rejection } from "../transitions/rejection";
import { withProofs } from "./pending-proofs";

/** Seconds that DigiCert is given for what it does alone. */
const ISSUANCE_TIMEOUT = 600;
const FIRST_LOOK = 1_000;
const GROWTH = 1.5;
const LONGEST_PAUSE = 30_000;

/**
 * Waits until what was asked for is issued, proven and described. Only for what DigiCert does alone: where a person has to
 * act (an approval, a DNS record), the step ends at once as pending, unless `timeouts.approval` says to wait for approvals.
 * Every way out but success carries the state, so that the next `up` resumes.
 */
export const waitFor = async (
  state: CertificateState,
  inputs: CertificateInputs,
  ctx: Ctx,
): Promise<CertificateState> => {
  const { run } = ctx;
  const id = String(inputs.orderId);
  const start = run.now().getTime();
  let pause = FIRST_LOOK;
  let current = state;
  for (;;) {
    const { pending } = current;
    if (pending === undefined) return current;
    const observed = await lookOnce(current, ctx);
    // After a lost answer the order may know a request of ours that we do not.
    const asked = pending.requestIds.length > 0 ? pending.requestIds : observed.openReissueRequests;
    const requests = await ownRequests(asked, ctx);
    const desired = pendingDesired(current, observed);
    const keyUserId = await keyUser(pending, requests, ctx);
    const ended = pending.foreign
      ? undefined
      : ((pending.requestIds.length > 0 ? requests.find(isRejected) : undefined) ??
        cancelledEntry({ prior: current, observed, keyUserId }));
    if (ended !== undefined) {
      const { state: refused, lines } = rejection(current, ended, desired);
      throw new PartialFailure(id, refused, lines);
    }
    const open = requests.filter(isOpen).map(({ requestId }) => requestId);
    const decisionInput: DecisionInput = {
      inputs: current.requestedInputs,
      desired,
      observed,
      prior: current,
      reasons: [],
      ownOpenRequests: open,
      keyUserId,
      now: run.now(),
    };
    const decision = decide(decisionInput);
    const short = decision.do === "refuse" ? shortfall(decisionInput) : undefined;
    if (short !== undefined) throw new PartialFailure(id, current, short);
    if (decision.do === "adopt" && decision.certificate.certificateId !== undefined) {
      const { certificate } = decision;
      const leaf = await downloadLeaf(decision.certificate.certificateId, certificate.serialNumber, desired, ctx);
      return issuedState({
        inputs,
        sent: current.requestedInputs,
        desired,
        observed,
        certificate,
        leaf,
        prior: current,
        ours: decision.ours,
        now: run.now(),
      });
    }
    if (pending.foreign && decision.do !== "await")
      throw new PartialFailure(id, withoutPending(current), [
        `the pending reissue of order ${inputs.orderId} that fitted, asked for by somebody else, came to nothing`,
        "run pulumi up again",
      ]);
    const proofs = open.length > 0 ? [] : await openProofs(inputs.orderId, ctx);
    const unproven = namesIn(proofs);
    const phase = phaseOf(pending, open, unproven);
    current = inPhase(current, phase, decision.do === "await" ? open : []);
    current = await withProofs(current, inputs, proofs, ctx);
    if (inputs.waitForIssuance === false) return current;

    const waited = (run.now().getTime() - start) / 1000;
    const timeout = timeoutFor(phase, inputs);
    if (waited >= timeout) throw new PartialFailure(id, current, stillPending(current, unproven, timeout));
    run.log.progress(progress(current, waited));
    await run.sleep(Math.min(pause, Math.max(1, timeout * 1000 - waited * 1000)));
    pause = Math.min(pause * GROWTH, LONGEST_PAUSE);
  }
};

/** A duplicate is never the order's own certificate: its list has to be read. */
const lookOnce = async (state: CertificateState, ctx: Ctx): Promise<ObservedOrder> => {
  const { requestedInputs, certificateId, knownCertificateIds: known } = state;
  if (requestedInputs.storeReissueAsDuplicate !== true)
    // After a lost answer only the list tells whether we asked for what is there.
    return state.pending?.phase === "unknown"
      ? observeOrder(requestedInputs.orderId, ctx)
      : observeUnseen(requestedInputs.orderId, known, ctx);
  const observed = await observeOrder(requestedInputs.orderId, ctx, { duplicates: true });
  return selectDuplicate(observed, pendingDesired(state, observed), certificateId, known, ctx.run.now());
};

/** Whose turn it is. Without a CSR, somebody has to make the key: on a token, or by an invitation. */
const phaseOf = (
  { publicKeySha256 }: Pending,
  open: readonly number[],
  unproven: readonly string[],
): Exclude<Pending["phase"], "unknown"> => {
  if (open.length > 0) return "approval";
  if (unproven.length > 0) return "validation";
  return publicKeySha256 === undefined ? "pickup" : "issuing";
};

/** Seconds. */
const timeoutFor = (phase: Pending["phase"], { timeouts }: CertificateInputs): number => {
  switch (phase) {
    case "approval":
      return timeouts?.approval ?? 0;
    case "validation":
    case "pickup":
      return 0;
    case "issuing":
    case "unknown":
      return timeouts?.issuance ?? ISSUANCE_TIMEOUT;
  }
};

const inPhase = (state: CertificateState, phase: Pending["phase"], open: readonly number[]): CertificateState =>
  state.pending === undefined
    ? state
    : {
        ...state,
        pending: {
          ...state.pending,
          phase,
          requestIds: state.pending.requestIds.length > 0 ? state.pending.requestIds : open,
        },
      };

const requestsIn = (pending: Pending): string =>
  pending.requestIds.length > 0 ? `request ${listed(pending.requestIds.map(String))}` : "the request";

const progress = ({ pending }: CertificateState, seconds: number): string =>
  pending?.phase === "approval"
    ? `${requestsIn(pending)} waits for an administrator (${Math.round(seconds)} s)`
    : `waiting for DigiCert to issue (${Math.round(seconds)} s)`;

/** Whose turn it is, and the command to run next. */
const stillPending = (state: CertificateState, unproven: readonly string[], timeout: number): string[] => {
  const { pending, requestedInputs } = state;
  if (pending?.phase === "approval")
    return [
      `${requestsIn(pending)} to reissue order ${requestedInputs.orderId} waits for approval by a CertCentral administrator`,
      "approve it in CertCentral, then run pulumi up again: it continues, and asks for nothing twice",
    ];
  if (pending?.phase === "validation")
    return [
      `order ${requestedInputs.orderId} waits for proof of control of ${listed(unproven)}`,
      state.dcvRandomValue === undefined
        ? "complete the domain validation shown in CertCentral, then run pulumi up again: it continues, and asks for nothing twice"
        : "publish the output dcvRandomValue as the validation method demands, then run pulumi up again: it continues, and asks for nothing twice",
    ];
  if (pending?.phase === "pickup")
    return [
      `order ${requestedInputs.orderId} was reissued, and waits for its key: whoever has the token or DigiCert's invitation makes it and collects the certificate`,
      "have that done, then run pulumi up again: it continues, and asks for nothing twice",
    ];
  return [
    `order ${requestedInputs.orderId} was reissued, but DigiCert has not issued the certificate within ${timeout} s`,
    "run pulumi up again: it continues to wait, and asks for nothing twice (timeouts.issuance sets how long)",
  ];
};
