import { contextWith } from "../../order/observe.fake";
import { aPair } from "../state.fake";
import { inherit, leaveToHeir, ownPairs } from "./leave-to-heir";

const now = new Date("2026-11-22T12:00:00Z");
const NOW = now.toISOString();
const EARLIER = "2026-11-20T00:00:00.000Z";
const previous = { credentialId: 499, replacedAt: EARLIER };
const current = { credentialId: 501, kidHint: "AAAA", createdAt: "2026-11-01T00:00:00.000Z", replacedAt: NOW };
const { credentialId: _, ...withoutId } = aPair();

test.each([
  ["the current one, as replaced now", aPair(), [current]],
  ["those it replaced, too", aPair({ previousCredentials: [previous] }), [previous, current]],
  ["none that is revoked", aPair({ status: "revoked" }), []],
  ["none whose id is not known", withoutId, []],
])("the pairs that a resource leaves: %s", (_about, state, pairs) => {
  expect(ownPairs(state, now)).toEqual(pairs);
});

test.each([
  ["the same contract", 12, [previous, current]],
  ["another contract", 13, [previous, current].map((pair) => ({ acmeContractId: 12, ...pair }))],
])("whoever takes its place, for %s, has them to retire", (_about, acmeContractId, pairs) => {
  const successor = aPair({ requestedInputs: { acmeContractId }, credentialId: 502 });

  const { previousCredentials } = inherit(successor, aPair({ previousCredentials: [previous] }), now);
  expect(previousCredentials).toEqual(pairs);
});

test("a pair that both know is inherited once", () => {
  const state = aPair({ previousCredentials: [previous] });

  expect(inherit(state, state, now).previousCredentials).toEqual([previous]);
});

test("what stays is told to the operation and named: who retires it, or that nobody will", () => {
  const { ctx, run } = contextWith({});
  const left: string[] = [];
  const heir = {
    is: "holder",
    name: "resource web",
    keeps: () => false,
    retires: (thing: string) => thing === "ACME credential 501",
  } as const;

  leaveToHeir(aPair({ previousCredentials: [previous] }), heir, { ...ctx, leave: (things) => left.push(...things) });

  expect(left).toEqual(["ACME credential 499", "ACME credential 501"]);
  expect(run.lines).toEqual([
    "info: ACME contract 12: nothing is revoked, for resource web has taken its place",
    expect.stringMatching(
      /^warn: credential 499.*: this resource leaves it alone, and resource web does not know of it/,
    ),
    expect.stringMatching(/^info: credential 501.* is left to resource web, which has it in its ledger/),
  ]);
});

test("a pair whose id nobody knows is left to people", () => {
  const { ctx, run } = contextWith({});
  leaveToHeir(withoutId, { is: "holder", name: "web", keeps: () => false, retires: () => false }, ctx);

  expect(run.lines.at(-1)).toMatch(/^warn: .* stays active: its credential id is not known; revoke it in CertCentral/);
});

test.each([
  [
    "an answer was lost",
    { pending: { since: "2026-11-22T11:00:00Z", knownCredentialIds: [] } },
    /^warn: .* a pair that was asked for may have been made/,
  ],
  [
    "it appeared while an answer was lost",
    { orphanCandidates: [{ credentialId: 502 }] },
    /^warn: left active in ACME contract 12: credential 502, which appeared while an answer was lost/,
  ],
])("what may be a pair of the resource's own is told of: %s", (_about, more, line) => {
  const { ctx, run } = contextWith({});
  leaveToHeir(aPair(more), { is: "holder", name: "web", keeps: () => false, retires: () => true }, ctx);

  expect(run.lines.at(-1)).toMatch(line);
});
