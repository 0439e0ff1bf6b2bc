import { PartialFailure, partialFailureAs } from "../../../contract/partial-failure";
import { present } from "../../../contract/present";
import { Refusal } from "../../../contract/refusal";
import type { CertificateSpec } from "../../../pki/certificate-spec";
import type { Ctx } from "../../order/context";
import { openProofs } from "../../order/dcv/dcv";
import { downloadLeaf } from "../../order/download";
import { type ObservedOrder, reissuePending } from "../../order/observed-order";
import type { OurRequest } from "../../order/ownership/ownership";
import { isOpen, ownRequests } from "../../order/requests/approval-requests";
import { cancelOwn } from "../../revoke/cancel-reissue";
import { listed, namedCertificate } from "../../wording";
import { decide } from "../decide/decide";
import type { Decision, DecisionInput } from "../decide/decision";
import { mayBeOurs } from "../decide/pending-reissue";
import { desiredAsSent, reissueRequestOf } from "../decide/reissue-request";
import type { CertificateInputs } from "../inputs";
import { askedDifferences } from "../plan/diff";
import { plan } from "../plan/plan";
import { productWarnings } from "../plan/warnings";
import type { Write } from "../plan/writes";
import { type Reason, sentence } from "../reasons";
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
import { observe, type Seen } from "./observe";
import { withProofs } from "./pending-proofs";
import { ask } from "./send-reissue";
import { tellUntold, untoldOf } from "./untold";

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
  let again = false;
  let hasCancelled = false;
  let hasTold = false;
  // Set from the first remote change on: whatever fails then must not lose it.
  let changed: CertificateState | undefined;

  return partialFailureAs(
    String(inputs.orderId),
    () => changed,
    async () => {
      for (let round = 0; round < MOST_ROUNDS; round++) {
        const seen = await observe(inputs, prior, reasons, ctx, { again });
        // What this step has just cancelled may be listed for a while, and is nobody else's.
        again = hasCancelled && reissuePending(seen.decisionInput.observed);
        hasCancelled = false;
        if (again) continue;
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
          // Where nothing may be cancelled, it stands in the way as anybody's would.
          ...(goal.allowed.has("cancel") ? {} : { unwantedRequests: [] }),
        });
        const { desired, observed } = seen.decisionInput;
        const read = { order: observed, at: seen.decisionInput.now };
        const kept = prior && withIssued(prior, requestIn(prior, seen), observed, ctx.run.now());
        if ((decision.do === "reissue" || decision.do === "cancel") && !goal.allowed.has(decision.do))
          throw unannounced(decision.do, kept ?? prior, observed, inputs);
        if (!hasTold && (decision.do === "adopt" || decision.do === "await" || decision.do === "reissue")) {
          await tellForgotten(seen.decisionInput, kept ?? prior, decision, ctx);
          hasTold = true;
        }
        switch (decision.do) {
          case "refuse":
            throw refused(decision.lines, prior, observed, inputs);
          case "adopt": {
            const { unwantedRequests = [] } = seen.decisionInput;
            if (unwantedRequests.length > 0 && goal.allowed.has("cancel")) {
              await cancelOwn(inputs.orderId, unwantedRequests, NOT_WANTED, ctx);
              hasCancelled = true;
              break;
            }
            warnOfOpen(unwantedRequests, ctx);
            warnOfUnproven(seen.decisionInput, decision, ctx);
            const taken = await take({ inputs, prior: kept, desired, observed }, decision, ctx);
            const { earlier } = seen.decisionInput;
            return earlier === undefined ? taken : withIssued(taken, earlier, observed, ctx.run.now());
          }
          case "await": {
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
            again = true;
            break;
          case "replan":
            if (decision.risk !== undefined) ctx.run.log.warn(decision.risk);
            if (kept === undefined) break;
            // A first certificate that was issued meanwhile was asked for with other inputs: no answer to what is said now.
            if (kept !== prior && kept.certificateId === undefined)
              reasons = reasons.filter(({ code }) => code !== "pending-request");
            else ({ reasons } = afresh(kept, inputs, ctx));
            prior = withoutPending(kept);
            break;
          case "cancel": {
            await cancelOwn(inputs.orderId, decision.requestIds, NOT_WANTED, ctx);
            hasCancelled = true;
            if (prior) ({ prior, reasons } = afresh(prior, inputs, ctx));
            changed = prior;
            break;
          }
          case "reissue": {
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

/** A create is never planned by us; an update has said it in its plan. */
const warnOfProduct = (inputs: CertificateInputs, { productNameId }: ObservedOrder, { run }: Ctx): void => {
  for (const warning of productWarnings(productNameId, inputs, run.now())) run.log.warn(sentence(warning));
};

/** What a killed step had asked for, where the row that is carried out lets nothing be cancelled. */
const warnOfOpen = (requestIds: readonly number[], { run }: Ctx): void => {
  if (requestIds.length > 0)
    run.log.warn(
      `request ${listed(requestIds.map(String))}, of an earlier run that was stopped, is still open: have it cancelled in CertCentral, for it is not wanted any more`,
    );
};

/** What a killed step had asked for that is not what is wanted now: state comes to know its request, and nothing else will name what came of it. */
const tellForgotten = async (
  { inputs, observed, earlier }: DecisionInput,
  prior: CertificateState | undefined,
  decision: Extract<Decision, { do: "adopt" | "await" | "reissue" }>,
  ctx: Ctx,
): Promise<void> => {
  const taken = decision.do === "adopt" ? decision.certificate.certificateId : undefined;
  const { left } = await untoldOf(observed, prior, ctx);
  const forgotten = left.filter(
    ({ requestId, isOpen: waits, certificates }) =>
      !waits &&
      !earlier?.pending?.requestIds.includes(requestId) &&
      !certificates.some(({ certificateId }) => certificateId !== undefined && certificateId === taken),
  );
  tellUntold(inputs.orderId, forgotten, ctx);
};

/** What lives beside the certificate that is taken and may be what our request brought: nothing else will name it. */
const warnOfUnproven = (
  input: DecisionInput,
  { certificate, ours }: Extract<Decision, { do: "adopt" }>,
  { run }: Ctx,
): void => {
  if (ours || input.prior?.pending === undefined) return;
  const others = mayBeOurs(input).filter((c) => c !== certificate);
  if (others.length > 0)
    run.log.warn(
      `${listed(others.map((c) => namedCertificate(present({ ...c, notAfter: c.validTill }))))} may have come of our request, and nothing proves it: this resource leaves it alone; a Revocation with its certificateId revokes it, once nobody uses it`,
    );
};

const warnOfRemoval = ({ removed, revoked }: Extract<Decision, { do: "reissue" }>, { run }: Ctx): void => {
  if (removed.length > 0)
    run.log.warn(
      `removes ${listed(removed)}: DigiCert revokes every earlier certificate of the order within 72 hours of the new issuance, among them ${listed(revoked.map(namedCertificate))}`,
    );
};
