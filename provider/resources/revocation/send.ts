import { CertCentralError } from "../../certcentral";
import { PartialFailure } from "../../contract/partial-failure";
import { Refusal } from "../../contract/refusal";
import type { Ctx } from "../order/context";
import { findOwnRequest } from "../revoke/find-own-request";
import { besideOurs } from "../revoke/request-owner";
import { type Revoked, type Seen, tryToRevoke } from "../revoke/revoke";
import { type Target, targetName } from "../revoke/target";
import { aboutOf, blockedLines, type ObservedTarget, obstacle, targetStatusOf } from "../revoke/target-status";
import type { RevocationInputs } from "./inputs";
import { lookAt, lookOn, orderOf } from "./observe";
import { refuseKept } from "./refuse-kept";
import type { RevocationState } from "./state";
import { idOf, nameOf } from "./target";

type Save = (state: RevocationState) => void;

/**
 * Asks, unless a look shows that nobody has to: it is revoked already, or a request of ours is there. `save` is told what
 * must survive whatever happens next. One at a time on an order: by its id and by its serial number a certificate is the same.
 *
 * If the answer never comes and a look shows nothing, the step ends as unfinished; the next one looks again first.
 */
export const ask = async (
  target: Target,
  inputs: RevocationInputs,
  prior: RevocationState | undefined,
  ctx: Ctx,
  save: Save,
): Promise<RevocationState> => {
  const orderId = await orderOf(target, inputs, prior?.foundOnOrder, ctx);
  const turn = targetName(orderId === undefined ? target : { wholeOrder: orderId });
  return ctx.exclusively(turn, () => asked(target, orderId, inputs, prior, ctx, save));
};

const asked = async (
  target: Target,
  orderId: number | undefined,
  inputs: RevocationInputs,
  prior: RevocationState | undefined,
  ctx: Ctx,
  save: Save,
): Promise<RevocationState> => {
  const { run } = ctx;
  const sight = await lookOn(orderId, target, ctx);
  const name = nameOf(target, sight.orderId);
  const lost = prior?.status === "unknown" ? prior : undefined;
  const base: RevocationState = {
    version: 1,
    requestedInputs: inputs,
    status: "unknown",
    ...(inputs.orderId === undefined && sight.orderId !== undefined ? { foundOnOrder: sight.orderId } : {}),
    requestsBefore: sight.observed?.revokeRequests ?? [],
  };
  const since = lost?.askedAt === undefined ? {} : { askedAt: lost.askedAt };

  const { seen, foreign } = await whatCame(target, sight, lost, ctx);
  if (seen?.is === "revoked") {
    if (lost === undefined) run.log.info(`${name} is revoked already: nothing is sent`);
    return placed({ ...base, ...since }, seen, lost?.askedAt);
  }
  if (seen?.is === "requested") {
    if (lost === undefined)
      run.log.warn(
        `${name}: request ${seen.requestId} to revoke waits already; it is followed, and no second one is made`,
      );
    // What was asked before the answer was lost is what a rejection would be about.
    return placed(
      { ...base, ...since, ...(lost === undefined ? {} : { requestedInputs: lost.requestedInputs }) },
      seen,
      lost?.askedAt,
    );
  }
  const stopped = obstacle(target, sight, name);
  if (stopped !== undefined) throw new Refusal(stopped);
  for (const request of foreign) run.log.warn(besideOurs(request, name));
  await refuseKept(target, sight, name, ctx);

  run.log.progress(`revoking ${name}`);
  const asking: RevocationState = { ...base, askedAt: run.now().toISOString() };
  const look = async (): Promise<Seen> => {
    const now = await lookAt(target, inputs, sight.orderId, ctx);
    const { seen: came } = await whatCame(target, now, asking, ctx);
    const standing = targetStatusOf(target, now) === "hidden" ? "hidden" : "alive";
    return came ?? { is: standing, blocked: blockedLines(now.observed, name) };
  };
  const { reason, comments, skipApproval } = inputs;
  const got = await tryToRevoke(
    {
      target: onWire(target),
      targetName: targetName(target),
      name,
      look,
      ...(reason === undefined ? {} : { reason }),
      ...(comments === undefined ? {} : { comments }),
      ...(skipApproval === undefined ? {} : { skipApproval }),
    },
    ctx,
  ).catch((error: unknown) => {
    throw notVisible(error, target, name) ?? error;
  });
  if (got.is === "unseen") {
    save(asking);
    throw new PartialFailure(idOf(target), asking, [
      `it is not known whether ${name} was revoked: ${got.why}`,
      "run pulumi up again: it looks first, and asks only if nothing came of it",
    ]);
  }
  const state = placed(asking, got, run.now().toISOString());
  save(state);
  if (got.is === "revoked") run.log.info(`${name} is revoked`);
  return state;
};

/** What a look tells of a revocation: done, or a request of ours; after a lost answer one that was decided meanwhile, too. */
export const whatCame = async (
  target: Target,
  sight: ObservedTarget,
  lost: Pick<RevocationState, "requestsBefore"> | undefined,
  ctx: Ctx,
) => {
  if (targetStatusOf(target, sight) === "revoked") return { seen: { is: "revoked" } satisfies Revoked, foreign: [] };
  const before = lost === undefined ? undefined : (lost.requestsBefore ?? []);
  const about = aboutOf(target, sight, before);
  const { openRevokeRequests: open = [], revokeRequests: all = [] } = sight.observed ?? {};
  const candidates = all.filter((id) => open.includes(id) || about.isNew(id));
  const { own, foreign } = await findOwnRequest(candidates, about, ctx);
  const seen: Revoked | undefined = own && { is: "requested", ...own };
  return { seen, foreign };
};

/** State after what was seen, or answered. Pure. */
export const placed = (base: RevocationState, got: Revoked, at: string | undefined): RevocationState => ({
  ...base,
  status: got.is === "revoked" ? "revoked" : "pending",
  ...(got.requestId === undefined ? {} : { requestId: got.requestId }),
  ...(got.is === "requested" && !got.proven ? { followed: true } : {}),
  ...(got.is === "revoked" && at !== undefined ? { revokedAt: at } : {}),
});

const onWire = (target: Target) => {
  if ("wholeOrder" in target) return target;
  return { certificate: "certificateId" in target ? target.certificateId : target.serialNumber };
};

const notVisible = (error: unknown, target: Target, name: string): Refusal | undefined => {
  if (!CertCentralError.is(error) || error.code !== "refused" || error.status !== 404) return undefined;
  const input = "certificateId" in target ? "certificateId" : "serialNumber" in target ? "serialNumber" : "orderId";
  return new Refusal([
    `${name} is not visible to this API key: it does not exist, or belongs to another account or division`,
    `check ${input}, and whose key it is; nothing was revoked`,
  ]);
};
