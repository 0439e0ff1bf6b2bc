import { Secret } from "../../../certcentral";
import { contextWith } from "../../order/observe.fake";
import { siblingsOf } from "../made-here";
import { existingCredentialsOf } from "./existing-credentials";

const inputs = { acmeContractId: 12, revokeExisting: true };
const active = (credentialId: number, kidHint?: string) => ({
  credentialId,
  status: "active",
  ...(kidHint === undefined ? {} : { kidHint }),
});

test.each([
  ["active", [], [500, 501], []],
  ["beside a revoked one", [{ credentialId: 400, status: "revoked" }], [], [500, 501]],
  ["beside one of a status that nobody knows", [{ credentialId: 400, status: "disabled" }], [], [500, 501]],
])("revokeExisting with credentials that are %s", (_, more, pendingRevocations, spared) => {
  const { ctx } = contextWith({});

  const existing = existingCredentialsOf(
    { inputs, prior: undefined },
    [active(500, "qqqq"), active(501), ...more],
    ctx,
  );

  expect(existing.pendingRevocations).toEqual(pendingRevocations);
  expect(existing.sparedCredentials.map(({ credentialId }) => credentialId)).toEqual(spared);
});

test("what may be the pair that another resource of this run has just made is not taken", () => {
  const { ctx } = contextWith({});
  siblingsOf(ctx).made(12, { kid: new Secret("abcd-wxyz"), knownCredentialIds: [500] });
  const list = [active(500), active(501), active(502, "wxyz"), active(503, "qqqq")];

  expect(existingCredentialsOf({ inputs, prior: undefined }, list, ctx).pendingRevocations).toEqual([500, 503]);
});
