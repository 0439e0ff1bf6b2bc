import { contextWith, failing } from "../../order/observe.fake";
import { revokeElsewhere } from "./revoke-elsewhere";

const previous = { credentialId: 501, replacedAt: "2026-11-20T00:00:00.000Z" };
const elsewhere = { ...previous, acmeContractId: 13 };

test.each([
  ["still works", elsewhere, "active", false, 1, "credential 501 of ACME contract 13 is revoked"],
  ["is revoked already", elsewhere, "Revoked", false, 0, ""],
  ["is not listed", elsewhere, undefined, false, 0, "credential 501 is not listed by ACME contract 13 any more"],
  ["is another resource's by now", elsewhere, "active", true, 0, "credential 501 of ACME contract 13, .*is left alone"],
  ["is of the contract that the resource is about", previous, "active", false, 0, ""],
])("a pair of another contract that %s", async (_, pair, status, owned, writes, said) => {
  const { ctx, asked, run } = contextWith({
    "list acme credentials": ({ acmeContractId }: { acmeContractId: number }) =>
      acmeContractId === 13 && status !== undefined ? [{ credentialId: 501, status }] : [],
    "revoke acme credential": ({ acmeContractId, credentialId }: Record<string, number>) =>
      acmeContractId === 13 && credentialId === 501 ? null : new Error("another one"),
  });

  await revokeElsewhere(pair, {
    ...ctx,
    owned: (thing) => (owned && thing === "ACME credential 501" ? "now" : undefined),
  });

  expect(asked.filter((name) => name === "revoke acme credential")).toHaveLength(writes);
  expect(run.lines.join("\n")).toMatch(said === "" ? /^$/ : new RegExp(said));
});

test("a contract that cannot be seen any more has a way out", async () => {
  const { ctx } = contextWith({ "list acme credentials": failing(404) });

  await expect(revokeElsewhere(elsewhere, ctx)).rejects.toThrow(
    /^ACME contract 13 is not visible .*to leave it active, set superseded: { action: "keep" }, or the option retainOnDelete/s,
  );
});
