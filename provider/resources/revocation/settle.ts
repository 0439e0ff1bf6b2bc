import { CertCentralError } from "../../certcentral";
import { unfinishedAs } from "../../contract/failing";
import { Refusal } from "../../contract/refusal";
import { Unfinished } from "../../contract/unfinished";
import { reissuePending } from "../certificate/facts";
import type { Ctx } from "../certificate/look";
import { followRequest, type Revoked, tryToRevoke, type Verdict } from "../revoking";
import type { RevocationInputs } from "./inputs";
import { blockedLines, isRevoked, lookAt, obstacle, openRequestLikeOurs, type Sight, seenSince } from "./look";
import { askedDifferently } from "./plan";
import type { RevocationState } from "./state";
import { idOf, nameOf, type Target, targetOf, thing } from "./target";

/** Seconds that `awaitApproval` waits unless `timeouts.approval` says otherwise. */
const APPROVAL_TIMEOUT = 3_600;

/**
 * Brings a revocation as far as it can be brought: looks, asks at most once, follows the request. What is revoked already is
 * done; a request that waits is not made again; one that was rejected is remembered.
 */
export const settle = async (
  inputs: RevocationInputs,
  was: RevocationState | undefined,
  ctx: Ctx,
): Promise<RevocationState> => {
  const target = targetIn(inputs);
  if (was?.status === "revoked") return { ...was, asked: inputs };
  if (was?.status === "rejected" && askedDifferently(was, inputs).length === 0)
    throw new Refusal(notAgain(was.refused ?? `${nameOf(target)} was not revoked: the request was rejected`));
  // Set from the first remote change on: whatever fails then must not lose it.
  let changed: RevocationState | undefined;
  return unfinishedAs(
    idOf(target),
    () => changed,
    async () => {
      const earlier = was?.status === "pending" ? was : undefined;
      const pending =
        earlier ??
        (await asked(target, inputs, was, ctx, (state) => {
          changed = state;
        }));
      if (pending.status !== "pending") return pending;
      changed = pending;
      const end = await followed(pending, inputs, ctx);
      if (end !== undefined) return end;
      // What was followed turned out to be about something else.
      return conclude(
        await asked(target, inputs, { ...pending, status: "rejected" }, ctx, (state) => {
          changed = state;
        }),
        inputs,
        ctx,
      );
    },
  );
};

const targetIn = (inputs: RevocationInputs): Target => {
  const target = targetOf(inputs);
  if (target === undefined) throw new Refusal(["nothing to revoke is named"]);
  return target;
};

const conclude = async (state: RevocationState, inputs: RevocationInputs, ctx: Ctx): Promise<RevocationState> =>
  state.status === "pending" ? ((await followed(state, inputs, ctx)) ?? state) : state;

/**
 * Asks, unless a look shows that nobody has to. `save` is told what must survive whatever happens next.
 *
 * If the answer never comes and a look shows nothing, the step ends as unfinished; the next one looks again first.
 */
const asked = async (
  target: Target,
  inputs: RevocationInputs,
  was: RevocationState | undefined,
  ctx: Ctx,
  save: (state: RevocationState) => void,
): Promise<RevocationState> => {
  const { run } = ctx;
  const sight = await lookAt(target, inputs, was?.foundOnOrder, ctx);
  const name = nameOf(target, sight.orderId);
  const base: RevocationState = {
    version: 1,
    asked: inputs,
    status: "unknown",
    ...(inputs.orderId === undefined && sight.orderId !== undefined ? { foundOnOrder: sight.orderId } : {}),
    requestsBefore: sight.facts?.openRevokeRequests ?? [],
  };
  const lostBefore = was?.status === "unknown" ? was : undefined;
  if (lostBefore !== undefined) {
    const seen = seenSince(target, sight, lostBefore.requestsBefore ?? []);
    const since = lostBefore.askedAt === undefined ? {} : { askedAt: lostBefore.askedAt };
    if (seen !== undefined) return placed({ ...base, ...since }, seen, lostBefore.askedAt);
  }
  if (isRevoked(target, sight)) {
    run.log.info(`${name} is revoked already: nothing is sent`);
    return { ...base, status: "revoked" };
  }
  const stopped = obstacle(target, sight, name);
  if (stopped !== undefined) throw new Refusal(stopped);
  const waiting = was === undefined ? await openRequestLikeOurs(target, inputs, sight, ctx) : undefined;
  if (waiting !== undefined) {
    run.log.warn(`${name}: request ${waiting} to revoke waits already; it is followed, and no second one is made`);
    return { ...base, status: "pending", requestId: waiting, followed: true };
  }

  run.log.progress(`revoking ${name}`);
  const lost: RevocationState = { ...base, askedAt: run.now().toISOString() };
  const look = async (): Promise<Revoked | undefined> =>
    seenSince(target, await lookAt(target, inputs, sight.orderId, ctx), lost.requestsBefore ?? []);
  const { reason, comments, skipApproval } = inputs;
  const got = await tryToRevoke(
    {
      target: onWire(target),
      name,
      look,
      ...(reason === undefined ? {} : { reason }),
      ...(comments === undefined ? {} : { comments }),
      ...(skipApproval === undefined ? {} : { skipApproval }),
    },
    ctx,
  ).catch((error: unknown) => {
    throw explained(error, target, sight, name);
  });
  if (got.is === "unseen") {
    save(lost);
    throw new Unfinished(idOf(target), lost, [
      `it is not known whether ${name} was revoked: ${got.why}`,
      "run pulumi up again: it looks first, and asks only if nothing came of it",
    ]);
  }
  const state = placed(lost, got, run.now().toISOString());
  save(state);
  if (got.is === "revoked") run.log.info(`${name} is revoked`);
  return state;
};

