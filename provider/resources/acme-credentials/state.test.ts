import { inspect } from "node:util";
import { restore, store } from "./state";
import { aPair } from "./state.fake";

test("what is stored comes back, and is stored the same again", () => {
  const bag = JSON.parse(JSON.stringify(store(aPair({ requestedInputs: { acmeContractId: 12, triggers: ["one"] } }))));
  expect(bag).toMatchObject({
    acmeContractId: 12,
    triggers: ["one"],
    kid: "kidA-and-more-AAAA",
    hmacKey: "aG1hYy1rZXk",
  });
  expect(store(restore(bag))).toEqual(bag);
});

test("state does not print its secrets", () => {
  const state = restore(store(aPair()));
  expect(`${inspect(state, { depth: 9 })} ${JSON.stringify(state)}`).not.toMatch(/kidA-and|aG1hYy/);
});

test("a bag from which an engine dropped what is empty is still a state", () => {
  expect(restore({ acmeContractId: 12, internal: { version: 1 } })).toMatchObject({
    status: "none",
    previousCredentials: [],
  });
});

test("state of a newer release is refused, with what to do", () => {
  expect(() => restore({ acmeContractId: 12, internal: { version: 2 } })).toThrow(
    /newer pulumi-digicert[\s\S]*install that release/,
  );
});
