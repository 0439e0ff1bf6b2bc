import { Unfinished } from "../../../contract/unfinished";
import { namesIn, openProofs, withProofs } from "../../order/dcv";
import { fetchLeaf } from "../../order/download";
import { type Ctx, isOpen, isRejected, look, lookForNews, ownRequests, selfOf } from "../../order/observe";
import { keepingDuplicate, type OrderFacts } from "../../order/observed-order";
import { decide } from "../decide/decide";
import { fellShort } from "../decide/shortfall";
import type { Situation } from "../decide/situation";
import type { CertificateInputs } from "../inputs";
import { listed } from "../reasons";
import type { CertificateState, Pending } from "../state";
import { issuedState, pendingWish, withoutPending } from "../transitions/next-state";
import { cancelledEntry, rejection } from "../transitions/rejection";

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
    const facts = await lookOnce(current, ctx);
    // After a lost answer the order may know a request of ours that we do not.
    const asked = pending.requestIds.length > 0 ? pending.requestIds : facts.openReissueRequests;
    const requests = await ownRequests(asked, ctx);
    const wish = pendingWish(current, facts);
    const self = await selfOf(pending, requests, ctx);
    const ended = pending.foreign
      ? undefined
      : ((pending.requestIds.length > 0 ? requests.find(isRejected) : undefined) ??
        cancelledEntry({ was: current, facts, self }));
    if (ended !== undefined) {
      const { state: refused, lines } = rejection(current, ended, wish);
      throw new Unfinished(id, refused, lines);
    }
    const open = requests.filter(isOpen).map(({ requestId }) => requestId);
    const situation: Situation = {
      inputs: current.asked,
      wish,
      facts,
      was: current,
      because: [],
      ownOpenRequests: open,
      self,
      now: run.now(),
    };
    const decision = decide(situation);
    const short = decision.do === "refuse" ? fellShort(situation) : undefined;
    if (short !== undefined) throw new Unfinished(id, current, short);
    if (decision.do === "take" && decision.certificate.certificateId !== undefined) {
      const { certificate } = decision;
      const leaf = await fetchLeaf(decision.certificate.certificateId, certificate.serialNumber, wish, ctx);
      return issuedState({
        inputs,
        sent: current.asked,
        wish,
        facts,
        certificate,
        leaf,
        was: current,
        ours: decision.ours,
        now: run.now(),
      });
    }
    if (pending.foreign && decision.do !== "wait")
      throw new Unfinished(id, withoutPending(current), [
        `the pending reissue of order ${inputs.orderId} that fitted, asked for by somebody else, came to nothing`,
        "run pulumi up again",
      ]);
    const proofs = open.length > 0 ? [] : await openProofs(inputs.orderId, ctx);
    const unproven = namesIn(proofs);
    const phase = phaseOf(pending, open, unproven);
    current = inPhase(current, phase, decision.do === "wait" ? open : []);
    current = await withProofs(current, inputs, proofs, ctx);
    if (inputs.waitForIssuance === false) return current;

    const waited = (run.now().getTime() - start) / 1000;
    const patience = patienceFor(phase, inputs);
    if (waited >= patience) throw new Unfinished(id, current, stillPending(current, unproven, patience));
    run.log.progress(progress(current, waited));
    await run.sleep(Math.min(pause, Math.max(1, patience * 1000 - waited * 1000)));
    pause = Math.min(pause * GROWTH, LONGEST_PAUSE);
  }
};

/** A duplicate is never the order's own certificate: its list has to be read. */
const lookOnce = async (state: CertificateState, ctx: Ctx): Promise<OrderFacts> => {
  const { asked, certificateId, knownCertificateIds: known } = state;
  if (asked.storeReissueAsDuplicate !== true)
    // After a lost answer only the list tells whether we asked for what is there.
    return state.pending?.phase === "unknown" ? look(asked.orderId, ctx) : lookForNews(asked.orderId, known, ctx);
  const facts = await look(asked.orderId, ctx, { duplicates: true });
  return keepingDuplicate(facts, pendingWish(state, facts), certificateId, known, ctx.run.now());
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
const patienceFor = (phase: Pending["phase"], { timeouts }: CertificateInputs): number => {
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
const stillPending = (state: CertificateState, unproven: readonly string[], patience: number): string[] => {
  const { pending, asked } = state;
  if (pending?.phase === "approval")
    return [
      `${requestsIn(pending)} to reissue order ${asked.orderId} waits for approval by a CertCentral administrator`,
      "approve it in CertCentral, then run pulumi up again: it continues, and asks for nothing twice",
    ];
  if (pending?.phase === "validation")
    return [
      `order ${asked.orderId} waits for proof of control of ${listed(unproven)}`,
      state.dcvRandomValue === undefined
        ? "complete the domain validation shown in CertCentral, then run pulumi up again: it continues, and asks for nothing twice"
        : "publish the output dcvRandomValue as the validation method demands, then run pulumi up again: it continues, and asks for nothing twice",
    ];
  if (pending?.phase === "pickup")
    return [
      `order ${asked.orderId} was reissued, and waits for its key: whoever has the token or DigiCert's invitation makes it and collects the certificate`,
      "have that done, then run pulumi up again: it continues, and asks for nothing twice",
    ];
  return [
    `order ${asked.orderId} was reissued, but DigiCert has not issued the certificate within ${patience} s`,
    "run pulumi up again: it continues to wait, and asks for nothing twice (timeouts.issuance sets how long)",
  ];
};
