import { CertCentralError } from "../../../certcentral";
import { linesOf } from "../../../contract/partial-failure";
import { Refusal } from "../../../contract/refusal";
import type { Ctx } from "../../order/context";
import { NotVisible, observeOrder, observeOrderPage } from "../../order/observe";
import { CLOSED_ORDER } from "../../order/observed-order";
import { ownRequests, readingOnce } from "../../order/requests/approval-requests";
import { each, type NamedCertificate, namedCertificate } from "../../wording";
import { untoldRequestIds } from "../apply/killed/requests";
import { tellUntold } from "../apply/killed/tell";
import { untoldOf } from "../apply/killed/untold";
import { withLeaves } from "../apply/leaves";
import { ourRequests } from "../apply/our-requests";
import type { CertificateState } from "../state";
import { provenOurs } from "../transitions/inherit";
import { leaveToHeir, tellRequests, untilSettled } from "./leave-to-heir";
import { leftToOthers } from "./left-to-others";
import { clearTheWay } from "./pending";
import { revokeElsewhere, revokeOne, revokeWhole } from "./revoke-target";
import { targets, withInherited } from "./targets";

/**
 * What a deleted resource leaves behind, by `onDelete`: `retain` touches nothing; `revokeOrder` takes the order; `revoke`,
 * the default, takes the certificates that state proves this resource had issued, and one it only found when the user
 * wrote `onDelete: "revoke"` in so many words.
 */
export const remove = async (prior: CertificateState, ctx: Ctx): Promise<void> => {
  const { requestedInputs } = prior;
  const { log } = ctx.run;
  const order = `order ${requestedInputs.orderId}`;
  if (requestedInputs.onDelete === "retain") {
    log.info(`${order}: nothing is revoked (onDelete: "retain")`);
    return tellRequests(prior, ctx);
  }
  const { heir } = ctx;
  if (heir.is === "holder") {
    leaveToHeir(prior, heir, ctx);
    return unlessRefused(prior, ctx, () => (heir.keeps(order) ? leaveUntold(prior, ctx) : leaveOrder(prior, ctx)));
  }
  const elsewhere = prior.supersededCertificates.filter(({ orderId }) => orderId !== undefined);
  if (heir.is === "unsettled" && elsewhere.length > 0) throw new Refusal(untilSettled(order, heir.name));
  for (const certificate of elsewhere) await revokeElsewhere(prior, certificate, ctx);

  const observed = await observeOrder(requestedInputs.orderId, ctx, {
    duplicates: requestedInputs.storeReissueAsDuplicate === true,
  });
  if (CLOSED_ORDER.has(observed.status)) return log.info(`${order} is ${observed.status} already: nothing to revoke`);
  if (observed.isRenewed)
    return log.warn(
      `${order} was renewed${observed.renewedOrderId === undefined ? "" : ` as order ${observed.renewedOrderId}`}: this resource leaves its certificates alone`,
    );
  const whole = requestedInputs.onDelete === "revokeOrder";
  const read = readingOnce();
  const asked = await ourRequests(observed, prior, [], ctx, { read });
  const told = await withLeaves(observed, prior, asked.request, prior.requestedInputs, ctx);
  const { mine: ours, found, unproven } = withInherited(targets(prior, told, asked.request.keyUserId), heir, observed);
  const untold = await untoldOf(told, prior, read, ctx);
  const known = { ...asked, requests: [...asked.requests, ...untold.open] };
  if (whole && ctx.owned(order) !== undefined) {
    await clearTheWay(prior, told, known, false, ctx);
    tellUntold(requestedInputs.orderId, untold.left, ctx);
    return log.warn(wholeIsKept(order, [...ours, ...unproven]));
  }
  if (heir.is === "unsettled" && (whole || ours.length + unproven.length > 0))
    throw new Refusal(untilSettled(order, heir.name));
  const mine = ours.filter((certificate) => {
    const others = leftToOthers(certificate.certificateId, ctx);
    if (others !== undefined) log.warn(`${order}: ${namedCertificate(certificate)} is left alone, for ${others}`);
    return others === undefined;
  });
  await clearTheWay(prior, told, known, whole || mine.length > 0, ctx);

  if (whole) return revokeWhole(prior, observed, ctx);
  if (found !== undefined)
    log.warn(
      `${order}: ${namedCertificate(found)} ${prior.reissueCount > 0 ? "is not proven to be" : "was not"} issued by this resource, which leaves it alone; set onDelete: "revoke" explicitly to have it revoked`,
    );
  tellUntold(requestedInputs.orderId, untold.left, ctx);
  for (const certificate of unproven)
    log.warn(
      `${order}: ${namedCertificate(certificate)} is left alone: it may have come of this resource's request, and nothing proves it; revoke it in CertCentral if it has to go`,
    );
  for (const target of mine) await revokeOne(prior, target, observed, ctx);
};

