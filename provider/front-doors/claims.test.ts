import { Claims, nameIn } from "./claims";

test("the first to claim a thing has it; who asks again learns who", () => {
  const claims = new Claims();

  expect(claims.claim("order 118", "web")).toBeUndefined();
  expect(claims.claim("order 118", "web")).toBeUndefined();
  expect(claims.claim("order 118", "other")).toBe("web");
  expect([claims.heldByAnother("order 118", "web"), claims.heldByAnother("order 118", "other")]).toEqual([false, true]);
  expect(claims.heldByAnother("order 119", "web")).toBe(false);
});

test("what no longer lives by a resource is kept by nobody", () => {
  const claims = new Claims();
  claims.keep("web", ["certificate 1", "order 118"]);
  expect(claims.keeper("certificate 1", "other")).toBe("web");

  claims.keep("web", ["certificate 2", "order 118"]);

  expect(claims.keeper("certificate 1", "other")).toBeUndefined();
  expect(claims.keeper("certificate 2", "other")).toBe("web");
  expect(claims.keeper("certificate 2", "web")).toBeUndefined();
});

test("who wants to put an end to a thing is known to its keeper, and is nobody to itself", () => {
  const claims = new Claims();
  claims.take("gone", ["certificate 1"]);

  expect(["web", "gone"].map((urn) => claims.taker("certificate 1", urn))).toEqual(["gone", undefined]);
  expect(claims.taker("certificate 2", "web")).toBeUndefined();
});

test("a resource is called by the last part of its URN", () => {
  expect(nameIn("urn:pulumi:prod::infra::pulumi-nodejs:dynamic/digicert:Certificate::web")).toBe("web");
});
