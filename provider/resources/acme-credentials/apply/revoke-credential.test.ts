import { contextWith, failing } from "../../order/observe.fake";
import { siblingsOf } from "../made-here";
import { revokeCredential } from "./revoke-credential";

const lost = failing(0, { code: "unreachable", outcome: "unknown", what: "no answer: cut" });
const refused = failing(400);

/** Credential 501 of contract 12 is revoked, and shown like this afterwards. */
const play = (answer: unknown, list: unknown) => {
  const { ctx, asked } = contextWith({ "revoke acme credential": answer, "list acme credentials": list });
  return { revoked: revokeCredential(12, 501, ctx), asked, ctx };
};
const shown = (status: string) => [{ credentialId: 501, status }];

test.each([
  ["answered", null, []],
  ["lost, and done", lost, shown("revoked")],
  ["refused, and done all the same", refused, shown("Revoked")],
])("a revocation that is %s", async (_, answer, list) => {
  const { revoked, asked } = play(answer, list);

  await expect(revoked).resolves.toBeUndefined();
  expect(asked.filter((name) => name === "revoke acme credential")).toHaveLength(1);
});

const UNKNOWN =
  "it is not known whether credential 501 of ACME contract 12 was revoked: no answer: cut\nrun the same command again: it looks first";
test.each([
  ["lost, and shown as active", lost, shown("active"), UNKNOWN],
  ["lost, and of a status that nobody knows", lost, shown("suspended"), UNKNOWN],
  ["lost, and not listed", lost, [], UNKNOWN],
  ["lost, and the list fails", lost, failing(500), UNKNOWN],
  ["refused, and shown as active", refused, shown("active"), "it failed (400)"],
  ["refused, and not listed", refused, [], "it failed (400)"],
])("a revocation that is %s is an error, and sent once", async (_, answer, list, message) => {
  const { revoked, asked } = play(answer, list);

  await expect(revoked).rejects.toThrow(message);
  expect(asked.filter((name) => name === "revoke acme credential")).toHaveLength(1);
});

test("the other resources of the run know of it from the start", async () => {
  const { revoked, ctx } = play(null, []);
  expect(siblingsOf(ctx).isRevoking(501)).toBe(true);
  await revoked;
});
