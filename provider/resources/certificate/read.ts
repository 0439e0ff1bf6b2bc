import { present } from "../../contract/present";
import type { Ctx } from "../order/context";
import { observeOrder, observeOrderPage } from "../order/observe";
import { mayLive, type ObservedOrder, reissuePending } from "../order/observed-order";
import type { Pending } from "../order/ownership/pending";
import { reissueMarkIn, wishOfMark } from "../order/ownership/reissue-mark";
import { isOpen, isRejected, ownRequests, readingOnce } from "../order/requests/approval-requests";
import { followRequest } from "../order/requests/follow-request";
import { isUntold, leafIfAny, toldByLeaf } from "../order/told-by-leaf";
import { isOwnCancel } from "../revoke/cancel-reissue";
import { namedCertificate } from "../wording";
import { untoldRequest } from "./apply/killed/earlier";
import type { CertificateState, PendingElsewhere, Superseded } from "./state";
import { pendingDesired, withoutPending } from "./transitions/next-state";
import { orderFacts, pendingElsewhere, withoutOrderFacts } from "./transitions/order-facts";
import { rejection } from "./transitions/rejection";
import { withReplacement } from "./transitions/replaced-by";

/**
 * The live facts: one request for an order on which nothing happened. A revoked or expired certificate is described, not
 * hidden. The outputs stay ours even when somebody else's certificate is now the order's current one: whoever deploys
 * them has our key. One that is just as wanted (DigiCert's own auto-reissue, a colleague's) is taken over by the next
 * update: only the inputs of that can say whether it is, and it must still be news then.
 */
export const read = async (before: CertificateState, ctx: Ctx): Promise<CertificateState> => {
  const prior = { ...before, supersededCertificates: await followed(before.supersededCertificates, ctx) };
  const { orderId } = prior.requestedInputs;
  const duplicate = prior.requestedInputs.storeReissueAsDuplicate === true;
  const observed = duplicate
    ? await observeOrder(orderId, ctx, { duplicates: true })
    : await observeOrderPage(orderId, ctx);
  const { replacedBy: _, ...rest } = withoutOrderFacts(prior);
  const now = { ...rest, ...orderFacts(observed, prior) };
  // What is asked for and not issued yet is pending, whatever its predecessor is.
  if (prior.pending !== undefined) {
    const { replacedBy } = prior;
    return readPending({ ...now, ...present({ replacedBy }) }, observed, ctx);
  }
  const kept = await readKept(prior, now, observed, ctx);
  return {
    ...kept,
    ...present({ pendingElsewhere: await reissueElsewhere(prior, observed, ctx) }),
  };
};

/** `now` is `prior` with what the order's page has just shown of the order. */
const readKept = async (
  prior: CertificateState,
  now: CertificateState,
  observed: ObservedOrder,
  ctx: Ctx,
): Promise<CertificateState> => {
  if (prior.requestedInputs.storeReissueAsDuplicate === true && prior.certificateId !== undefined) {
    const kept = observed.others.find(({ certificateId }) => certificateId === prior.certificateId);
    return { ...now, status: statusOf(prior, kept?.status ?? observed.status, ctx) };
  }
  if (prior.certificateId === undefined || observed.current === undefined)
    return { ...now, ...present({ replacedBy: prior.replacedBy }) };
  if (observed.current.certificateId === undefined || observed.current.certificateId === prior.certificateId)
    return { ...now, status: statusOf(prior, observed.current.status, ctx) };

  const all = await withCurrentLeaf(await observeOrder(observed.orderId, ctx), ctx);
  if (all.current?.certificateId === undefined) return now;
  const ours = all.others.find(({ certificateId }) => certificateId === prior.certificateId);
  return withReplacement({ ...now, status: statusOf(prior, ours?.status ?? prior.status, ctx) }, all);
};

/**
 * Somebody else's reissue of the order. What the page shows is looked at closely, for a plan that is blocked by it would not be
 * when it is over: its list says whose it is, and the requests themselves whether anybody has decided them.
 */
const reissueElsewhere = async (
  prior: CertificateState,
  page: ObservedOrder,
  ctx: Ctx,
): Promise<PendingElsewhere | undefined> => {
  if (!reissuePending(page)) return undefined;
  const duplicates = page.others.some(({ duplicate }) => duplicate);
  const all = await observeOrder(page.orderId, ctx, { duplicates });
  const read = readingOnce();
  const requests = (await read(all.openReissueRequests, ctx)).filter(isOpen);
  const own = await untoldRequest(all, prior, read, ctx);
  const theirs = pendingElsewhere({
    ...all,
    openReissueRequests: requests.map(({ requestId }) => requestId),
  });
  const ownWish = own !== undefined && isOpen(own) ? wishOfMark(reissueMarkIn(own.comments)) : undefined;
  const [requester] = requests.flatMap(({ requester: who }) => who?.name ?? who?.email ?? []);
  return theirs && { ...theirs, ...present({ person: theirs.person ?? requester, ownWish }) };
};

/** Whose turn it is with what we had asked for, and whether somebody said no: as far as its own requests and the order's page tell. */
const readPending = async (prior: CertificateState, observed: ObservedOrder, ctx: Ctx): Promise<CertificateState> => {
  const { pending } = prior;
  if (pending === undefined || pending.foreign === true || pending.phase === "unknown") return prior;
  const { current } = observed;
  if (current?.certificateId !== undefined && current.certificateId === pending.certificateId)
    // Issued, and dead since: it answers nothing any more, and what is wanted is planned without it.
    return mayLive(current, ctx.run.now()) ? inPhase(prior, pending, "issued") : withoutPending(prior);
  const requests = await ownRequests(pending.requestIds, ctx);
  const no = requests.find((request) => isRejected(request) && !isOwnCancel(request));
  if (no !== undefined) return rejection(prior, no, pendingDesired(prior, observed)).state;
  if (requests.length === 0 || requests.some(isOwnCancel)) return prior;
  if (requests.some(isOpen)) return inPhase(prior, pending, "approval");
  return pending.phase === "approval" ? inPhase(prior, pending, "issuing") : prior;
};

const inPhase = (state: CertificateState, pending: Pending, phase: Pending["phase"]): CertificateState => ({
  ...state,
  pending: { ...pending, phase },
});

/** What lists leave out of a certificate is not different: it is read from the certificate. */
const withCurrentLeaf = async (observed: ObservedOrder, ctx: Ctx): Promise<ObservedOrder> => {
  const { current } = observed;
  if (current === undefined || !isUntold(current)) return observed;
  const leaf = await leafIfAny(current, ctx);
  return leaf === undefined ? observed : { ...observed, current: toldByLeaf(current, leaf, ctx.run.now()) };
};

const statusOf = (prior: CertificateState, told: string, { run }: Ctx): string =>
  told === "issued" && prior.notAfter !== undefined && Date.parse(prior.notAfter) <= run.now().getTime()
    ? "expired"
    : told;

/** What has become of the requests to revoke superseded certificates: one call for each that nobody had decided. */
export const followed = async (ledger: readonly Superseded[], ctx: Ctx): Promise<Superseded[]> => {
  const left: Superseded[] = [];
  for (const certificate of ledger) {
    const { requestId } = certificate;
    if (requestId === undefined || certificate.notRevoked !== undefined) {
      left.push(certificate);
      continue;
    }
    const name = `request ${requestId} to revoke superseded ${namedCertificate(certificate)}`;
    const verdict = await followRequest(requestId, name, 0, ctx);
    if (verdict.is === "approved") continue;
    left.push(verdict.is === "open" ? certificate : { ...certificate, notRevoked: verdict.sentence });
  }
  return left;
};
