import { Siblings } from "./made-here";

test("what is about to be revoked here, and what appeared while an answer was lost, is known to the other resources", () => {
  const siblings = new Siblings();
  siblings.revoking(512);
  siblings.appeared([513, 514]);

  expect([512, 513].map((id) => siblings.isRevoking(id))).toEqual([true, false]);
  expect([512, 514].map((id) => siblings.hasAppeared(id))).toEqual([false, true]);
});
