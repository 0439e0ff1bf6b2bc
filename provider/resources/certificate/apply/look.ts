import type { ApprovalRequest } from "../../../certcentral";
import type { CertificateSpec } from "../../../pki/certificate-spec";
import type { Ctx } from "../../order/context";
import { namesIn, openProofs } from "../../order/dcv/dcv";
import { downloadLeaf } from "../../order/download";
import { observeLists, observeOrder, observeOrderPage } from "../../order/observe";
import { type ObservedOrder, pendingOnes, reissuePending } from "../../order/observed-order";
import { LONGEST_LAG, ownershipOn } from "../../order/ownership/ownership";
import type { Pending } from "../../order/ownership/pending";
import { decisionOn, isApproved, isOpen, ownRequests, type ReadRequests } from "../../order/requests/approval-requests";
import { issuanceOutcome } from "../decide/issuance-outcome";
import { shortfall } from "../decide/shortfall";
import { selectDuplicate } from "../desired/match";
import type { CertificateInputs } from "../inputs";
import type { CertificateState } from "../state";
import { issuedState, pendingDesired, withoutPending } from "../transitions/next-state";
import { endOf, rejection } from "../transitions/rejection";
import { withLeaves } from "./leaves";
import { ourRequests } from "./our-requests";
import { withProofs } from "./pending-proofs";

/** What one look shows of an issuance. */
export type Looked =
  | { readonly is: "issued"; readonly state: CertificateState }
  /** It came to nothing, or not to what was asked for. */
  | { readonly is: "over"; readonly state: CertificateState; readonly lines: readonly string[] }
  | {
      readonly is: "waiting";
      readonly state: CertificateState;
      readonly turn: Turn;
      readonly unlisted: boolean;
      readonly sight: Sight;
    };

/** Whose turn it is, and which domains are still to be proven. */
export interface Turn {
  readonly phase: Exclude<Pending["phase"], "unknown">;
  readonly unproven: readonly string[];
}

/** What a step has seen of an issuance so far: nothing of it is read a second time for nothing. */
export interface Sight {
  /** The order as its page told it, and when. */
  readonly page?: { readonly order: ObservedOrder; readonly at: number } | undefined;
  /** Our own requests that somebody has decided: nobody decides them again. */
  readonly decided: readonly ApprovalRequest[];
  /** Learned once it has not come quickly. */
  readonly turn?: Turn | undefined;
  /** When everything was read that there is, in milliseconds. */
  readonly wholeAt: number;
}

/** What a look may take as read. */
export interface How {
  /** Whether lists have had the time that they may be behind. */
  readonly isLagOver: boolean;
  /** The last before the step ends: what is told to the user is read. */
  readonly isLast: boolean;
  /** What this step has read of the order a moment ago. */
  readonly given?: { readonly order: ObservedOrder; readonly requests: readonly ApprovalRequest[] } | undefined;
}

/** How long a look at what changes first stands for everything else, in milliseconds. */
const WHOLE_EVERY = 300_000;

/**
 * Looks at what changes first: while a request waits for an administrator, at the request; where the answer told the certificate's
 * id, at the order's page; else at the list, which alone says who asked. Whose turn it is, is learned once it has not come
 * quickly. Everything is read now and then, when the page has changed, and before the step ends.
 */
