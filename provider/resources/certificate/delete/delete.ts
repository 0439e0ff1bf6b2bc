import { Refusal } from "../../../contract/refusal";
import { awaitDecision } from "../../order/follow-request";
import { type Ctx, isOpen, look, ownRequests } from "../../order/observe";
import { allOf, CLOSED_ORDER, cameOf, type OrderFacts, pendingOnes, reissuePending } from "../../order/observed-order";
import { cancelOwn } from "../../revoke/cancel-reissue";
import type { Revoked } from "../../revoke/revoke";
import { listed, type NamedCertificate, namedCertificate } from "../reasons";
import type { CertificateState } from "../state";
import { revokeOurs } from "./revoke-owned";

/** Seconds that `awaitApproval` waits unless `timeouts.approval` says otherwise. */
const APPROVAL_TIMEOUT = 3_600;

/**
 * What a deleted resource leaves behind, by `onDelete`: `retain` touches nothing; `revokeOrder` takes the order; `revoke`,
 * the default, takes the certificates that state proves this resource had issued, and one it only found when the user
 * wrote `onDelete: "revoke"` in so many words.
 */
export const remove = async (was: CertificateState, ctx: Ctx): Promise<void> => {
  const { asked } = was;
  const { log } = ctx.run;
  const order = `order ${asked.orderId}`;
  if (asked.onDelete === "retain") return log.info(`${order}: nothing is revoked (onDelete: "retain")`);
  if (ctx.keptByAnother)
    return log.warn(`${order}: nothing is revoked, for another resource of this program now keeps its certificate`);

  const facts = await look(asked.orderId, ctx, { duplicates: asked.storeReissueAsDuplicate === true });
  if (CLOSED_ORDER.has(facts.status)) return log.info(`${order} is ${facts.status} already: nothing to revoke`);
  if (facts.isRenewed)
    return log.warn(
      `${order} was renewed${facts.renewedOrderId === undefined ? "" : ` as order ${facts.renewedOrderId}`}: its certificates are left alive`,
    );
  const whole = asked.onDelete === "revokeOrder";
  if (whole && ctx.keptNow(order))
    return log.warn(`${order} is not revoked, for a resource of this program keeps a certificate of it`);
  const { mine: ours, found } = targets(was, facts);
  const mine = ours.filter(({ certificateId }) => !ctx.keptNow(`certificate ${certificateId}`));
  for (const kept of ours.filter((certificate) => !mine.includes(certificate)))
    log.warn(
      `${order}: ${namedCertificate(kept)} is left alive, for a resource of this program keeps it now; onDelete: "revoke" there has it revoked with that one`,
    );
  await clearTheWay(was, facts, whole || mine.length > 0, ctx);

  if (whole) return revokeWhole(was, facts, ctx);
  if (found !== undefined)
    log.warn(
      `${order}: ${namedCertificate(found)} was not issued by this resource and is left alive; set onDelete: "revoke" explicitly to have it revoked`,
    );
  for (const target of mine) await revokeOne(was, target, facts, ctx);
};

/** The live certificates that are ours to take, and the one that we only found. */
export const targets = (
  was: CertificateState,
  facts: OrderFacts,
): { mine: (NamedCertificate & { certificateId: number })[]; found?: NamedCertificate } => {
  const dead = new Set(
    allOf(facts).flatMap(({ certificateId, status }) =>
      certificateId !== undefined && ["revoked", "expired"].includes(status) ? [certificateId] : [],
    ),
  );
  const explicit = was.asked.onDelete === "revoke";
  const ownedNow = was.certificateId !== undefined && (was.origin === "issued" || explicit);
  const mine = [
    ...(was.certificateId !== undefined && ownedNow ? [{ ...named(was), certificateId: was.certificateId }] : []),
    ...askedMeanwhile(was, facts, explicit),
    ...was.supersededCertificates.map((c) => ({ ...named(c), certificateId: c.certificateId })),
  ].filter(({ certificateId }) => !dead.has(certificateId));
  const foundOnly = was.certificateId !== undefined && !ownedNow && !dead.has(was.certificateId);
  const unfinished = was.certificateId === undefined && facts.primary !== undefined && was.pending !== undefined;
  return {
    mine,
    ...(foundOnly
      ? { found: named(was) }
      : unfinished && facts.primary
        ? {
            found: named({
              certificateId: facts.primary.certificateId,
              serialNumber: facts.primary.serialNumber,
              notAfter: facts.primary.validTill,
            }),
          }
        : {}),
  };
};

