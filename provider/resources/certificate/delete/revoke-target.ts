import type { Ctx } from "../../order/context";
import { observeLeft } from "../../order/observe";
import { allOf, CLOSED_ORDER, type ObservedOrder } from "../../order/observed-order";
import { awaitDecision } from "../../order/requests/follow-request";
import type { Revoked } from "../../revoke/revoke";
import { type NamedCertificate, namedCertificate } from "../../wording";
import type { CertificateState, Superseded } from "../state";
import { leftToOthers } from "./left-to-others";
import { blocked } from "./pending";
import { revokeOurs } from "./revoke-owned";
import { named } from "./targets";

/** Seconds that `awaitApproval` waits unless `timeouts.approval` says otherwise. */
const APPROVAL_TIMEOUT = 3_600;

export const revokeWhole = async (prior: CertificateState, observed: ObservedOrder, ctx: Ctx): Promise<void> => {
  const { orderId, revocation: how } = prior.requestedInputs;
  const name = `order ${orderId}`;
  await done(
    prior,
    await revokeOurs({ target: { wholeOrder: orderId }, name, observed, how, blocked }, ctx),
    name,
    ctx,
  );
};

export const revokeOne = async (
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

/** What was superseded when `orderId` was changed, on its own order. */
export const revokeElsewhere = async (prior: CertificateState, certificate: Superseded, ctx: Ctx): Promise<void> => {
  const { certificateId, orderId = prior.requestedInputs.orderId } = certificate;
  const observed = await observeLeft(
    orderId,
    `superseded ${namedCertificate(certificate)} is of that order: to leave it alive, set onDelete: "retain" and run pulumi up before this resource is deleted`,
    ctx,
  );
  const status = allOf(observed).find((other) => other.certificateId === certificateId)?.status;
  const name = `${namedCertificate(certificate)} (order ${orderId})`;
  if (CLOSED_ORDER.has(observed.status) || status === "revoked" || status === "expired") return;
  const others = leftToOthers(certificateId, ctx);
  if (others !== undefined) return ctx.run.log.warn(`${name} is left alone, for ${others}`);
  if (observed.isRenewed) return ctx.run.log.warn(`${name} is left alone: its order was renewed`);
  await revokeOne(prior, { ...named(certificate), certificateId }, observed, ctx);
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
