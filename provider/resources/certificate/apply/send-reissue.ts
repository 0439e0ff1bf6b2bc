import { type PlacedReissue, reissueCertificate, writeOnce } from "../../../certcentral";
import { PartialFailure } from "../../../contract/partial-failure";
import { present } from "../../../contract/present";
import type { Ctx } from "../../order/context";
import { unendedIdsIn } from "../../order/observed-order";
import { mayYetBeTold } from "../../order/ownership/ownership";
import type { Pending } from "../../order/ownership/pending";
import { newMark, withReissueMark } from "../../order/ownership/reissue-mark";
import { decide } from "../decide/decide";
import { type DecisionInput, ourRequest } from "../decide/decision";
import { desiredAsSent, reissueRequestOf } from "../decide/reissue-request";
import { wishDigest } from "../desired/requested-inputs";
import type { CertificateInputs } from "../inputs";
import type { CertificateState } from "../state";
import { pendingState } from "../transitions/next-state";
import { observe } from "./observe";

/** What was asked for, and what the answer told of it, where there was one. */
export interface Asked {
  readonly state: CertificateState;
  readonly placed?: PlacedReissue;
}

/**
 * Sends the reissue: the point of no return. `save` is told the state that must survive whatever happens next.
 *
 * If the answer never comes: we look. A certificate or a pending entry with our key and names that was not there before
 * is ours. If there is none, the step ends as unfinished, and the next `up` looks again before it asks again.
 * Only a 429 is sent again here, after a look that shows nothing.
 */
export const ask = async (
  decisionInput: DecisionInput,
  ctx: Ctx,
  save: (state: CertificateState) => void,
): Promise<Asked> => {
  const { inputs, observed, prior, reasons } = decisionInput;
  const { api, run } = ctx;
  const orderId = inputs.orderId;
  const desired = desiredAsSent(inputs, decisionInput.desired, observed);
  const plain = reissueRequestOf(inputs, desired, observed);
  // Without a request that waits for approval no comment survives, and a mark would say nothing.
  const mark = inputs.skipApproval === true ? undefined : newMark(run.random, ctx.resourceDigest, wishDigest(inputs));
  const request = mark === undefined ? plain : { ...plain, comments: withReissueMark(inputs.comments, mark) };
  const shownBefore = unendedIdsIn(observed);
  const pendingAs = (pending: Pick<Pending, "phase" | "requestIds" | "certificateId">): CertificateState =>
    pendingState(
      inputs,
      desired,
      observed,
      prior,
      present({
        since: run.now().toISOString(),
        signatureHash: request.signatureHash,
        mark,
        shownBefore: shownBefore.length > 0 ? shownBefore : undefined,
        ...pending,
      }),
      reasons,
    );
  const lost = pendingAs({ phase: "unknown", requestIds: [] });
  const written = await writeOnce({
    send: () => {
      run.log.progress(`asking for a reissue of order ${orderId}`);
      return api.send(reissueCertificate, { orderId, request }, run);
    },
    look: async () => {
      save(lost);
      const found = await lookAfterLoss(lost, inputs, ctx);
      save(found ?? unseenSince(lost, run.now()));
      return { state: found };
    },
    isDone: ({ state }) => (state === undefined ? "no" : "yes"),
  });
  if (written.is === "seen") return { state: written.seen.state ?? lost };
  if (written.is === "in doubt")
    throw new PartialFailure(String(orderId), written.seen === undefined ? lost : unseenSince(lost, run.now()), [
      `it is not known whether order ${orderId} is being reissued: ${written.error.what}`,
      "run pulumi up again: it looks first, and asks only if nothing came of it",
    ]);
  const placed = written.answer;
  const state: CertificateState = {
    ...pendingAs(
      present({
        phase: "issuing",
        requestIds: placed.requests.map(({ requestId }) => requestId),
        certificateId: placed.certificateId,
      }),
    ),
    ...present({ dcvRandomValue: placed.dcvRandomValue }),
  };
  save(state);
  return { state, placed };
};

/** A look showed nothing of it: whether it ever arrived, only a later one can tell. */
const unseenSince = (lost: CertificateState, now: Date): CertificateState =>
  lost.pending === undefined ? lost : { ...lost, pending: { ...lost.pending, unseenAt: now.toISOString() } };

/** What is pending, if what we asked for is there after all. */
const lookAfterLoss = async (
  lost: CertificateState,
  inputs: CertificateInputs,
  ctx: Ctx,
): Promise<CertificateState | undefined> => {
  const { decisionInput, arrived } = await observe(inputs, lost, [], ctx);
  if (arrived !== undefined) return arrived;
  const decision = decide(decisionInput);
  const { current } = decisionInput.observed;
  const isUnlisted = current !== undefined && mayYetBeTold(decisionInput.observed, current, ourRequest(decisionInput));
  return isUnlisted || decision.do === "adopt" || (decision.do === "await" && decision.whose !== "theirs")
    ? lost
    : undefined;
};
