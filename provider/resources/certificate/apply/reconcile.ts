import { PartialFailure, partialFailureAs } from "../../../contract/partial-failure";
import { present } from "../../../contract/present";
import { Refusal } from "../../../contract/refusal";
import type { CertificateSpec } from "../../../pki/certificate-spec";
import type { Ctx } from "../../order/context";
import { openProofs } from "../../order/dcv/dcv";
import { downloadLeaf } from "../../order/download";
import { type ObservedCertificate, type ObservedOrder, reissuePending } from "../../order/observed-order";
import type { OurRequest } from "../../order/ownership/ownership";
import { isOpen, ownRequests } from "../../order/requests/approval-requests";
import { cancelOwn } from "../../revoke/cancel-reissue";
import { listed } from "../../wording";
import { decide } from "../decide/decide";
import type { Decision } from "../decide/decision";
import { mayBeOurs } from "../decide/pending-reissue";
import { desiredAsSent, reissueRequestOf } from "../decide/reissue-request";
import type { CertificateInputs } from "../inputs";
import { askedDifferences } from "../plan/diff";
import { plan } from "../plan/plan";
import type { Write } from "../plan/writes";
import type { Reason } from "../reasons";
import type { CertificateState, CompromisedKey } from "../state";
import {
  issuedState,
  pendingState,
  stillAsked,
  withIssued,
  withoutPending,
  withSettings,
} from "../transitions/next-state";
import { orderFacts, withoutOrderFacts } from "../transitions/order-facts";
import { isOutdated, withReplacement } from "../transitions/replaced-by";
import { firstLook, waitFor } from "./await-issuance";
import { tellForgotten } from "./killed/tell";
import { observe, type Seen } from "./observe";
import { withProofs } from "./pending-proofs";
import { ask } from "./send-reissue";
import { warnOfOpen, warnOfProduct, warnOfRemoval, warnOfUnproven } from "./warn";

/** What is wanted, what there was, and why something has to be done. */
export interface Goal {
  readonly inputs: CertificateInputs;
  readonly prior: CertificateState | undefined;
  /** Keys that the resource whose place a new one takes knew to be compromised: its order shows nothing of that. */
  readonly compromisedBefore?: readonly CompromisedKey[];
  readonly reasons: readonly Reason[];
  /** What the plan's row has announced. Nothing else is sent: whoever read the row has agreed to that. */
  readonly allowed: ReadonlySet<Write>;
}

/** How the next round looks: with patience for what lags, or at what this step has just cancelled. */
type Look = "once" | "again" | "after its cancellation";

const MOST_ROUNDS = 4;
const NOT_WANTED = "the wanted certificate changed";

/**
 * Makes the order's certificate the wanted one, with as few writes as possible: takes what is there, waits for what is
 * under way, and only then asks. Reads first, always; after a request whose answer was lost it never asks again unseen.
 */
export const reconcile = (goal: Goal, ctx: Ctx): Promise<CertificateState> =>
  // An order has one reissue at a time: its duplicate waits for its certificate, or the other way round.
  ctx.exclusively(`order ${goal.inputs.orderId}`, () => reconciled(goal, ctx));

