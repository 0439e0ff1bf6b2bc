import { Secret } from "../../certcentral";
import { Siblings } from "./made-here";

test("what is about to be revoked here, and what appeared while an answer was lost, is known to the other resources", () => {
  const siblings = new Siblings();
  siblings.revoking(512);
  siblings.appeared([513, 514]);

  expect([512, 513].map((id) => siblings.isRevoking(id))).toEqual([true, false]);
  expect([512, 514].map((id) => siblings.hasAppeared(id))).toEqual([false, true]);
});

test("an entry without a hint may be the pair that was made here, unless it was there before, or the pair's id is known", () => {
  const siblings = new Siblings();
  const made = siblings.made(12, { kid: new Secret("abcd-wxyz"), knownCredentialIds: [1] });
  const may = (credentialId: number, kidHint?: string) =>
    siblings.mayBeMade(12, { credentialId, status: "active", ...(kidHint === undefined ? {} : { kidHint }) });

  expect([may(1), may(2), may(3, "qqqq"), may(4, "wxyz")]).toEqual([false, true, false, true]);
  expect(siblings.mayBeMade(13, { credentialId: 4, status: "active", kidHint: "wxyz" })).toBe(false);
  made.credentialId = 4;
  expect([may(2), may(4)]).toEqual([false, true]);
});
