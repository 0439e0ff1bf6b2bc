import { Secret } from "../../../certcentral";
import { contextWith } from "../../order/observe.fake";
import { siblingsOf } from "../made-here";
import { aPair } from "../state.fake";
import { reconcile } from "./after-lost-answer";

const pending = { since: "2026-11-20T00:00:00.000Z", knownCredentialIds: [500, 501] };
const active = (credentialId: number, kidHint: string) => ({ credentialId, status: "active", kidHint });
const known = [active(500, "qqqq"), active(501, "AAAA")];

test.each([
  ["nothing appeared", known, []],
  ["a pair appeared", [...known, active(502, "BBBB")], [502]],
  ["it appeared, and is revoked by now", [...known, { ...active(502, "BBBB"), status: "revoked" }], []],
])("%s: nothing is waited for any more", (_, list, candidates) => {
  const { ctx, run } = contextWith({});

  const state = reconcile(aPair({ pending }), list, ctx);

  expect(state.pending).toBeUndefined();
  expect(state.orphanCandidates.map(({ credentialId }) => credentialId)).toEqual(candidates);
  expect(run.lines.map((line) => line.includes("while an answer was lost, credential 502"))).toEqual(
    candidates.map(() => true),
  );
});

test("what another resource of this run has made is no candidate", () => {
  const { ctx } = contextWith({});
  siblingsOf(ctx).made(12, { kid: new Secret("kidB-BBBB"), knownCredentialIds: [500, 501] });

  expect(reconcile(aPair({ pending }), [...known, active(502, "BBBB")], ctx).orphanCandidates).toEqual([]);
});

test.each([
  ["no answer was lost", aPair()],
  ["there is no earlier pair that could do", { ...aPair({ pending, status: "none" }), kid: undefined }],
])("where %s, nothing is changed", (_, prior) => {
  const { kid, ...rest } = prior;
  const state = { ...rest, ...(kid === undefined ? {} : { kid }) };

  expect(reconcile(state, [active(502, "BBBB")], contextWith({}).ctx)).toBe(state);
});
