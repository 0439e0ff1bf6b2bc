import type { Claim, Entry } from "../../claims/claim";
import type { Heard, Journal } from "../../claims/journal";
import { Claims, type Going, nameIn } from "./claims";

/*
 * Who lives on by what is being deleted, as far as an operation says.
 */

const account = "https://www.digicert.com/services/v2";
const named: Claim = {
  urn: "a::web",
  account,
  key: "Certificate order 118",
  status: "named",
  things: ["order 118"],
  mayKeep: ["a certificate of order 118"],
  ledger: [],
};
const held: Claim = { ...named, status: "held", instance: "2", things: ["order 118", "certificate 1001"], mayKeep: [] };
const { account: _, key: __, ...rest } = named;
const byClass: Claim = { ...rest, roughKey: "Certificate order 118" };
const heldByClass: Claim = { ...byClass, status: "held", instance: "2", mayKeep: [] };

const going: Going = {
  urn: "a::old",
  account,
  instance: "1",
  key: "Certificate order 118",
  roughKey: "Certificate order 118",
  isRemembered: false,
};

/** Claims of a process in which others have said this. */
const hearing = (...said: (readonly [speaker: Heard["speaker"], entry: Claim | Entry])[]): Claims => {
  const heard = said.map(
    ([speaker, entry]): Heard => ({
      speaker,
      from: speaker,
      entry: "urn" in entry ? { is: "claim", claim: entry } : entry,
    }),
  );
  const journal: Journal = { say: () => {}, hear: () => heard.splice(0) };
  return new Claims(journal);
};

describe("the heir of what is being deleted", () => {
  test.each<[string, Claims, Partial<Going>, object]>([
    ["nobody, where nobody says anything", hearing(), {}, { is: "nobody" }],
    ["another resource that holds the same", hearing(["provider", held]), {}, { is: "holder", name: "resource web" }],
    ["another that --target leaves out, and is in state", hearing(["program", heldByClass]), {}, { is: "holder" }],
    ["not there yet: only checked", hearing(["provider", named]), {}, { is: "unsettled", name: "resource web" }],
    ["not there yet: only in the program", hearing(["program", byClass]), {}, { is: "unsettled" }],
    ["not there: it could not be made", hearing(["provider", { ...named, status: "failed" }]), {}, { is: "unsettled" }],
    [
      "itself replaced, under the same name",
      hearing(["provider", held]),
      { urn: "a::web" },
      { is: "holder", name: "its replacement" },
    ],
    [
      "its replacement by another order",
      hearing(["provider", { ...held, key: "Certificate order 119" }]),
      { urn: "a::web" },
      { is: "holder", name: "its replacement" },
    ],
    ["its replacement, made after it is gone", hearing(["provider", named]), { urn: "a::web" }, { is: "holder" }],
    ["nobody: its own class names it", hearing(["program", byClass]), { urn: "a::web" }, { is: "nobody" }],
    [
      "nobody: its own class had its id",
      hearing(["program", heldByClass]),
      { urn: "a::web", instance: "2" },
      { is: "nobody" },
    ],
    [
      "its replacement, that the program has: a pending delete",
      hearing(["program", heldByClass]),
      { urn: "a::web" },
      { is: "holder" },
    ],
    [
      "nobody of the same account",
      hearing(["provider", { ...held, account: "https://certcentral.digicert.eu" }]),
      {},
      { is: "nobody" },
    ],
    [
      "nobody of the same order",
      hearing(["provider", { ...held, key: "Certificate order 119" }]),
      {},
      { is: "nobody" },
    ],
    [
      "nobody: a class is not heard where check tells more",
      hearing(
        ["program", heldByClass],
        ["provider", { ...held, key: "Certificate duplicate of order 118 with key 1" }],
      ),
      {},
      { is: "nobody" },
    ],
    [
      "nobody: who held it was deleted in the same operation",
      hearing(
        ["provider", held],
        ["program", { is: "deleted", deleted: { urn: "a::web", instance: "2", account, left: [] } }],
      ),
      {},
      { is: "nobody" },
    ],
    [
      "not one that was there before, where a thing is shared by many",
      hearing(["provider", held]),
      { onlyNew: true },
      { is: "nobody" },
    ],
    [
      "one that is new, where a thing is shared by many",
      hearing(["provider", { ...held, isNew: true }]),
      { onlyNew: true },
      { is: "holder" },
    ],
  ])("%s", (_name, claims, more, expected) => {
    expect(claims.heirOf({ ...going, ...more })).toMatchObject(expected);
  });

  test("the last one inherits what those before it have left", () => {
    const claims = hearing();
    claims.delete({ urn: "a::web", instance: "2", account, key: "Certificate order 118", left: ["certificate 1001"] });

    expect(claims.heirOf(going)).toEqual({ is: "nobody", inherited: ["certificate 1001"] });
    expect(claims.heirOf({ ...going, account: "elsewhere" })).toEqual({ is: "nobody", inherited: [] });
  });
});

