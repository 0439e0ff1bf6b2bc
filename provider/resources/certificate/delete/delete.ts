import type { Heir } from "../../../contract/heir";
import { present } from "../../../contract/present";
import { Refusal } from "../../../contract/refusal";
import type { Ctx } from "../../order/context";
import { observeOrder } from "../../order/observe";
import {
  allOf,
  CLOSED_ORDER,
  type ObservedCertificate,
  type ObservedOrder,
  pendingOnes,
  reissuePending,
} from "../../order/observed-order";
import { ownershipOn } from "../../order/ownership/ownership";
import { isOpen } from "../../order/requests/approval-requests";
import { awaitDecision } from "../../order/requests/follow-request";
import { cancelOwn } from "../../revoke/cancel-reissue";
import type { Revoked } from "../../revoke/revoke";
import { listed, type NamedCertificate, namedCertificate } from "../../wording";
import { ourRequests, withLeaves } from "../apply/observe";
import type { CertificateState, Superseded } from "../state";
import { provenOurs } from "../transitions/inherit";
import { leaveToHeir, untilSettled } from "./leave-to-heir";
import { revokeOurs } from "./revoke-owned";

/** Seconds that `awaitApproval` waits unless `timeouts.approval` says otherwise. */
const APPROVAL_TIMEOUT = 3_600;

/**
 * What a deleted resource leaves behind, by `onDelete`: `retain` touches nothing; `revokeOrder` takes the order; `revoke`,
 * the default, takes the certificates that state proves this resource had issued, and one it only found when the user
 * wrote `onDelete: "revoke"` in so many words.
 */
export const remove = async (prior: CertificateState, ctx: Ctx): Promise<void> => {
  const { requestedInputs } = prior;
  const { log } = ctx.run;
  const order = `order ${requestedInputs.orderId}`;
  if (requestedInputs.onDelete === "retain") return log.info(`${order}: nothing is revoked (onDelete: "retain")`);
  const { heir } = ctx;
  if (heir.is === "holder") {
    leaveToHeir(prior, heir, ctx);
    return prior.pending === undefined || heir.keeps(order) ? undefined : leaveOrder(prior, ctx);
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
      `${order} was renewed${observed.renewedOrderId === undefined ? "" : ` as order ${observed.renewedOrderId}`}: its certificates are left alive`,
    );
  const whole = requestedInputs.onDelete === "revokeOrder";
  if (whole && ctx.isOwned(order))
    return log.warn(`${order} is not revoked, for a resource of this program keeps a certificate of it`);
  const asked = await ourRequests(observed, prior, [], ctx);
  const told = await withLeaves(observed, prior, asked.request, prior.requestedInputs, ctx);
  const { mine: ours, found, unproven } = withInherited(targets(prior, told, asked.request.keyUserId), heir, observed);
  if (heir.is === "unsettled" && (whole || ours.length + unproven.length > 0))
    throw new Refusal(untilSettled(order, heir.name));
  const mine = ours.filter(({ certificateId }) => !ctx.isOwned(`certificate ${certificateId}`));
  for (const kept of ours.filter((certificate) => !mine.includes(certificate)))
    log.warn(
      `${order}: ${namedCertificate(kept)} is left alive, for a resource of this program keeps it now; onDelete: "revoke" there has it revoked with that one`,
    );
  await clearTheWay(prior, told, asked, whole || mine.length > 0, ctx);

  if (whole) return revokeWhole(prior, observed, ctx);
  if (found !== undefined)
    log.warn(
      `${order}: ${namedCertificate(found)} ${prior.reissueCount > 0 ? "is not proven to be" : "was not"} issued by this resource and is left alive; set onDelete: "revoke" explicitly to have it revoked`,
    );
  for (const certificate of whole ? [] : unproven)
    log.warn(
      `${order}: ${namedCertificate(certificate)} is left alive: it may have come of this resource's request, and nothing proves it; revoke it in CertCentral if it has to go`,
    );
  for (const target of mine) await revokeOne(prior, target, observed, ctx);
};

/** The order that a replacement is not about: what was still asked for there is cancelled if it is ours, and told of if it was issued. */
const leaveOrder = async (prior: CertificateState, ctx: Ctx): Promise<void> => {
  const { orderId, storeReissueAsDuplicate } = prior.requestedInputs;
  const observed = await observeOrder(orderId, ctx, { duplicates: storeReissueAsDuplicate === true });
  if (CLOSED_ORDER.has(observed.status)) return;
  const asked = await ourRequests(observed, prior, [], ctx);
  const told = await withLeaves(observed, prior, asked.request, prior.requestedInputs, ctx);
  const { mine, unproven } = targets(prior, told, asked.request.keyUserId);
  const known = new Set(provenOurs(prior).map(({ certificateId }) => certificateId));
  for (const certificate of [...mine.filter(({ certificateId }) => !known.has(certificateId)), ...unproven])
    ctx.run.log.warn(
      `${namedCertificate(certificate)} (order ${orderId}) is left alive, and nothing will revoke it: it was issued meanwhile; a Revocation does, once nobody uses it`,
    );
  await clearTheWay(prior, told, asked, false, ctx);
};

