import { contextWith } from "../order/observe.fake";
import { read } from "./read";
import { aPair } from "./state.fake";

const ours = { credentialId: 501, kidHint: "AAAA", status: "active" };
const previous = { credentialId: 499, replacedAt: "2026-11-20T00:00:00.000Z" };
const seen = (list: readonly object[], more: Parameters<typeof aPair>[0]) =>
  read(aPair(more), contextWith({ "list acme credentials": list }).ctx);

test.each([
  ["not listed", [ours], true],
  ["active", [ours, { credentialId: 499, status: "Active" }], true],
  ["of a status that nobody knows", [ours, { credentialId: 499, status: "suspended" }], true],
  ["revoked", [ours, { credentialId: 499, status: "revoked" }], false],
])("a replaced pair that is %s: still to be retired: %#", async (_, list, kept) => {
  const state = await seen(list, {
    previousCredentials: [previous],
    orphanCandidates: [previous],
    sparedCredentials: [previous],
  });

  expect(state.previousCredentials).toEqual(kept ? [previous] : []);
  expect(state.orphanCandidates).toEqual(kept ? [previous] : []);
  expect(state.sparedCredentials).toEqual(kept ? [previous] : []);
});

test.each([
  ["the only one that can be it", [{ credentialId: 502, kidHint: "AAAA", status: "revoked" }], "revoked"],
  [
    "all that can be it",
    [
      { credentialId: 502, kidHint: "AAAA", status: "revoked" },
      { credentialId: 503, kidHint: "AAAA", status: "revoked" },
    ],
    "revoked",
  ],
  [
    "one of two that can be it",
    [
      { credentialId: 502, kidHint: "AAAA", status: "revoked" },
      { credentialId: 503, kidHint: "kidA", status: "active" },
    ],
    "active",
  ],
  ["one that tells no hint", [{ credentialId: 502, status: "revoked" }], "active"],
  ["one that was there before", [{ credentialId: 500, kidHint: "AAAA", status: "revoked" }], "active"],
])("a pair without id, of which %s is revoked", async (_, list, status) => {
  const { credentialId: __, kidHint: ___, ...prior } = aPair();

  expect((await read(prior, contextWith({ "list acme credentials": list }).ctx)).status).toBe(status);
});