const reconciled = async (goal: Goal, ctx: Ctx): Promise<CertificateState> => {
  const { inputs } = goal;
  let { prior, reasons }: Pick<Goal, "prior" | "reasons"> = goal;
  if (prior) prior = { ...prior, requestedInputs: withSettings(prior.requestedInputs, inputs) };
  if (prior?.pending?.foreign) ({ prior, reasons } = afresh(prior, inputs, ctx));
  let look: Look = "once";
  let ofEarlierWish: readonly number[] = [];
  // Set from the first remote change on: whatever fails then must not lose it.
  let changed: CertificateState | undefined;

  return partialFailureAs(
    String(inputs.orderId),
    () => changed,
    async () => {
      for (let round = 0; round < MOST_ROUNDS; round++) {
        const seen = await observe(inputs, prior, reasons, ctx, { again: look === "again" });
        // What this step has just cancelled may be listed for a while, and is nobody else's.
        const isBehind = look === "after its cancellation" && reissuePending(seen.decisionInput.observed);
        look = isBehind ? "again" : "once";
        if (isBehind) continue;
        if (seen.arrived !== undefined) {
          prior = seen.arrived;
          continue;
        }
        if (seen.takenBack && prior) {
          ({ prior, reasons } = afresh(prior, inputs, ctx));
          continue;
        }
        if (seen.askedSince && prior) {
          const kept = withIssued(prior, requestIn(prior, seen), seen.askedSince, ctx.run.now());
          ({ prior, reasons } = afresh(kept, inputs, ctx));
          continue;
        }
        if (seen.rejected !== undefined) {
          // The no is remembered, whatever comes of it now: the same wish is refused below, another one is asked for.
          prior = changed = seen.rejected;
          reasons = reasonsOf(prior, inputs, ctx);
          continue;
        }
        const decision = decide({
          ...seen.decisionInput,
          ...present({ compromisedBefore: goal.compromisedBefore }),
          ofEarlierWish,
          // Where nothing may be cancelled, it stands in the way as anybody's would.
          ...(goal.allowed.has("cancel") ? {} : { unwantedRequests: [] }),
        });
        const { desired, observed } = seen.decisionInput;
        const read = { order: observed, at: seen.decisionInput.now };
        const kept = prior && withIssued(prior, requestIn(prior, seen), observed, ctx.run.now());
        if ((decision.do === "reissue" || decision.do === "cancel") && !goal.allowed.has(decision.do))
          throw unannounced(decision.do, kept ?? prior, observed, inputs);
        const tell = (taken?: number): Promise<void> => tellForgotten(seen.decisionInput, kept, taken, seen.read, ctx);
        switch (decision.do) {
          case "refuse":
            throw refused(decision.lines, prior, observed, inputs);
          case "adopt": {
            const { unwantedRequests = [] } = seen.decisionInput;
            if (unwantedRequests.length > 0 && goal.allowed.has("cancel")) {
              await cancelOwn(inputs.orderId, unwantedRequests, NOT_WANTED, ctx);
              look = "after its cancellation";
              break;
            }
            await tell(decision.certificate.certificateId);
            warnOfOpen(unwantedRequests, ctx);
            warnOfUnproven(seen.decisionInput, decision, ctx);
            const taken = await take({ inputs, prior: kept, desired, observed }, decision, ctx);
            const { earlier } = seen.decisionInput;
            return earlier === undefined ? taken : withIssued(taken, earlier, observed, ctx.run.now());
          }
          case "await": {
            await tell();
            const { earlier } = seen.decisionInput;
            const isOurs = decision.whose === "ours";
            const waiting =
              prior?.pending !== undefined && decision.whose !== "theirs"
                ? prior
                : pendingState(
                    inputs,
                    isOurs ? desiredAsSent(inputs, desired, observed) : desired,
                    observed,
                    kept && withoutPending(kept),
                    {
                      phase: "issuing",
                      since: earlier?.pending?.since ?? ctx.run.now().toISOString(),
                      requestIds: decision.requestIds,
                      ...(isOurs ? {} : { foreign: true }),
                      ...present({
                        signatureHash: isOurs ? reissueRequestOf(inputs, desired, observed).signatureHash : undefined,
                        certificateId: decision.certificateId,
                      }),
                    },
                  );
            return await waitFor(waiting, inputs, { ...read, requests: seen.requests }, ctx);
          }
          case "keep":
            ctx.run.log.warn(
              `order ${inputs.orderId} is left as it is, for onDrift is "report"${decision.differs.length > 0 ? `: ${listed(decision.differs)}` : ""}`,
            );
            return withReplacement({ ...decision.state, ...stillAsked(decision.state, inputs) }, observed);
          case "look-again":
            look = "again";
            break;
          case "replan":
            if (decision.risk !== undefined) ctx.run.log.warn(decision.risk);
            if (kept === undefined) break;
            // A first certificate that was issued meanwhile was asked for with other inputs: no answer to what is said now.
            if (kept !== prior && kept.certificateId === undefined)
              reasons = reasons.filter(({ code }) => code !== "pending-request");
            else ({ reasons } = afresh(kept, inputs, ctx));
            if (decision.risk !== undefined) ofEarlierWish = idsOf(mayBeOurs(seen.decisionInput));
            prior = withoutPending(kept);
            break;
          case "cancel": {
            await cancelOwn(inputs.orderId, decision.requestIds, NOT_WANTED, ctx);
            look = "after its cancellation";
            if (prior) ({ prior, reasons } = afresh(prior, inputs, ctx));
            changed = prior;
            break;
          }
          case "reissue": {
            await tell();
            if (!reasons.some(({ code }) => code === "names-removed")) warnOfRemoval(decision, ctx);
            if (prior === undefined) warnOfProduct(inputs, observed, ctx);
            const asked = await ask({ ...seen.decisionInput, prior: kept }, ctx, (state) => {
              changed = state;
            });
            changed = asked.state;
            if (inputs.waitForIssuance === false) {
              changed = await awaitingApproval(changed, ctx);
              return await withProofs(changed, inputs, await openProofs(inputs.orderId, ctx), ctx);
            }
            return await waitFor(changed, inputs, { ...read, ...firstLook(asked.placed, inputs) }, ctx);
          }
        }
      }
      throw new Refusal([`order ${inputs.orderId} changes faster than it can be read`, "run pulumi up again"]);
    },
  );
};