/** What a resource leaves behind. */
export interface Targets {
  /** The live certificates that are proven ours to take. */
  readonly mine: (NamedCertificate & { certificateId: number })[];
  /** The one that we only found. */
  readonly found?: NamedCertificate;
  /** What may have come of our request, and is not proven to. */
  readonly unproven: readonly NamedCertificate[];
}

/** The live certificates that are ours to take, and those that are only named. Pure. */
export const targets = (prior: CertificateState, observed: ObservedOrder, keyUserId: number | undefined): Targets => {
  const dead = new Set(
    allOf(observed).flatMap(({ certificateId, status }) =>
      certificateId !== undefined && ["revoked", "expired"].includes(status) ? [certificateId] : [],
    ),
  );
  const isAlive = ({ certificateId }: { readonly certificateId?: number | undefined }): boolean =>
    certificateId === undefined || !dead.has(certificateId);
  const explicit = prior.requestedInputs.onDelete === "revoke";
  const ownedNow = prior.certificateId !== undefined && (prior.origin === "issued" || explicit);
  const asked = askedMeanwhile(prior, observed, keyUserId);
  const mine = [
    ...(prior.certificateId !== undefined && ownedNow ? [{ ...named(prior), certificateId: prior.certificateId }] : []),
    ...asked.ours,
    ...prior.supersededCertificates
      .filter((c) => c.orderId === undefined)
      .map((c) => ({ ...named(c), certificateId: c.certificateId })),
  ].filter(isAlive);
  const found = prior.certificateId !== undefined && !ownedNow && isAlive(prior) ? named(prior) : undefined;
  return present({ mine, found, unproven: asked.unproven });
};

/** What was superseded when `orderId` was changed, on its own order. */
const revokeElsewhere = async (prior: CertificateState, certificate: Superseded, ctx: Ctx): Promise<void> => {
  const { certificateId, orderId = prior.requestedInputs.orderId } = certificate;
  const observed = await observeOrder(orderId, ctx);
  const status = allOf(observed).find((other) => other.certificateId === certificateId)?.status;
  const name = `${namedCertificate(certificate)} (order ${orderId})`;
  if (CLOSED_ORDER.has(observed.status) || status === "revoked" || status === "expired") return;
  if (ctx.isOwned(`certificate ${certificateId}`))
    return ctx.run.log.warn(`${name} is left alive, for a resource of this program keeps it now`);
  if (observed.isRenewed) return ctx.run.log.warn(`${name} is left alive: its order was renewed`);
  await revokeOne(prior, { ...named(certificate), certificateId }, observed, ctx);
};

/** With what others of this operation, deleted before, had issued and left to this one: it is the last to live by it. */
const withInherited = (
  { mine, found, unproven }: ReturnType<typeof targets>,
  heir: Heir,
  observed: ObservedOrder,
): ReturnType<typeof targets> => {
  const left = heir.is === "nobody" ? heir.inherited : [];
  const ids = new Set(mine.map(({ certificateId }) => certificateId));
  const inherited = allOf(observed).flatMap(({ certificateId, life, serialNumber, validTill }) =>
    certificateId !== undefined &&
    life === "live" &&
    !ids.has(certificateId) &&
    left.includes(`certificate ${certificateId}`)
      ? [{ ...named({ certificateId, serialNumber, notAfter: validTill }), certificateId }]
      : [],
  );
  const isFound = found !== undefined && !inherited.some(({ certificateId }) => certificateId === found.certificateId);
  return { mine: [...mine, ...inherited], ...(isFound ? { found } : {}), unproven };
};