const wholeIsKept = (order: string, own: readonly NamedCertificate[]): string => {
  const left = own.length === 0 ? "" : `: ${each(own.map(namedCertificate))}, of this resource, is left alone`;
  return `${order} is not revoked, for another resource of this program keeps a certificate of it, or did until now${left}; once nobody uses any, a Revocation with wholeOrder: true has it revoked`;
};

/** The order that a replacement is not about: what was still asked for there is cancelled if it is ours, and told of if it was issued. */
const leaveOrder = async (prior: CertificateState, ctx: Ctx): Promise<void> => {
  const { orderId, storeReissueAsDuplicate } = prior.requestedInputs;
  if (prior.pending === undefined && !(await mayHaveAsked(prior, ctx))) return;
  const observed = await observeOrder(orderId, ctx, { duplicates: storeReissueAsDuplicate === true });
  if (CLOSED_ORDER.has(observed.status)) return;
  const read = readingOnce();
  const asked = await ourRequests(observed, prior, [], ctx, { read });
  const told = await withLeaves(observed, prior, asked.request, prior.requestedInputs, ctx);
  const { mine, unproven } = targets(prior, told, asked.request.keyUserId);
  const known = new Set(provenOurs(prior).map(({ certificateId }) => certificateId));
  for (const certificate of [...mine.filter(({ certificateId }) => !known.has(certificateId)), ...unproven])
    ctx.run.log.warn(
      `${namedCertificate(certificate)} (order ${orderId}) was issued meanwhile, and this resource leaves it alone; a Revocation with certificateId: ${certificate.certificateId} revokes it, once nobody uses it`,
    );
  const untold = await untoldOf(told, prior, read, ctx);
  tellUntold(orderId, untold.left, ctx);
  await clearTheWay(prior, told, { ...asked, requests: [...asked.requests, ...untold.open] }, false, ctx);
};

/** The order that an heir goes on with: what a step that was killed had asked for may be what that one waits for by now. */
const leaveUntold = async (prior: CertificateState, ctx: Ctx): Promise<void> => {
  const { orderId, storeReissueAsDuplicate } = prior.requestedInputs;
  if (!(await mayHaveAsked(prior, ctx))) return;
  const observed = await observeOrder(orderId, ctx, { duplicates: storeReissueAsDuplicate === true });
  if (CLOSED_ORDER.has(observed.status)) return;
  const { open, left } = await untoldOf(observed, prior, ownRequests, ctx);
  const waiting = open.map(({ requestId }) => ({ requestId, isOpen: true, certificates: [] }));
  tellUntold(orderId, [...waiting, ...left], ctx);
};

/** Whether a step that was killed may have asked for something: one request. */
const mayHaveAsked = async (prior: CertificateState, ctx: Ctx): Promise<boolean> =>
  untoldRequestIds(await observeOrderPage(prior.requestedInputs.orderId, ctx), prior).length > 0;

/** A replaced resource has no inputs that anybody could change: what CertCentral refuses it, would be refused at every run. */
const unlessRefused = async (
  { pending, requestedInputs: { orderId } }: CertificateState,
  ctx: Ctx,
  step: () => Promise<void>,
): Promise<void> => {
  try {
    await step();
  } catch (error) {
    if (!(error instanceof NotVisible) && !(CertCentralError.is(error) && error.status === 403)) throw error;
    if (pending === undefined)
      return ctx.run.log.info(
        `order ${orderId} is not looked at for what a step that was killed may have asked for: ${linesOf(error)[0]}`,
      );
    const ids = pending.requestIds;
    const requests = ids.length > 0 ? ` (request ${each(ids.map(String))})` : "";
    ctx.run.log.warn(
      `what was asked for of order ${orderId}${requests} is left as it is, for this API key may not take it back: ${linesOf(error)[0]}; have it rejected in CertCentral`,
    );
  }
};
