import { PartialFailure } from "../../../contract/partial-failure";
import { pauses, until } from "../../../contract/until";
import type { Ctx } from "../../order/context";
import { namesIn, openProofs } from "../../order/dcv/dcv";
import { downloadLeaf } from "../../order/download";
import { observeOrder, observeUnseen } from "../../order/observe";
import { type ObservedOrder, reissuePending } from "../../order/observed-order";
import { LONGEST_LAG } from "../../order/ownership/ownership";
import type { Pending } from "../../order/ownership/pending";
import { isOpen, isRejected, ownRequests } from "../../order/requests/approval-requests";
import { listed } from "../../wording";
import { issuanceOutcome } from "../decide/issuance-outcome";
import { shortfall } from "../decide/shortfall";
import { selectDuplicate } from "../desired/match";
import type { CertificateInputs } from "../inputs";
import type { CertificateState } from "../state";
import { issuedState, pendingDesired, withoutPending } from "../transitions/next-state";
import { cancelledEntry, rejection } from "../transitions/rejection";
import { ourRequests, withLeaves } from "./observe";
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
  const id = String(inputs.orderId);
  let current = state;
  let unlistedSince: number | undefined;
  const growing = pauses({ first: FIRST_LOOK, growth: GROWTH, longest: LONGEST_PAUSE });
  const { is, seen } = await until(
    async (run) => {
      const isLagOver = unlistedSince !== undefined && run.now().getTime() - unlistedSince > LONGEST_LAG;
      const looked = await look(current, inputs, isLagOver, { ...ctx, run });
      if (looked.is === "waiting" && looked.unlisted) unlistedSince ??= run.now().getTime();
      current = looked.state;
      return looked;
    },
    (looked) =>
      looked.is !== "waiting" || inputs.waitForIssuance === false
        ? undefined
        : {
            timeoutMs: timeoutFor(looked.phase, inputs) * 1000,
            pauses: growing,
            progress: (ms) => progress(looked.state, ms / 1000),
          },
    ctx.run,
  );
  if (seen.is === "over") throw new PartialFailure(id, seen.state, seen.lines);
  if (is === "time is up" && seen.is === "waiting")
    throw new PartialFailure(id, seen.state, stillPending(seen.state, seen.unproven, timeoutFor(seen.phase, inputs)));
  return seen.state;
};

/** What one look shows of an issuance. */
type Looked =
  | { readonly is: "issued"; readonly state: CertificateState }
  /** It came to nothing, or not to what was asked for. */
  | { readonly is: "over"; readonly state: CertificateState; readonly lines: readonly string[] }
  | {
      readonly is: "waiting";
      readonly state: CertificateState;
      readonly phase: Phase;
      readonly unproven: readonly string[];
      readonly unlisted: boolean;
    };

type Phase = Exclude<Pending["phase"], "unknown">;

const look = async (
  current: CertificateState,
  inputs: CertificateInputs,
  isLagOver: boolean,
  ctx: Ctx,
): Promise<Looked> => {
  const { run } = ctx;
  const { pending } = current;
  if (pending === undefined) return { is: "issued", state: current };
  const shown = await lookOnce(current, ctx);
  const { requests: own, request } = await ourRequests(shown, current, [], ctx);
  // Whose turn it is with somebody else's reissue, only its own request tells.
  const requests = pending.foreign ? await ownRequests(pending.requestIds, ctx) : own;
  const observed = await withLeaves(shown, current, request, current.requestedInputs, ctx);
  const desired = pendingDesired(current, observed);
  const asked = { prior: current, observed, keyUserId: request.keyUserId };
  const ended = pending.foreign ? undefined : (requests.find(isRejected) ?? cancelledEntry(asked));
  if (ended !== undefined) return { is: "over", ...rejection(current, ended, desired) };

  const came = issuanceOutcome(current, { observed, desired, request, isLagOver, now: run.now() });
  if (came.is === "shortfall")
    return { is: "over", state: current, lines: shortfall(came.certificate, { observed, desired, now: run.now() }) };
  if (came.is === "issued" && came.certificate.certificateId !== undefined) {
    const { certificate, ours } = came;
    const leaf = await downloadLeaf(came.certificate.certificateId, certificate.serialNumber, desired, ctx);
    const issued = {
      inputs,
      sent: current.requestedInputs,
      desired,
      observed,
      certificate,
      leaf,
      prior: current,
      ours,
    };
    return { is: "issued", state: issuedState({ ...issued, now: run.now() }) };
  }
  if (pending.foreign && !reissuePending(observed))
    return {
      is: "over",
      state: withoutPending(current),
      lines: [
        `the pending reissue of order ${inputs.orderId} that fitted, asked for by somebody else, came to nothing`,
        "run pulumi up again",
      ],
    };
  const open = requests.filter(isOpen).map(({ requestId }) => requestId);
  const proofs = open.length > 0 ? [] : await openProofs(inputs.orderId, ctx);
  const unproven = namesIn(proofs);
  const phase = phaseOf(pending, open, unproven);
  return {
    is: "waiting",
    state: await withProofs(inPhase(current, phase, open), inputs, proofs, ctx),
    phase,
    unproven,
    unlisted: came.is === "waiting" && came.unlisted === true,
  };
};

/** A duplicate is never the order's own certificate: its list has to be read. */
const lookOnce = async (state: CertificateState, ctx: Ctx): Promise<ObservedOrder> => {
  const { requestedInputs, certificateId, knownCertificateIds: known } = state;
  if (requestedInputs.storeReissueAsDuplicate !== true)
    // Without an id only the list tells whether we asked for what is there.
    return state.pending?.certificateId === undefined
      ? observeOrder(requestedInputs.orderId, ctx)
      : observeUnseen(requestedInputs.orderId, known, ctx);
  const observed = await observeOrder(requestedInputs.orderId, ctx, { duplicates: true });
  return selectDuplicate(observed, pendingDesired(state, observed), certificateId, known, ctx.run.now());
};

/** Whose turn it is. Without a CSR, somebody has to make the key: on a token, or by an invitation. */
const phaseOf = ({ publicKeySha256 }: Pending, open: readonly number[], unproven: readonly string[]): Phase => {
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
    case "issued":
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
    "if CertCentral shows that it has ended, or that it was issued, change a value in triggers to ask once more (DigiCert may issue both)",
  ];
};
