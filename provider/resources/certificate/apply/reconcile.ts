import { unfinishedAs } from "../../../contract/failing";
import { Refusal } from "../../../contract/refusal";
import { openProofs, withProofs } from "../../order/dcv";
import { fetchLeaf } from "../../order/download";
import { type Ctx, isOpen, ownRequests } from "../../order/observe";
import type { OrderFacts } from "../../order/observed-order";
import { cancelOwn } from "../../revoke/cancel-reissue";
import { decide } from "../decide/decide";
import type { Decision } from "../decide/decision";
import type { Wish } from "../desired/desired";
import type { CertificateInputs } from "../inputs";
import { plan } from "../plan/plan";
import { productWarnings } from "../plan/warnings";
import { listed, namedCertificate, type Reason, sentence } from "../reasons";
import type { CertificateState } from "../state";
import { issuedState, pendingState, withIssued, withoutPending, withSettings } from "../transitions/next-state";
import { waitFor } from "./await-issuance";
import { lookClosely } from "./observe";
import { ask } from "./send-reissue";

/** What is wanted, what there was, and why something has to be done. */
export interface Goal {
  readonly inputs: CertificateInputs;
  readonly was: CertificateState | undefined;
  readonly because: readonly Reason[];
}

const MOST_ROUNDS = 4;

/**
 * Makes the order's certificate the wanted one, with as few writes as possible: takes what is there, waits for what is
 * under way, and only then asks. Reads first, always; after a request whose answer was lost it never asks again unseen.
 */
export const settle = (goal: Goal, ctx: Ctx): Promise<CertificateState> =>
  // An order has one reissue at a time: its duplicate waits for its certificate, or the other way round.
  ctx.inTurn(`order ${goal.inputs.orderId}`, () => settled(goal, ctx));

const settled = async (goal: Goal, ctx: Ctx): Promise<CertificateState> => {
  const { inputs } = goal;
  let { was, because }: Pick<Goal, "was" | "because"> = goal;
  if (was) was = { ...was, asked: withSettings(was.asked, inputs) };
  if (was?.pending?.foreign) ({ was, because } = afresh(was, inputs, ctx));
  // Set from the first remote change on: whatever fails then must not lose it.
  let changed: CertificateState | undefined;

  return unfinishedAs(
    String(inputs.orderId),
    () => changed,
    async () => {
      for (let round = 0; round < MOST_ROUNDS; round++) {
        const seen = await lookClosely(inputs, was, because, ctx);
        if (seen.takenBack && was) {
          ({ was, because } = afresh(was, inputs, ctx));
          continue;
        }
        if (seen.rejected !== undefined) {
          // The no is remembered, whatever comes of it now: the same wish is refused below, another one is asked for.
          was = changed = seen.rejected;
          because = was.certificateId === undefined ? [] : plan(was, inputs, ctx.run.now()).because;
          continue;
        }
        const decision = decide(seen.situation);
        const { wish, facts } = seen.situation;
        const kept = withIssued(was, facts, ctx.run.now(), seen.situation.self);
        if (decision.do === "ask" && was?.pending?.phase === "unknown" && kept === was) {
          // Nothing came of it. Perhaps what is there is enough by now.
          ({ was, because } = afresh(was, inputs, ctx));
          continue;
        }
        switch (decision.do) {
          case "refuse":
            throw new Refusal(decision.lines);
          case "take":
            return await take({ inputs, was: kept, wish, facts }, decision, ctx);
          case "wait": {
            const waiting =
              was?.pending !== undefined && decision.ours
                ? was
                : pendingState(inputs, wish, facts, kept && withoutPending(kept), {
                    phase: "issuing",
                    since: ctx.run.now().toISOString(),
                    requestIds: decision.requestIds,
                    foreign: true,
                    ...(decision.certificateId === undefined ? {} : { certificateId: decision.certificateId }),
                  });
            return await waitFor(waiting, inputs, ctx);
          }
          case "forget":
            if (kept === undefined) break;
            // A first certificate that was issued meanwhile was asked for with other inputs: no answer to what is said now.
            if (kept !== was && kept.certificateId === undefined)
              because = because.filter(({ code }) => code !== "pending-request");
            else ({ because } = afresh(kept, inputs, ctx));
            was = withoutPending(kept);
            break;
          case "cancel": {
            await cancelOwn(inputs.orderId, decision.requestIds, "the wanted certificate changed", ctx);
            if (was) ({ was, because } = afresh(was, inputs, ctx));
            changed = was;
            break;
          }
          case "ask": {
            if (!because.some(({ code }) => code === "names-removed")) warnOfRemoval(decision, ctx);
            if (was === undefined) warnOfProduct(inputs, facts, ctx);
            changed = await ask({ ...seen.situation, was: kept }, ctx, (state) => {
              changed = state;
            });
            if (inputs.waitForIssuance === false) {
              changed = await awaitingApproval(changed, ctx);
              return await withProofs(changed, inputs, await openProofs(inputs.orderId, ctx), ctx);
            }
            return await waitFor(changed, inputs, ctx);
          }
        }
      }
      throw new Refusal([`order ${inputs.orderId} changes faster than it can be read`, "run pulumi up again"]);
    },
  );
};

/** Nothing of ours is pending (any more): planned as if it had never been. */
const afresh = (
  was: CertificateState,
  inputs: CertificateInputs,
  { run }: Ctx,
): { was: CertificateState; because: readonly Reason[] } => {
  const before = withoutPending(was);
  return { was: before, because: before.certificateId === undefined ? [] : plan(before, inputs, run.now()).because };
};

/** Nobody waits for it now; but the next preview says whose turn it is. */
const awaitingApproval = async (state: CertificateState, ctx: Ctx): Promise<CertificateState> => {
  const { pending } = state;
  const open = (await ownRequests(pending?.requestIds ?? [], ctx)).some(isOpen);
  return pending !== undefined && open ? { ...state, pending: { ...pending, phase: "approval" } } : state;
};

interface Scene {
  readonly inputs: CertificateInputs;
  readonly was: CertificateState | undefined;
  readonly wish: Wish;
  readonly facts: OrderFacts;
}

const take = async (
  scene: Scene,
  { certificate, ours }: Extract<Decision, { do: "take" }>,
  ctx: Ctx,
): Promise<CertificateState> => {
  if (certificate.certificateId === undefined)
    throw new Refusal([`order ${scene.inputs.orderId} does not tell the id of its certificate`, "run pulumi up again"]);
  const leaf = await fetchLeaf(certificate.certificateId, certificate.serialNumber, scene.wish, ctx);
  return issuedState({ ...scene, certificate, leaf, ours, now: ctx.run.now() });
};

/** A create is never planned by us; an update has said it in its plan. */
const warnOfProduct = (inputs: CertificateInputs, { productNameId }: OrderFacts, { run }: Ctx): void => {
  for (const warning of productWarnings(productNameId, inputs, run.now())) run.log.warn(sentence(warning));
};

const warnOfRemoval = ({ removed, revoked }: Extract<Decision, { do: "ask" }>, { run }: Ctx): void => {
  if (removed.length > 0)
    run.log.warn(
      `removes ${listed(removed)}: DigiCert revokes every earlier certificate of the order within 72 hours of the new issuance, among them ${listed(revoked.map(namedCertificate))}`,
    );
};
