import { fetchLeaf } from "../../order/download";
import { type Ctx, isOpen, isRejected, look, ownRequests, selfOf } from "../../order/observe";
import { hasNews, isLive, keepingDuplicate, type OrderFacts } from "../../order/observed-order";
import { isOwnCancel } from "../../revoke/cancel-reissue";
import { saysMore } from "../decide/adopt";
import type { Situation } from "../decide/situation";
import { type Wish, wishOf } from "../desired/desired";
import type { CertificateInputs } from "../inputs";
import type { Reason } from "../reasons";
import type { CertificateState } from "../state";
import { pendingWish } from "../transitions/next-state";
import { rejection, vanished } from "../transitions/rejection";

/** What an order shows, as far as a decision needs it, and what became of what we had asked for. */
export interface Seen {
  readonly situation: Situation;
  /** We had cancelled it ourselves, and did not get to write it down. */
  readonly takenBack?: boolean;
  /** The state that remembers a rejection of ours. */
  readonly rejected?: CertificateState;
}

/** The live facts, and what became of our own requests. */
export const lookClosely = async (
  inputs: CertificateInputs,
  was: CertificateState | undefined,
  because: readonly Reason[],
  ctx: Ctx,
): Promise<Seen> => {
  const duplicates = inputs.storeReissueAsDuplicate === true;
  const seen = await look(inputs.orderId, ctx, { duplicates });
  const requests = await ownRequests(was?.pending?.requestIds ?? [], ctx);
  const wish = wishOf(inputs, liveNames(seen, was));
  const kept = duplicates
    ? keepingDuplicate(seen, wish, was?.certificateId, was?.knownCertificateIds ?? [], ctx.run.now())
    : seen;
  const facts = await withKeyOfCurrent(kept, wish, was, ctx);
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

/** Orders whose keys were made on tokens show no CSR: what our wish for a key is held against is then told by state, or by the certificate. */
const withKeyOfCurrent = async (
  facts: OrderFacts,
  wish: Wish,
  was: CertificateState | undefined,
  ctx: Ctx,
): Promise<OrderFacts> => {
  const { current } = facts;
  const id = current?.certificateId;
  if (wish.key === undefined || current === undefined || current.key !== undefined || id === undefined) return facts;
  if (!isLive(current, ctx.run.now())) return facts;
  const known = was?.certificateId === id ? was : await fetchLeaf(id, current.serialNumber, { names: [] }, ctx);
  if (known.publicKeySha256 === undefined) return facts;
  const key = { fingerprint: known.publicKeySha256, name: known.keyType ?? "key" };
  return { ...facts, current: { ...current, key } };
};

/** Whether it matters who asked for a certificate that state does not know: only ours is the answer to a trigger. */
const inDoubt = (facts: OrderFacts, was: CertificateState | undefined, because: readonly Reason[]): boolean =>
  was !== undefined && because.some(saysMore) && hasNews(facts, was.knownCertificateIds);

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