export const look = async (
  current: CertificateState,
  inputs: CertificateInputs,
  sight: Sight,
  { isLagOver, isLast, given }: How,
  ctx: Ctx,
): Promise<Looked> => {
  const { run } = ctx;
  const { pending } = current;
  if (pending === undefined) return { is: "issued", state: current };
  const now = run.now().getTime();
  const isWhole = isLast || now - sight.wholeAt >= WHOLE_EVERY;
  const known = isByRequest(pending)
    ? await requestsOf(pending, given?.requests ?? sight.decided, ctx)
    : given?.requests;
  const decided = (known ?? []).filter((request) => decisionOn(request) === "decided");
  const waiting = (state: CertificateState, turn: Turn, seen: Partial<Sight> = {}, unlisted = false): Looked => ({
    is: "waiting",
    state,
    turn,
    unlisted,
    sight: { ...sight, decided, turn, ...seen },
  });
  if (known !== undefined && given === undefined && !isWhole) {
    const open = known.filter((request) => decisionOn(request) === "open").map(({ requestId }) => requestId);
    if (open.length > 0) return waiting(inPhase(current, "approval", open), { phase: "approval", unproven: [] });
    // From the approval on DigiCert takes as long as from a request that needs none.
    if (known.length > sight.decided.length && known.every(isApproved))
      return waiting(inPhase(current, "issuing", []), { phase: "issuing", unproven: [] }, { turn: undefined });
  }

  const shown = given?.order ?? (await shownNow(current, pending, sight, isWhole, ctx));
  const readOwn: ReadRequests = async (ids, within) =>
    (known && [...known]) ?? (isWhole || pending.certificateId === undefined ? ownRequests(ids, within) : []);
  const { requests: own, request } = await ourRequests(shown, current, [], ctx, { own: readOwn });
  // Whose turn it is with somebody else's reissue, only its own request tells.
  const requests = pending.foreign ? await ownRequests(pending.requestIds, ctx) : own;
  const told = await withLeaves(shown, current, request, current.requestedInputs, ctx);
  const desired = pendingDesired(current, told);
  const observed = withDuplicate(told, desired, current, now);
  const asked = { prior: current, observed, keyUserId: request.keyUserId };
  const ended = pending.foreign ? undefined : endOf(asked, requests);
  if (ended !== undefined) return { is: "over", ...rejection(current, ended, desired) };

  const came = issuanceOutcome(current, { observed, desired, request, isLagOver, now: run.now() });
  if (came.is === "shortfall")
    return { is: "over", state: current, lines: shortfall(came.certificate, { observed, desired, now: run.now() }) };
  if (came.is === "issued" && came.certificate.certificateId !== undefined) {
    const { certificate, ours } = came;
    const leaf = await downloadLeaf({ ...certificate, certificateId: came.certificate.certificateId }, desired, ctx);
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
  const seen = {
    page: shown === sight.page?.order ? sight.page : { order: observed, at: now },
    ...(isWhole && { wholeAt: now }),
  };
  const unlisted = came.is === "waiting" && came.unlisted === true;
  const before = sight.turn?.phase === "approval" || pending.foreign ? undefined : sight.turn;
  const whose = ownershipOn(observed, request);
  // After a lost answer only what is proven ours says that it was taken.
  const isTaken =
    pending.phase !== "unknown" || requests.length > 0 || pendingOnes(observed).some((c) => whose(c) === "ours");
  const phased = (phase: Turn["phase"], open: readonly number[]): CertificateState =>
    isTaken ? inPhase(current, phase, open) : current;
  if (before !== undefined && !isWhole && !requests.some(isOpen))
    return waiting(phased(before.phase, []), before, seen, unlisted);
  const all = pending.foreign ? requests : await requestsOf(pending, requests, ctx);
  const open = all.filter(isOpen).map(({ requestId }) => requestId);
  const proofs = open.length > 0 ? [] : await openProofs(inputs.orderId, ctx);
  const turn = { unproven: namesIn(proofs), phase: phaseOf(pending, open, namesIn(proofs)) };
  const state = await withProofs(phased(turn.phase, open), inputs, proofs, ctx);
  return waiting(state, turn, seen, unlisted);
};

/** Our request was taken, and only its own page and the reissue list tell what becomes of it. */
const isByRequest = ({ phase, foreign, certificateId, requestIds }: Pending): boolean =>
  phase !== "unknown" && foreign !== true && certificateId === undefined && requestIds.length > 0;

/** What is read already is not read again. */
const requestsOf = async (
  { requestIds }: Pending,
  read: readonly ApprovalRequest[],
  ctx: Ctx,
): Promise<ApprovalRequest[]> => [
  ...read,
  ...(await ownRequests(
    requestIds.filter((id) => !read.some(({ requestId }) => requestId === id)),
    ctx,
  )),
];

/** The order with as many of its lists as it takes. */
const shownNow = async (
  current: CertificateState,
  pending: Pending,
  sight: Sight,
  isWhole: boolean,
  ctx: Ctx,
): Promise<ObservedOrder> => {
  const { requestedInputs, knownCertificateIds: known } = current;
  const { orderId } = requestedInputs;
  if (requestedInputs.storeReissueAsDuplicate === true) {
    // A duplicate is never the order's own certificate: its list has to be read.
    return observeOrder(orderId, ctx, { duplicates: true });
  }
  if (pending.certificateId === undefined) {
    // Pages have been seen half a minute behind their lists: one that is younger says no less of the order than one that is read now.
    const { page } = sight;
    const isYoung = page !== undefined && ctx.run.now().getTime() - page.at < LONGEST_LAG;
    return isYoung && !isWhole && isByRequest(pending) ? observeLists(page.order, ctx) : observeOrder(orderId, ctx);
  }
  const page = await observeOrderPage(orderId, ctx);
  const isUnseen = page.current?.certificateId !== undefined && !known.includes(page.current.certificateId);
  const isChanged = sight.turn !== undefined && sight.page !== undefined && sight.page.order.status !== page.status;
  return isUnseen || !(isWhole || isChanged) ? page : observeLists(page, ctx);
};

/** A duplicate is chosen by what it is, so only when its certificate has told what its list leaves out. */
const withDuplicate = (
  told: ObservedOrder,
  desired: CertificateSpec,
  { requestedInputs, certificateId, knownCertificateIds: known }: CertificateState,
  now: number,
): ObservedOrder =>
  requestedInputs.storeReissueAsDuplicate === true
    ? selectDuplicate(told, desired, certificateId, known, new Date(now))
    : told;

/** Whose turn it is. Without a CSR, somebody has to make the key: on a token, or by an invitation. */
const phaseOf = ({ publicKeySha256 }: Pending, open: readonly number[], unproven: readonly string[]): Turn["phase"] => {
  if (open.length > 0) return "approval";
  if (unproven.length > 0) return "validation";
  return publicKeySha256 === undefined ? "pickup" : "issuing";
};

const inPhase = (state: CertificateState, phase: Turn["phase"], open: readonly number[]): CertificateState =>
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
