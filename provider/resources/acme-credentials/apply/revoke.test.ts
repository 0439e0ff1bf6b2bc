import { contextWith } from "../../order/observe.fake";
import type { AcmeCredentialsState } from "../state";
import { aPair } from "../state.fake";
import { type Revocable, refuseUnlisted, revokeAll } from "./revoke";

const listed = (credentialId: number, status = "active") => ({ credentialId, status });
const ours = listed(501);
const inputs = { acmeContractId: 12, revokeCredentialIds: [510] };
const nothing: Revocable = { listed: [], succeeded: [], elsewhere: [] };
const elsewhere = { credentialId: 600, acmeContractId: 13, replacedAt: "2026-11-20T00:00:00.000Z" };

const play = async (list: readonly object[], revocable: Partial<Revocable>, prior = aPair()) => {
  const revoked: number[] = [];
  const { ctx, run, asked } = contextWith({
    "list acme credentials": ({ acmeContractId }: { acmeContractId: number }) =>
      acmeContractId === 13 ? [listed(600)] : list,
    "revoke acme credential": ({ credentialId }: { credentialId: number }) => {
      revoked.push(credentialId);
      return null;
    },
  });
  const saved: AcmeCredentialsState[] = [];
  const state = await revokeAll(prior, { ...nothing, ...revocable }, inputs, ctx, (now) => saved.push(now));
  return { state, revoked, asked, saved, warnings: run.lines.filter((line) => line.startsWith("warn")) };
};

test("ids that the contract does not list are found before anything is written", () => {
  const list = [ours, listed(510)];

  expect(() => refuseUnlisted({ ...inputs, revokeCredentialIds: [510, 511] }, undefined, list)).toThrow(
    "credential 511 does not belong to ACME contract 12",
  );
  expect(() =>
    refuseUnlisted({ ...inputs, revokeCredentialIds: [511] }, aPair({ revokedCredentialIds: [511] }), list),
  ).not.toThrow();
});

test("each is revoked once, and told as soon as it is; what is revoked already costs no write", async () => {
  const previous = { credentialId: 499, replacedAt: "2026-11-20T00:00:00.000Z" };
  const list = [ours, listed(499), listed(510), listed(511, "revoked")];
  const { revoked, saved, state } = await play(
    list,
    { listed: [510], succeeded: [499, 510, 511], elsewhere: [elsewhere] },
    aPair({ previousCredentials: [previous, elsewhere], pendingRevocations: [511] }),
  );

  expect(revoked).toEqual([510, 499, 600]);
  expect(saved.map(({ revokedCredentialIds }) => revokedCredentialIds)).toEqual([[510], [510], [510], [510]]);
  expect(saved.map(({ previousCredentials }) => previousCredentials.length)).toEqual([2, 1, 1, 0]);
  expect(state.pendingRevocations).toEqual([]);
});

test.each([
  ["revoked", [listed(501, "revoked"), listed(499), listed(510)], "is revoked"],
  ["not listed", [listed(499), listed(510)], "is not listed by its contract"],
])("while the pair that is kept is %s, only what the user lists is revoked", async (_, list, why) => {
  const { revoked, warnings } = await play(list, { listed: [510], succeeded: [499], elsewhere: [elsewhere] });

  expect(revoked).toEqual([510]);
  expect(warnings).toEqual([
    expect.stringMatching(`credential 499, 600 is not revoked, .*the pair that took its place ${why}`),
  ]);
});

test("a replaced pair that is not listed any more is named and done with", async () => {
  const { revoked, warnings, saved } = await play([ours, listed(510)], { succeeded: [499] });

  expect([revoked, saved.length]).toEqual([[], 1]);
  expect(warnings).toEqual([expect.stringContaining("credential 499 is not listed by ACME contract 12 any more")]);
});

test("where nothing is to be revoked, nothing is asked", async () => {
  expect((await play([], {})).asked).toEqual([]);
});