/** What we asked for and never saw issued: ours where the verdict on ownership says so, else only named. */
const askedMeanwhile = (
  { knownCertificateIds: known, pending }: CertificateState,
  observed: ObservedOrder,
  keyUserId: number | undefined,
): { ours: (NamedCertificate & { certificateId: number })[]; unproven: NamedCertificate[] } => {
  if (pending === undefined || pending.foreign) return { ours: [], unproven: [] };
  const whose = ownershipOn(observed, { pending, known, keyUserId });
  const living = allOf(observed).filter(({ life }) => life === "live" || life === "unknown");
  const nameOf = ({ certificateId, serialNumber, validTill }: ObservedCertificate): NamedCertificate =>
    named({ certificateId, serialNumber, notAfter: validTill });
  // With a word that nobody knows, and no certificate to download, it was not seen to be issued.
  const isTaken = (c: ObservedCertificate): boolean => whose(c) === "ours" && c.life === "live";
  return {
    ours: living.flatMap((c) =>
      c.certificateId !== undefined && isTaken(c) ? [{ ...nameOf(c), certificateId: c.certificateId }] : [],
    ),
    unproven: living.filter((c) => whose(c) !== "theirs" && !isTaken(c)).map(nameOf),
  };
};

const named = (c: { [Key in keyof NamedCertificate]?: NamedCertificate[Key] | undefined }): NamedCertificate =>
  present({ certificateId: c.certificateId, serialNumber: c.serialNumber, notAfter: c.notAfter });

/** A pending reissue blocks revocation: ours is cancelled in any case, anybody else's is named and left alone. */
const clearTheWay = async (
  prior: CertificateState,
  observed: ObservedOrder,
  { requests, request }: Awaited<ReturnType<typeof ourRequests>>,
  revokes: boolean,
  ctx: Ctx,
): Promise<void> => {
  const { orderId } = prior.requestedInputs;
  if (!reissuePending(observed) && !requests.some(isOpen)) return;
  const open = requests.filter(isOpen).map(({ requestId }) => requestId);
  const pending = pendingOnes(observed);
  const whose = ownershipOn(observed, request);
  // There is one cancellation for a whole order: it takes whatever is pending on it.
  const provenAlone =
    pending.length === 1 &&
    pending.every((entry) => whose(entry) === "ours") &&
    observed.openReissueRequests.every((id) => prior.pending?.requestIds.includes(id));
  if (open.length === 0 && !provenAlone) {
    const unclear = pending.filter((entry) => whose(entry) === "cannot tell");
    if (!revokes) return unclear.length > 0 || prior.pending ? ctx.run.log.warn(leftPending(observed)) : undefined;
    throw new Refusal(notOurs(observed));
  }
  await cancelOwn(orderId, open, "the resource was deleted", ctx);
};

/** A reissue that began after the way was cleared is somebody else's: ours would be known. */
const blocked = (observed: ObservedOrder): string[] | undefined =>
  reissuePending(observed) ? notOurs(observed) : undefined;

const notOurs = ({ orderId, openReissueRequests: others }: ObservedOrder): string[] => [
  `order ${orderId} has a pending reissue that is not ours${others.length > 0 ? ` (request ${listed(others.map(String))})` : ""}, and DigiCert revokes nothing while it is pending`,
  'let it finish or have it cancelled in CertCentral and run the same command again, or set onDelete: "retain"',
];

const leftPending = ({ orderId, openReissueRequests: others }: ObservedOrder): string =>
  `order ${orderId} has a pending reissue${others.length > 0 ? ` (request ${listed(others.map(String))})` : ""} that is not proven ours: it is left alone`;

const revokeWhole = async (prior: CertificateState, observed: ObservedOrder, ctx: Ctx): Promise<void> => {
  const { orderId, revocation: how } = prior.requestedInputs;
  const name = `order ${orderId}`;
  await done(
    prior,
    await revokeOurs({ target: { wholeOrder: orderId }, name, observed, how, blocked }, ctx),
    name,
    ctx,
  );
};

const revokeOne = async (
  prior: CertificateState,
  { certificateId, ...target }: NamedCertificate & { certificateId: number },
  observed: ObservedOrder,
  ctx: Ctx,
): Promise<void> => {
  const { revocation: how } = prior.requestedInputs;
  const name = `${namedCertificate({ certificateId, ...target })} (order ${observed.orderId})`;
  ctx.run.log.progress(`revoking ${name}`);
  await done(prior, await revokeOurs({ target: { certificateId }, name, observed, how, blocked }, ctx), name, ctx);
};

const done = async (prior: CertificateState, revoked: Revoked, name: string, ctx: Ctx): Promise<void> => {
  const { log } = ctx.run;
  if (revoked.is === "revoked") return log.info(`${name} is revoked`);
  if (prior.requestedInputs.revocation?.awaitApproval === true) {
    const decided = await awaitDecision(
      revoked.requestId,
      prior.requestedInputs.timeouts?.approval ?? APPROVAL_TIMEOUT,
      ctx,
    );
    if (decided === "approved") return log.info(`${name} is revoked: request ${revoked.requestId} was approved`);
  }
  log.warn(
    `not revoked yet: request ${revoked.requestId} waits for an administrator of CertCentral to approve it; until then ${name} is valid`,
  );
};
