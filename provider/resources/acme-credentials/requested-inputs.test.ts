import { askedDigests, askedInVain, said, stillAsked } from "./requested-inputs";

const one = { acmeContractId: 12, triggers: ["one"] };
const two = { acmeContractId: 12, triggers: ["two"] };
const silent = { acmeContractId: 12 };

test.each([undefined, [], {}])("%j says nothing", (triggers) => {
  expect(said(triggers)).toBe("");
});

test("triggers that are left out still count, as a digest", () => {
  const now = stillAsked({ requestedInputs: one }, silent);
  expect(now).toEqual({ requestedInputs: silent, askedBefore: { triggers: said(["one"]) } });
  expect(askedDigests(now)).toEqual(askedDigests({ requestedInputs: one }));
  expect(stillAsked(now, one)).toEqual({ requestedInputs: one });
  expect(stillAsked({ requestedInputs: silent }, silent)).toEqual({ requestedInputs: silent });
});

test("what was asked for in vain does not count", () => {
  expect(askedDigests(askedInVain({ requestedInputs: one }, two))).toEqual({ triggers: said(["one"]) });
  expect(askedDigests(askedInVain({ requestedInputs: silent }, two))).toEqual({ triggers: "" });
  expect(askedInVain({ requestedInputs: one }, one)).toEqual({ requestedInputs: one });
});