/** What we asked for by an update that was never finished: issued meanwhile, and ours, if exactly one certificate can be it. */
const askedMeanwhile = (
  { certificateId: kept, knownCertificateIds: known, pending }: CertificateState,
  facts: OrderFacts,
  explicit: boolean,
): (NamedCertificate & { certificateId: number })[] => {
  if (pending === undefined || pending.foreign || (kept === undefined && !explicit)) return [];
  if (pending.certificateId === undefined && pending.phase === "unknown") return [];
  const granted = allOf(facts).flatMap(({ certificateId, serialNumber, validTill, ...c }) =>
    certificateId !== undefined &&
    c.status === "issued" &&
    cameOf(pending, { certificateId, serialNumber, validTill, ...c }, known, undefined)
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
const clearTheWay = async (was: CertificateState, facts: OrderFacts, revokes: boolean, ctx: Ctx): Promise<void> => {
  const { orderId } = was.asked;
  if (!reissuePending(facts)) return;
  const open = (await ownRequests(was.pending?.foreign ? [] : (was.pending?.requestIds ?? []), ctx))
    .filter(isOpen)
    .map(({ requestId }) => requestId);
  const entry = was.pending?.foreign
    ? undefined
    : pendingOnes(facts).find(
        ({ certificateId }) => certificateId !== undefined && certificateId === was.pending?.certificateId,
      );
  const byKey = pendingOnes(facts).find(
    ({ certificateId, key }) =>
      was.pending !== undefined &&
      was.pending.foreign !== true &&
      was.pending.publicKeySha256 !== undefined &&
      key?.fingerprint === was.pending.publicKeySha256 &&
      certificateId !== undefined &&
      !was.knownCertificateIds.includes(certificateId),
  );
  if (open.length === 0 && entry === undefined && byKey === undefined) {
    if (!revokes) return;
    throw new Refusal(notOurs(facts));
  }
  await cancelOwn(orderId, open, "the resource was deleted", ctx);
};

/** A reissue that began after the way was cleared is somebody else's: ours would be known. */
const blocked = (facts: OrderFacts): string[] | undefined => (reissuePending(facts) ? notOurs(facts) : undefined);

const notOurs = ({ orderId, openReissueRequests: others }: OrderFacts): string[] => [
  `order ${orderId} has a pending reissue that is not ours${others.length > 0 ? ` (request ${listed(others.map(String))})` : ""}, and DigiCert revokes nothing while it is pending`,
  'let it finish or have it cancelled in CertCentral and run the same command again, or set onDelete: "retain"',
];

const revokeWhole = async (was: CertificateState, facts: OrderFacts, ctx: Ctx): Promise<void> => {
  const { orderId, revocation: how } = was.asked;
  const name = `order ${orderId}`;
  await done(was, await revokeOurs({ target: { wholeOrder: orderId }, name, facts, how, blocked }, ctx), name, ctx);
};

const revokeOne = async (
  was: CertificateState,
  { certificateId, ...target }: NamedCertificate & { certificateId: number },
  facts: OrderFacts,
  ctx: Ctx,
): Promise<void> => {
  const { orderId, revocation: how } = was.asked;
  const name = `${namedCertificate({ certificateId, ...target })} (order ${orderId})`;
  ctx.run.log.progress(`revoking ${name}`);
  await done(was, await revokeOurs({ target: { certificateId }, name, facts, how, blocked }, ctx), name, ctx);
};

const done = async (was: CertificateState, revoked: Revoked, name: string, ctx: Ctx): Promise<void> => {
  const { log } = ctx.run;
  if (revoked.is === "revoked") return log.info(`${name} is revoked`);
  if (was.asked.revocation?.awaitApproval === true) {
    const decided = await awaitDecision(revoked.requestId, was.asked.timeouts?.approval ?? APPROVAL_TIMEOUT, ctx);
    if (decided === "approved") return log.info(`${name} is revoked: request ${revoked.requestId} was approved`);
  }
  log.warn(
    `not revoked yet: request ${revoked.requestId} waits for an administrator of CertCentral to approve it; until then ${name} is valid`,
  );
};