const onWire = (target: Target) => {
  if ("wholeOrder" in target) return target;
  return { certificate: "certificateId" in target ? target.certificateId : target.serialNumber };
};

const placed = (base: RevocationState, got: Revoked, at: string | undefined): RevocationState => ({
  ...base,
  status: got.is === "revoked" ? "revoked" : "pending",
  ...(got.requestId === undefined ? {} : { requestId: got.requestId }),
  ...(got.is === "revoked" && at !== undefined ? { revokedAt: at } : {}),
});

/** What CertCentral's refusal means here. */
const explained = (error: unknown, target: Target, { facts }: Sight, name: string): unknown => {
  if (!CertCentralError.is(error) || error.code !== "refused") return error;
  if (error.status === 404)
    return new Refusal([
      `${name} is not visible to this API key: it does not exist, or belongs to another account or division`,
      `check ${"certificateId" in target ? "certificateId" : "serialNumber" in target ? "serialNumber" : "orderId"}, and whose key it is; nothing was revoked`,
    ]);
  return facts !== undefined && reissuePending(facts)
    ? new Refusal([...error.what.split("\n"), ...blockedLines(facts, name)])
    : error;
};

/**
 * What became of the request; `undefined` when one that we only found there was approved and did not revoke our target.
 * With `awaitApproval` it waits for an administrator; without, it says who has to act.
 */
const followed = async (
  pending: RevocationState,
  inputs: RevocationInputs,
  ctx: Ctx,
): Promise<RevocationState | undefined> => {
  const { run } = ctx;
  const target = targetIn(inputs);
  const name = nameOf(target, inputs.orderId ?? pending.foundOnOrder);
  const patience = inputs.awaitApproval === true ? (inputs.timeouts?.approval ?? APPROVAL_TIMEOUT) : 0;
  const request = `request ${pending.requestId} to revoke ${name}`;
  const verdict = await followRequest(pending.requestId ?? 0, request, patience, ctx);
  if (verdict.is === "open") {
    const lines = [
      `${request} waits for approval by a CertCentral administrator; until then the certificate is valid`,
      "approve it in CertCentral, then run pulumi up again: it continues, and asks for nothing twice",
    ];
    if (inputs.awaitApproval === true) throw new Unfinished(idOf(target), pending, lines);
    run.log.warn(lines.join("; "));
    return pending;
  }
  const state = await decided(pending, verdict, target, ctx);
  if (state === undefined) return undefined;
  // The settings of the inputs count from now on; what was sent with the request is what the rejection is about.
  if (state.status === "revoked") {
    run.log.info(`${name} is revoked: request ${pending.requestId} was approved`);
    return { ...state, asked: inputs };
  }
  throw new Unfinished(idOf(target), state, notAgain(state.refused ?? `${request} was rejected`));
};

const decided = async (
  pending: RevocationState,
  verdict: Exclude<Verdict, { is: "open" }>,
  target: Target,
  ctx: Ctx,
): Promise<RevocationState | undefined> => {
  const { followed: _, ...rest } = pending;
  const at = verdict.is === "approved" ? (verdict.at ?? ctx.run.now().toISOString()) : undefined;
  const done: RevocationState = { ...rest, status: "revoked", ...(at === undefined ? {} : { revokedAt: at }) };
  if (verdict.is === "approved" && pending.followed !== true) return done;
  const sight = await lookAt(target, pending.asked, pending.foundOnOrder, ctx);
  if (isRevoked(target, sight)) return done;
  if (verdict.is === "approved") return sight.certificate === undefined ? done : undefined;
  return { ...rest, status: "rejected", refused: verdict.sentence };
};

const notAgain = (sentence: string): string[] => [
  sentence,
  "the same request is not made again: change reason, comments or skipApproval once the matter is settled, or remove this resource",
];

/** The live facts. What is revoked stays so, and is not asked about. */
export const read = async (was: RevocationState, ctx: Ctx): Promise<RevocationState> => {
  const target = targetOf(was.asked);
  if (target === undefined || was.status === "revoked") return was;
  if (was.status === "pending" && was.requestId !== undefined) {
    const verdict = await followRequest(was.requestId, `request ${was.requestId} to revoke ${nameOf(target)}`, 0, ctx);
    return verdict.is === "open" ? was : ((await decided(was, verdict, target, ctx)) ?? was);
  }
  const sight = await lookAt(target, was.asked, was.foundOnOrder, ctx);
  const seen = was.status === "unknown" ? seenSince(target, sight, was.requestsBefore ?? []) : undefined;
  if (seen !== undefined) return placed(was, seen, was.askedAt);
  return isRevoked(target, sight) ? { ...was, status: "revoked" } : was;
};

/** What is left behind when the resource goes. */
export const farewell = (was: RevocationState): { readonly level: "info" | "warn"; readonly text: string } => {
  const target = targetOf(was.asked);
  const name = target === undefined ? "a certificate" : thing(target);
  switch (was.status) {
    case "revoked":
      return { level: "info", text: `${name} stays revoked: a revocation cannot be undone` };
    case "pending":
      return {
        level: "warn",
        text: `request ${was.requestId} to revoke ${name} still waits for an administrator: have it rejected in CertCentral if it is no longer wanted`,
      };
    case "unknown":
      return {
        level: "warn",
        text: `it was never learned whether ${name} was revoked: look it up in CertCentral; a revocation cannot be undone`,
      };
    case "rejected":
      return { level: "info", text: `${name} was not revoked by this resource` };
  }
};
