import type { Heir } from "../../../contract/heir";
import { contextWith } from "../../order/observe.fake";
import type { AcmeCredentialsState } from "../state";
import { aPair } from "../state.fake";
import { remove } from "./delete";

const listed = (credentialId: number, status = "active", kidHint = "AAAA") => ({ credentialId, status, kidHint });
const previous = { credentialId: 499, replacedAt: "2026-11-20T00:00:00.000Z" };

const play = (prior: AcmeCredentialsState, list: readonly object[], heir?: Heir) => {
  const revoked: number[] = [];
  const { ctx, run } = contextWith({
    "list acme credentials": ({ acmeContractId }: { acmeContractId: number }) =>
      acmeContractId === 12 ? list : [listed(700)],
    "revoke acme credential": ({ credentialId }: { credentialId: number }) => {
      revoked.push(credentialId);
      return null;
    },
  });
  const done = remove(prior, heir === undefined ? ctx : { ...ctx, heir });
  return { done, revoked, warnings: () => run.lines.filter((line) => line.startsWith("warn")) };
};

const { credentialId: _, kidHint: __, ...withoutId } = aPair({ knownCredentialIds: [500] });

test.each<[string, AcmeCredentialsState, readonly object[], number[], RegExp | undefined]>([
  ["the pair, and nobody else's", aPair(), [listed(500), listed(501), listed(502)], [501], undefined],
  [
    "the replaced ones too",
    aPair({ previousCredentials: [previous] }),
    [listed(499), listed(501)],
    [499, 501],
    undefined,
  ],
  [
    "one of another contract there",
    aPair({ previousCredentials: [{ ...previous, credentialId: 700, acmeContractId: 13 }] }),
    [listed(501)],
    [700, 501],
    undefined,
  ],
  ["what is revoked already costs nothing", aPair(), [listed(501, "revoked")], [], undefined],
  [
    "what the contract does not list is named",
    aPair(),
    [],
    [],
    /credential 501 is not listed by ACME contract 12 any more/,
  ],
  ["without an id, the one entry that is it", withoutId, [listed(500), listed(501)], [501], undefined],
  [
    "without an id, none that may be another's",
    withoutId,
    [listed(501), listed(502)],
    [],
    /is left active: its credential id is not known/,
  ],
  [
    "what appeared while an answer was lost is named",
    aPair({ pending: { since: "2026-11-20T00:00:00.000Z", knownCredentialIds: [501] } }),
    [listed(501), listed(502, "active", "BBBB")],
    [501],
    /left active in ACME contract 12: credential 502/,
  ],
])("revoked when the resource goes: %s", async (_about, prior, list, ids, warning) => {
  const { done, revoked, warnings } = play(prior, list);
  await done;

  expect(revoked).toEqual(ids);
  expect(warnings()).toEqual(warning === undefined ? [] : [expect.stringMatching(warning)]);
});

test("nothing is revoked while it is not settled who takes over", async () => {
  const { done, revoked } = play(aPair(), [listed(501)], { is: "unsettled", name: "web" });

  await expect(done).rejects.toThrow("nothing is revoked yet, for web of this program may be to take over");
  expect(revoked).toEqual([]);
});

test("a resource that never had a pair goes whoever may take over", async () => {
  const { kid: _kid, ...none } = { ...withoutId, status: "none" };

  await expect(play(none, [], { is: "unsettled", name: "web" }).done).resolves.toBeUndefined();
});
