import { CertCentralError } from "../../../certcentral";
import { PartialFailure } from "../../../contract/partial-failure";
import { present } from "../../../contract/present";
import { Refusal } from "../../../contract/refusal";
import type { Ctx } from "../../order/context";
import { type RevokeOnce, revokeOnce } from "../../revoke/revoke-once";
import { type Target, targetName } from "../../revoke/target";
import { blockedLines, obstacle } from "../../revoke/target-status";
import type { RevocationInputs } from "../inputs";
import type { RevocationState } from "../state";
import { idOf, nameOf } from "../target";
import { placed } from "../transitions/placed";
import { asListed } from "./as-listed";
import { lookAt, lookOn, orderOf } from "./observe";
import { refuseKept } from "./refuse-kept";

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
  given: Target,
  orderId: number | undefined,
  inputs: RevocationInputs,
  prior: RevocationState | undefined,
  ctx: Ctx,
  save: Save,
): Promise<RevocationState> => {
  const { run } = ctx;
  const before = await lookOn(orderId, given, ctx);
  const target = asListed(given, before);
  const name = nameOf(target, before.orderId);
  const lost = prior?.status === "unknown" ? prior : undefined;
  const base: RevocationState = {
    requestedInputs: inputs,
    status: "unknown",
    ...(inputs.orderId === undefined && before.orderId !== undefined ? { foundOnOrder: before.orderId } : {}),
    requestsBefore: before.observed?.revokeRequests ?? [],
  };
  const permit = async () => {
    const stopped = obstacle(target, before, name);
    if (stopped !== undefined) throw new Refusal(stopped);
    refuseKept(target, before, name, ctx);
    run.log.progress(`revoking ${name}`);
  };
  const observe = () => lookAt(target, inputs, before.orderId, ctx);
  const lostBefore = lost && (lost.requestsBefore ?? []);
  const blocked: RevokeOnce["blocked"] = (observed) => blockedLines(observed, name);
  const once: RevokeOnce = { name, before, how: inputs, keepsState: true, lostBefore, blocked, permit };
  const revoked = await revokeOnce(target, observe, once, ctx).catch((error: unknown) => {
    throw notVisible(error, target, name) ?? error;
  });
  if (revoked.is !== "in doubt" && revoked.sentAt === undefined) {
    const since = present({ askedAt: lost?.askedAt });
    if (lost === undefined)
      revoked.is === "revoked"
        ? run.log.info(`${name} is revoked already: nothing is sent`)
        : run.log.warn(
            `${name}: request ${revoked.requestId} to revoke waits already; it is followed, and no second one is made`,
          );
    // What was asked before the answer was lost is what a rejection would be about.
    const requestedInputs = revoked.is === "requested" ? (lost?.requestedInputs ?? inputs) : inputs;
    return placed({ ...base, ...since, requestedInputs }, revoked, lost?.askedAt);
  }
  const asking: RevocationState = { ...base, ...present({ askedAt: revoked.sentAt }) };
  if (revoked.is === "in doubt") {
    save(asking);
    throw new PartialFailure(idOf(given), asking, [
      `it is not known whether ${name} was revoked: ${revoked.why}`,
      "run pulumi up again: it looks first, and asks only if nothing came of it",
    ]);
  }
  const state = placed(asking, revoked, run.now().toISOString());
  save(state);
  if (revoked.is === "revoked") run.log.info(`${name} is revoked`);
  return state;
};

const notVisible = (error: unknown, target: Target, name: string): Refusal | undefined => {
  if (!CertCentralError.is(error) || error.code !== "absent") return undefined;
  const input = "certificateId" in target ? "certificateId" : "serialNumber" in target ? "serialNumber" : "orderId";
  return new Refusal([
    `${name} is not visible to this API key: it does not exist, or belongs to another account or division`,
    `check ${input}, and whose key it is; nothing was revoked`,
  ]);
};