/** What state tells that we asked for. */
const requestIn = (
  { pending, knownCertificateIds: known }: CertificateState,
  { decisionInput: { keyUserId } }: Seen,
): OurRequest => ({ pending, known, keyUserId });

/** Things are not as they were when the row was written, and would now need what it did not say: the next one does. */
const unannounced = (
  write: Write,
  prior: CertificateState | undefined,
  observed: ObservedOrder,
  { orderId }: CertificateInputs,
): Error => {
  const lines = [
    `${write === "cancel" ? "the pending reissue of order" : "order"} ${orderId} has to be ${write === "cancel" ? "cancelled" : "reissued"}, which the preview did not show`,
    "nothing was sent; run pulumi up again: its preview shows what is asked for, and why",
  ];
  if (prior === undefined) return new Refusal(lines);
  // With what has just been seen, so that the next plan is made from it, refreshed or not.
  const state = withReplacement({ ...withoutOrderFacts(prior), ...orderFacts(observed, prior) }, observed);
  return new PartialFailure(String(orderId), state, lines);
};

/** The row was made from what is not there any more: the next one is not, refreshed or not. */
const refused = (
  lines: readonly string[],
  prior: CertificateState | undefined,
  observed: ObservedOrder,
  { orderId }: CertificateInputs,
): Error => {
  const now = prior && withReplacement(prior, observed);
  return prior !== undefined && now !== undefined && isOutdated(prior, now)
    ? new PartialFailure(String(orderId), now, lines)
    : new Refusal(lines);
};

/** Nothing of ours is pending (any more): planned as if it had never been. */
const afresh = (
  prior: CertificateState,
  inputs: CertificateInputs,
  ctx: Ctx,
): { prior: CertificateState; reasons: readonly Reason[] } => {
  const before = withoutPending(prior);
  return { prior: before, reasons: reasonsOf(before, inputs, ctx) };
};

const idsOf = (certificates: readonly ObservedCertificate[]): number[] =>
  certificates.flatMap(({ certificateId }) => certificateId ?? []);

/** Where no certificate is kept yet, what is there may be what is wanted, unless more is wanted now than it was asked for with. */
const reasonsOf = (before: CertificateState, inputs: CertificateInputs, { run }: Ctx): readonly Reason[] =>
  before.certificateId === undefined ? askedDifferences(before, inputs) : plan(before, inputs, run.now()).reasons;

/** Nobody waits for it now; but the next preview says whose turn it is. */
const awaitingApproval = async (state: CertificateState, ctx: Ctx): Promise<CertificateState> => {
  const { pending } = state;
  const open = (await ownRequests(pending?.requestIds ?? [], ctx)).some(isOpen);
  return pending !== undefined && open ? { ...state, pending: { ...pending, phase: "approval" } } : state;
};

interface Scene {
  readonly inputs: CertificateInputs;
  readonly prior: CertificateState | undefined;
  readonly desired: CertificateSpec;
  readonly observed: ObservedOrder;
}

const take = async (
  scene: Scene,
  { certificate, ours }: Extract<Decision, { do: "adopt" }>,
  ctx: Ctx,
): Promise<CertificateState> => {
  const { certificateId } = certificate;
  if (certificateId === undefined)
    throw new Refusal([`order ${scene.inputs.orderId} does not tell the id of its certificate`, "run pulumi up again"]);
  const leaf = await downloadLeaf({ ...certificate, certificateId }, scene.desired, ctx);
  return issuedState({ ...scene, certificate, leaf, ours, now: ctx.run.now() });
};
