import type { ApprovalRequest } from "../../../certcentral";
import type { Ctx } from "../../order/context";
import { observeOrder } from "../../order/observe";
import type { ObservedOrder } from "../../order/observed-order";
import { answerOn, LONGEST_LAG, type OurRequest } from "../../order/ownership/ownership";
import { isOpen, pendingRequestsOf, type ReadRequests, readingOnce } from "../../order/requests/approval-requests";
import { isOwnCancel } from "../../revoke/cancel-reissue";
import type { DecisionInput } from "../decide/decision";
import { isMindChanged } from "../decide/pending-reissue";
import { desiredOf } from "../desired/desired";
import { selectDuplicate } from "../desired/match";
import type { CertificateInputs } from "../inputs";
import type { Reason } from "../reasons";
import type { CertificateState } from "../state";
import { pendingDesired } from "../transitions/next-state";
import { endOf, isDisputed, isUnseenNow, rejection, vanished } from "../transitions/rejection";
import { type Earlier, earlierRequest } from "./killed/earlier";
import { withLeaves } from "./leaves";
import { arrived, ourRequests } from "./our-requests";
import { withCurrent } from "./with-current";

/** What an order shows, as far as a decision needs it, and what became of what we had asked for. */
export interface Seen {
  readonly decisionInput: DecisionInput;
  /** Our own requests, as their pages tell. */
  readonly requests: readonly ApprovalRequest[];
  /** Reads further requests, and none that this look has read. */
  readonly read: ReadRequests;
  /** State as it would be if the answer that was lost had come: the request itself proves that it was taken. */
  readonly arrived?: CertificateState;
  /** We had cancelled it ourselves, and did not get to write it down. */
  readonly takenBack?: boolean;
  /**
   * A step that was killed had asked for something else since, which is what is wanted now, so that nothing waits for state's
   * request any more: the order without what came of the later one.
   */
  readonly askedSince?: ObservedOrder;
  /** The state that remembers a rejection of ours. */
  readonly rejected?: CertificateState;
}

/** The live facts, and what became of our own requests. `again`: a second look, after whatever lags has caught up. */
export const observe = async (
  inputs: CertificateInputs,
  prior: CertificateState | undefined,
  reasons: readonly Reason[],
  ctx: Ctx,
  options: { readonly again?: boolean } = {},
): Promise<Seen> => {
  // An earlier step looked and saw nothing, long enough ago: this is the second look.
  const unseenAt = Date.parse(prior?.pending?.unseenAt ?? "");
  const again = options.again === true || ctx.run.now().getTime() - unseenAt > LONGEST_LAG;
  if (options.again === true) {
    ctx.run.log.progress(`looking at order ${inputs.orderId} once more, for its lists may lag`);
    await ctx.run.sleep(LONGEST_LAG);
  }
  const duplicates = inputs.storeReissueAsDuplicate === true;
  const shown = await observeOrder(inputs.orderId, ctx, { duplicates });
  // Of what was lost each look is complete: the order, its list, and the requests that wait for approval.
  const isLost = prior?.pending?.phase === "unknown";
  const listed = again || isLost ? await pendingRequestsOf(inputs.orderId, ctx) : [];
  const whole = withRequests(shown, listed ?? []);
  const read = readingOnce();
  const { requests, request } = await ourRequests(whole, prior, reasons, ctx, { read });
  const told = await withLeaves(whole, prior, request, inputs, ctx);
  const desired = desiredOf(inputs, liveNames(told, prior));
  const observed = duplicates
    ? selectDuplicate(told, desired, prior?.certificateId, prior?.knownCertificateIds ?? [], ctx.run.now())
    : withCurrent(told, request, prior, ctx.run.now());
  // What state waits for is what was asked for last, unless a step was killed that had asked again, or for another wish.
  const mayBeUntold =
    prior?.pending === undefined || prior.pending.phase === "unknown" || isMindChanged({ prior, inputs });
  const { wanted: earlier, unwanted }: Earlier = mayBeUntold
    ? await earlierRequest(told, inputs, desired, prior, read, ctx)
    : {};
  const decisionInput: DecisionInput = {
    inputs,
    desired,
    observed,
    prior,
    reasons,
    ownOpenRequests: requests.filter(isOpen).map(({ requestId }) => requestId),
    keyUserId: request.keyUserId,
    earlier,
    unwantedRequests: unwanted === undefined ? [] : [unwanted.requestId],
    looks: !again ? "one" : listed === undefined ? "incomplete" : "complete",
    now: ctx.run.now(),
  };
  const seen = { decisionInput, requests, read };
  if (prior?.pending === undefined || prior.pending.foreign) return seen;
  const taken = arrived(prior, requests);
  if (taken !== undefined) return { ...seen, arrived: taken };
  if (earlier !== undefined) return { ...seen, askedSince: withoutAnswerTo(earlier, observed) };
  if (requests.length > 0 && requests.every(isOwnCancel)) return { ...seen, takenBack: true };
  const asked = { prior, observed, keyUserId: request.keyUserId };
  const rejected = endOf(asked, requests);
  const isUnseen = isUnseenNow(asked, requests);
  // Not shown is not ended: only a later look that does not show it either proves that; and pages may be behind their lists.
  if (rejected === undefined && !again && (isUnseen || isDisputed(asked, requests)))
    return observe(inputs, prior, reasons, ctx, { again: true });
  const end = rejected ?? (isUnseen ? vanished(asked) : undefined);
  return end === undefined ? seen : { ...seen, rejected: rejection(prior, end, pendingDesired(prior, observed)).state };
};

const withoutAnswerTo = (request: OurRequest, observed: ObservedOrder): ObservedOrder => {
  const answer = answerOn(observed, request);
  return {
    ...observed,
    primary: observed.primary === answer ? undefined : observed.primary,
    others: observed.others.filter((c) => c !== answer),
  };
};

const withRequests = (observed: ObservedOrder, requestIds: readonly number[]): ObservedOrder => ({
  ...observed,
  openReissueRequests: [...new Set([...observed.openReissueRequests, ...requestIds])],
});

/** What a wish without opinion borrows: the live certificate's names, or those already asked for. */
const liveNames = (observed: ObservedOrder, prior: CertificateState | undefined) =>
  prior?.pending
    ? { commonName: observed.primary?.commonName, names: prior.pending.names, product: observed.productNameId }
    : {
        commonName: observed.primary?.commonName,
        names: observed.primary?.names ?? [],
        caNames: prior?.caNames ?? [],
        product: observed.productNameId,
      };
