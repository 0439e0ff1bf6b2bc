import { Refusal } from "../../../contract/refusal";
import { isOpen, ownRequests } from "../../order/approval-requests";
import type { Ctx } from "../../order/context";
import { awaitDecision } from "../../order/follow-request";
import { observeOrder } from "../../order/observe";
import { allOf, CLOSED_ORDER, type ObservedOrder, pendingOnes, reissuePending } from "../../order/observed-order";
import { isAnswerTo } from "../../order/ownership";
import { cancelOwn } from "../../revoke/cancel-reissue";
import type { Revoked } from "../../revoke/revoke";
import { listed, type NamedCertificate, namedCertificate } from "../../wording";
import type { CertificateState } from "../state";
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
  if (ctx.keptByAnother)
    return log.warn(`${order}: nothing is revoked, for another resource of this program now keeps its certificate`);

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
  const { mine: ours, found } = targets(prior, observed);
  const mine = ours.filter(({ certificateId }) => !ctx.isOwned(`certificate ${certificateId}`));
  for (const kept of ours.filter((certificate) => !mine.includes(certificate)))
    log.warn(
      `${order}: ${namedCertificate(kept)} is left alive, for a resource of this program keeps it now; onDelete: "revoke" there has it revoked with that one`,
    );
  await clearTheWay(prior, observed, whole || mine.length > 0, ctx);

  if (whole) return revokeWhole(prior, observed, ctx);
  if (found !== undefined)
    log.warn(
      `${order}: ${namedCertificate(found)} was not issued by this resource and is left alive; set onDelete: "revoke" explicitly to have it revoked`,
    );
  for (const target of mine) await revokeOne(prior, target, observed, ctx);
};

/** The live certificates that are ours to take, and the one that we only found. */
export const targets = (
  prior: CertificateState,
  observed: ObservedOrder,
): { mine: (NamedCertificate & { certificateId: number })[]; found?: NamedCertificate } => {
  const dead = new Set(
    allOf(observed).flatMap(({ certificateId, status }) =>
      certificateId !== undefined && ["revoked", "expired"].includes(status) ? [certificateId] : [],
    ),
  );
  const explicit = prior.requestedInputs.onDelete === "revoke";
  const ownedNow = prior.certificateId !== undefined && (prior.origin === "issued" || explicit);
  const mine = [
    ...(prior.certificateId !== undefined && ownedNow ? [{ ...named(prior), certificateId: prior.certificateId }] : []),
    ...askedMeanwhile(prior, observed, explicit),
    ...prior.supersededCertificates.map((c) => ({ ...named(c), certificateId: c.certificateId })),
  ].filter(({ certificateId }) => !dead.has(certificateId));
  const foundOnly = prior.certificateId !== undefined && !ownedNow && !dead.has(prior.certificateId);
  const unfinished = prior.certificateId === undefined && observed.primary !== undefined && prior.pending !== undefined;
  return {
    mine,
    ...(foundOnly
      ? { found: named(prior) }
      : unfinished && observed.primary
        ? {
            found: named({
              certificateId: observed.primary.certificateId,
              serialNumber: observed.primary.serialNumber,
              notAfter: observed.primary.validTill,
            }),
          }
        : {}),
  };
};

/** What we asked for by an update that was never finished: issued meanwhile, and ours, if exactly one certificate can be it. */
const askedMeanwhile = (
  { certificateId: kept, knownCertificateIds: known, pending }: CertificateState,
  observed: ObservedOrder,
  explicit: boolean,
): (NamedCertificate & { certificateId: number })[] => {
  if (pending === undefined || pending.foreign || (kept === undefined && !explicit)) return [];
  if (pending.certificateId === undefined && pending.phase === "unknown") return [];
  const granted = allOf(observed).flatMap(({ certificateId, serialNumber, validTill, ...c }) =>
    certificateId !== undefined &&
    c.status === "issued" &&
    isAnswerTo(pending, { certificateId, serialNumber, validTill, ...c }, known, undefined)
      ? [{ ...named({ certificateId, serialNumber, notAfter: validTill }), certificateId }]
      : [],
  );
  return granted.length === 1 ? granted : [];
};

const named = (c: { [Key in keyof NamedCertificate]?: NamedCertificate[Key] | undefined }): NamedCertificate => ({
  ...(c.certificateId === undefined ? {} : { certificateId: c.certificateId }),
  ...(c.serialNumber === undefined ? {} : { serialNumber: c.serialNumber }),
  ...(c.notAfter === undefined ? {} : { notAfter: c.notAfter }),
});

/** A pending reissue blocks revocation: ours is cancelled in any case, anybody else's is named and left alone. */
const clearTheWay = async (
  prior: CertificateState,
  observed: ObservedOrder,
  revokes: boolean,
  ctx: Ctx,
): Promise<void> => {
  const { orderId } = prior.requestedInputs;
  if (!reissuePending(observed)) return;
  const open = (await ownRequests(prior.pending?.foreign ? [] : (prior.pending?.requestIds ?? []), ctx))
    .filter(isOpen)
    .map(({ requestId }) => requestId);
  const entry = prior.pending?.foreign
    ? undefined
    : pendingOnes(observed).find(
        ({ certificateId }) => certificateId !== undefined && certificateId === prior.pending?.certificateId,
      );
  const byKey = pendingOnes(observed).find(
    ({ certificateId, key }) =>
      prior.pending !== undefined &&
      prior.pending.foreign !== true &&
      prior.pending.publicKeySha256 !== undefined &&
      key?.fingerprint === prior.pending.publicKeySha256 &&
      certificateId !== undefined &&
      !prior.knownCertificateIds.includes(certificateId),
  );
  if (open.length === 0 && entry === undefined && byKey === undefined) {
    if (!revokes) return;
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
  const { orderId, revocation: how } = prior.requestedInputs;
  const name = `${namedCertificate({ certificateId, ...target })} (order ${orderId})`;
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
