import { CertCentralError, type PlacedReissue, reissueCertificate } from "../../certcentral";
import { unfinishedAs } from "../../contract/failing";
import { Refusal } from "../../contract/refusal";
import { Unfinished } from "../../contract/unfinished";
import { cancelOwn, isOwnCancel } from "./cancel";
import { type Decision, decide, type Situation, saysMore } from "./decide";
import { hasNews, keepingDuplicate, type OrderFacts } from "./facts";
import { fetchLeaf } from "./fetch";
import type { CertificateInputs } from "./inputs";
import { type Ctx, isOpen, isRejected, look, ownRequests, selfOf } from "./look";
import { issuedState, pendingState, pendingWish, withIssued, withoutPending, withSettings } from "./outcome";
import { plan } from "./plan";
import { openProofs, withProofs } from "./proofs";
import { listed, namedCertificate, type Reason, sentence } from "./reasons";
import { rejection, vanished } from "./rejected";
import { reissueRequestOf, wishSent } from "./request";
import type { CertificateState, Pending } from "./state";
import { waitFor } from "./wait";
import { productWarnings } from "./warnings";
import { type Wish, wishOf } from "./wish";

/** What is wanted, what there was, and why something has to be done. */
export interface Goal {
  readonly inputs: CertificateInputs;
  readonly was: CertificateState | undefined;
  readonly because: readonly Reason[];
}

/** How often a request that was turned away for volume (429) is sent again in one step, each time after a look. */
const MOST_ASKS = 6;
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
              was?.pending !== undefined
                ? was
                : pendingState(inputs, wish, facts, was, {
                    phase: "issuing",
                    since: ctx.run.now().toISOString(),
                    requestIds: decision.requestIds,
                    foreign: true,
                    ...(decision.certificateId === undefined ? {} : { certificateId: decision.certificateId }),
                  });
            return await waitFor(waiting, inputs, ctx);
          }
          case "forget":
            if (kept) ({ was, because } = afresh(kept, inputs, ctx));
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
            if (inputs.waitForIssuance === false)
              return await withProofs(changed, inputs, await openProofs(inputs.orderId, ctx), ctx);
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

interface Seen {
  readonly situation: Situation;
  /** We had cancelled it ourselves, and did not get to write it down. */
  readonly takenBack?: boolean;
  /** The state that remembers a rejection of ours. */
  readonly rejected?: CertificateState;
}

/** The live facts, and what became of our own requests. */
const lookClosely = async (
  inputs: CertificateInputs,
  was: CertificateState | undefined,
  because: readonly Reason[],
  ctx: Ctx,
): Promise<Seen> => {
  const duplicates = inputs.storeReissueAsDuplicate === true;
  const seen = await look(inputs.orderId, ctx, { duplicates });
  const requests = await ownRequests(was?.pending?.requestIds ?? [], ctx);
  const wish = wishOf(inputs, liveNames(seen, was));
  const facts = duplicates
    ? keepingDuplicate(seen, wish, was?.certificateId, was?.knownCertificateIds ?? [], ctx.run.now())
    : seen;
  const situation: Situation = {
    inputs,
    wish,
    facts,
    was,
    because,
    ownOpenRequests: requests.filter(isOpen).map(({ requestId }) => requestId),
    self: await selfOf(was?.pending, requests, ctx, { inDoubt: inDoubt(facts, was, because) }),
    now: ctx.run.now(),
  };
  if (was?.pending && requests.length > 0 && requests.every(isOwnCancel)) return { situation, takenBack: true };
  const refused = was?.pending
    ? (requests.find(isRejected) ?? vanished({ was, facts, self: situation.self }, requests))
    : undefined;
  return was?.pending && refused !== undefined
    ? { situation, rejected: rejection(was, refused, pendingWish(was, facts)).state }
    : { situation };
};

/** Whether it matters who asked for a certificate that state does not know: only ours is the answer to a trigger. */
const inDoubt = (facts: OrderFacts, was: CertificateState | undefined, because: readonly Reason[]): boolean =>
  was !== undefined && was.pending === undefined && because.some(saysMore) && hasNews(facts, was.knownCertificateIds);

/** What a wish without opinion borrows: the live certificate's names, or those already asked for. */
const liveNames = (facts: OrderFacts, was: CertificateState | undefined) =>
  was?.pending
    ? { commonName: facts.primary?.commonName, names: was.pending.names, product: facts.productNameId }
    : {
        commonName: facts.primary?.commonName,
        names: facts.primary?.names ?? [],
        caNames: was?.caNames ?? [],
        product: facts.productNameId,
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

/**
 * Sends the reissue: the point of no return. `save` is told the state that must survive whatever happens next.
 *
 * If the answer never comes: we look. A certificate or a pending entry with our key and names that was not there before
 * is ours. If there is none, the step ends as unfinished, and the next `up` looks again before it asks again.
 * Only a 429 is sent again here, after a look that shows nothing.
 */
const ask = async (
  situation: Situation,
  ctx: Ctx,
  save: (state: CertificateState) => void,
): Promise<CertificateState> => {
  const { inputs, facts, was } = situation;
  const { api, run } = ctx;
  const orderId = inputs.orderId;
  const wish = wishSent(inputs, situation.wish, facts);
  const request = reissueRequestOf(inputs, wish, facts);
  for (let asked = 1; ; asked++) {
    run.log.progress(`asking for a reissue of order ${orderId}`);
    const pendingAs = (pending: Pick<Pending, "phase" | "requestIds" | "certificateId">): CertificateState =>
      pendingState(inputs, wish, facts, was, {
        since: run.now().toISOString(),
        signatureHash: request.signatureHash,
        ...pending,
      });
    const lost = pendingAs({ phase: "unknown", requestIds: [] });
    let placed: PlacedReissue;
    try {
      placed = await api.send(reissueCertificate, { orderId, request }, run);
    } catch (error) {
      if (!CertCentralError.is(error) || error.outcome === "not-done") throw error;
      save(lost);
      const found = await lookAfterLoss(lost, inputs, ctx);
      if (found) return lost;
      if (error.code === "rate-limited" && asked < MOST_ASKS) continue;
      throw new Unfinished(String(orderId), lost, [
        `it is not known whether order ${orderId} is being reissued: ${error.what}`,
        "run pulumi up again: it looks first, and asks only if nothing came of it",
      ]);
    }
    const state: CertificateState = {
      ...pendingAs({
        phase: "issuing",
        requestIds: placed.requests.map(({ requestId }) => requestId),
        ...(placed.certificateId === undefined ? {} : { certificateId: placed.certificateId }),
      }),
      ...(placed.dcvRandomValue === undefined ? {} : { dcvRandomValue: placed.dcvRandomValue }),
    };
    save(state);
    return state;
  }
};

/** Whether what we asked for is there after all. */
const lookAfterLoss = async (lost: CertificateState, inputs: CertificateInputs, ctx: Ctx): Promise<boolean> => {
  const { situation } = await lookClosely(inputs, lost, [], ctx);
  const decision = decide(situation);
  return decision.do === "take" || (decision.do === "wait" && decision.ours);
};