test("two resources of one account cannot both have an order; of two accounts they can, and a class accuses nobody", () => {
  const other = { urn: "a::other", account };

  expect(hearing(["provider", named]).rival("Certificate order 118", other)).toBe("a::web");
  expect(hearing(["provider", named]).rival("Certificate order 118", { ...other, account: "eu" })).toBeUndefined();
  expect(hearing(["provider", named]).rival("Certificate order 118", { urn: "a::web", account })).toBeUndefined();
  expect(hearing(["program", byClass]).rival("Certificate order 118", other)).toBeUndefined();
});

test("what lives by another resource, or by another instance, is kept; what it has given up is not", () => {
  const claims = hearing(["provider", held]);

  expect(claims.keeper("certificate 1001", { urn: "a::other", account })).toBe("a::web");
  expect(claims.keeper("certificate 1001", { urn: "a::web", account })).toBeUndefined();
  expect(claims.keeper("certificate 1001", { urn: "a::web", account, instance: "1" })).toBe("a::web");
  const half = hearing(["provider", { ...named, status: "failed", things: ["request 71"] }]);
  expect(half.keeper("request 71", going)).toBe("a::web");
  claims.say({ ...held, things: ["order 118", "certificate 1002"] });
  expect(
    hearing(["provider", held], ["provider", { ...held, things: [] }]).keeper("certificate 1001", going),
  ).toBeUndefined();
});

test("what another resource kept before in this operation is its own until the operation ends; its own instances are not others", () => {
  const moved: Claim = {
    ...held,
    things: ["order 119", "certificate 2001"],
    givesUp: ["order 118", "certificate 1001"],
  };
  const claims = hearing(["provider", moved]);

  expect(claims.owned("certificate 1001", { urn: "a::other", account })).toBe("before");
  expect(claims.keeper("certificate 1001", { urn: "a::other", account })).toBeUndefined();
  expect(claims.owned("certificate 2001", { urn: "a::other", account })).toBe("now");
  expect(claims.owned("certificate 1001", { urn: "a::web", account, instance: "1" })).toBeUndefined();
  expect(claims.owned("certificate 1001", { urn: "a::other", account: "https://other" })).toBeUndefined();
});

test("a resource whose step is not over may come to keep anything of its order", () => {
  const self = { urn: "a::gone", account };

  for (const claim of [hearing(["provider", named]), hearing(["program", byClass])]) {
    expect(claim.mayBeKeptBy(["a certificate of order 118"], self)).toBe("a::web");
    expect(claim.mayBeKeptBy(["a certificate of order "], self)).toBe("a::web");
    expect(claim.mayBeKeptBy(["a certificate of order 11"], self)).toBeUndefined();
  }
  expect(hearing(["provider", held]).mayBeKeptBy(["a certificate of order 118"], self)).toBeUndefined();
});

test("who wants to put an end to a thing is known to its keeper, and is nobody to itself", () => {
  const claims = new Claims();
  claims.take("gone", ["certificate 1"]);

  expect(["web", "gone"].map((urn) => claims.taker("certificate 1", urn))).toEqual(["gone", undefined]);
  expect(claims.taker("certificate 2", "web")).toBeUndefined();
});

test("a replacement that is yet to be made, by whoever has compared the two, will know what it replaces", () => {
  const retires = (claim: Claim) => {
    const heir = hearing(["provider", claim]).heirOf({ ...going, urn: "a::web" });
    return heir.is === "holder" && heir.retires("certificate 1001");
  };

  expect(retires({ ...named, instance: "1" })).toBe(true);
  expect(retires(named)).toBe(false);
});

test("an instance goes by the name that another process was told", () => {
  const claims = hearing(["provider", { ...named, instance: "1", urn: "a::renamed" }]);

  expect(claims.urnOf("1")).toBe("a::renamed");
  expect(claims.urnOf("2")).toBeUndefined();
});

test("a resource is called by the last part of its URN", () => {
  expect(nameIn("urn:pulumi:prod::infra::pulumi-nodejs:dynamic/digicert:Certificate::web")).toBe("web");
});
