import { askedDigests, askedInVain, said, stillAsked } from "./asked";

const one = { acmeContractId: 12, triggers: ["one"] };
const two = { acmeContractId: 12, triggers: ["two"] };
const silent = { acmeContractId: 12 };

test.each([undefined, [], {}])("%j says nothing", (triggers) => {
  expect(said(triggers)).toBe("");
});

test("triggers that are left out still count, as a digest", () => {
  const now = stillAsked({ asked: one }, silent);
  expect(now).toEqual({ asked: silent, askedBefore: { triggers: said(["one"]) } });
  expect(askedDigests(now)).toEqual(askedDigests({ asked: one }));
  expect(stillAsked(now, one)).toEqual({ asked: one });
  expect(stillAsked({ asked: silent }, silent)).toEqual({ asked: silent });
});

test("what was asked for in vain does not count", () => {
  expect(askedDigests(askedInVain({ asked: one }, two))).toEqual({ triggers: said(["one"]) });
  expect(askedDigests(askedInVain({ asked: silent }, two))).toEqual({ triggers: "" });
  expect(askedInVain({ asked: one }, one)).toEqual({ asked: one });
});
