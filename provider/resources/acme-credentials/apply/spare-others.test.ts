import { Secret } from "../../../certcentral";
import { contextWith } from "../../order/observe.fake";
import { siblingsOf } from "../made-here";
import type { Ctx } from "../observe";
import { aPair } from "../state.fake";
import { sparingOthers } from "./spare-others";

const list = [501, 510, 511].map((credentialId) => ({ credentialId, status: "active", kidHint: `${credentialId}` }));
const inputs = { acmeContractId: 12, revokeExisting: true };
const state = aPair({ pendingRevocations: [510, 511] });
const owning: Partial<Ctx> = { owned: (thing) => (thing === "ACME credential 511" ? "now" : undefined) };
const unsettled = {
  mayBeKeptBy: (things: readonly string[]) =>
    things.includes("a credential of ACME contract 12") ? "other" : undefined,
};

const play = (around: Partial<Ctx>, more: { listed?: number[]; made?: string; deferred?: boolean } = {}) => {
  const { ctx, run, asked } = contextWith({ "list acme credentials": list });
  const around_ = { ...ctx, ...around };
  if (more.made !== undefined)
    siblingsOf(around_).made(12, { kid: new Secret(`kid-${more.made}`), knownCredentialIds: [501] });
  const given = { ...inputs, ...(more.listed === undefined ? {} : { revokeCredentialIds: more.listed }) };
  return { spared: sparingOthers(more.listed ? aPair() : state, given, more.deferred === true, around_), run, asked };
};

test.each<[string, Partial<Ctx>, string | undefined, number[], number[], RegExp | undefined]>([
  ["nobody else's", {}, undefined, [510, 511], [510, 511], undefined],
  [
    "in part another resource's",
    owning,
    undefined,
    [510],
    [510],
    /^info: .*511 is another resource's pair, and is left to it/,
  ],
  ["in part just made by another resource", {}, "511", [510], [510], /^info: .*511 is another resource's pair/],
  [
    "perhaps of a resource that has not spoken yet",
    unsettled,
    undefined,
    [],
    [510, 511],
    /^warn: .* does not revoke credential 510, 511 yet, for it may be the pair of other/,
  ],
])("revokeExisting, of what is %s", async (_, around, made, now, later, said) => {
  const { spared, run } = play(around, made === undefined ? {} : { made });

  const { existing, state: next } = await spared;
  expect([existing, next.pendingRevocations]).toEqual([now, later]);
  expect(run.lines).toEqual(said === undefined ? [] : [expect.stringMatching(said)]);
});

test.each([
  ["is another resource's pair", owning, [510, 511], "credential 511 is the pair of another resource of this program"],
  ["may be one", unsettled, [510], "this resource does not revoke credential 510 yet: it may be the pair of other"],
])("what the user lists and %s is refused", async (_, around, listed, message) => {
  await expect(play(around, { listed }).spared).rejects.toThrow(message);
});

test("where nothing is to be revoked, nothing is asked", async () => {
  const { spared, asked } = play(owning, { listed: [501] });

  expect((await spared).existing).toEqual([]);
  expect(asked).toEqual([]);
});

test("others are waited for once: what is not settled by the next up stays, and the user is told", async () => {
  const { spared, run } = play(unsettled, { deferred: true });

  const { existing, state: next } = await spared;
  expect([existing, next.pendingRevocations]).toEqual([[], []]);
  expect(next.sparedCredentials.map(({ credentialId }) => credentialId)).toEqual([510, 511]);
  expect(run.lines).toHaveLength(1);
});
