import { Secret } from "../../../certcentral";
import { contextWith } from "../../order/observe.fake";
import { regenerate } from "./regenerate";

const made = (acmeContractId: number) => ({
  acmeContractId,
  directoryUrl: "https://acme.example.com/directory",
  kid: new Secret("abcd-wxyz"),
  hmacKey: new Secret("a secret"),
});

test.each([
  [12, []],
  [
    123,
    [
      "warn: the new pair came as one of ACME contract 123, and ACME contract 12 was asked: it is stored; check in CertCentral which contract it is of before you hand it out",
    ],
  ],
])("a pair that comes as one of contract %i is kept, for its secret is shown once", async (contract, warnings) => {
  const lists = [[], [{ credentialId: 501, kidHint: "wxyz", status: "active" }]];
  const { ctx, run } = contextWith({
    "list acme credentials": () => lists.shift(),
    "regenerate acme credentials": made(contract),
  });
  const saved: unknown[] = [];

  const state = await regenerate({ inputs: { acmeContractId: 12 }, prior: undefined }, ctx, (now) => saved.push(now));

  expect(state.hmacKey?.reveal()).toBe("a secret");
  expect(state.credentialId).toBe(501);
  expect(saved).toHaveLength(1);
  expect(run.lines.filter((line) => line.startsWith("warn"))).toEqual(warnings);
});
