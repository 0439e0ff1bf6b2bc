import { answeredClaim, claimOf } from "./program";

const nothing = { status: "named", ledger: [] };

test.each([
  [
    "a certificate keeps its order, and may come to keep any certificate of it",
    { kind: "Certificate", orderId: 118 },
    { ...nothing, roughKey: "Certificate order 118", things: ["order 118"], mayKeep: ["a certificate of order 118"] },
  ],
  [
    "a duplicate keeps its order, and may come to keep any duplicate of it",
    { kind: "Certificate", orderId: 118, storeReissueAsDuplicate: true },
    {
      ...nothing,
      roughKey: "Certificate duplicate of order 118",
      things: ["order 118"],
      mayKeep: ["a duplicate of order 118"],
    },
  ],
  [
    "ACME credentials keep nothing yet, and may come to keep any pair of the contract",
    { kind: "AcmeCredentials", acmeContractId: 12 },
    { ...nothing, things: [], mayKeep: ["a credential of ACME contract 12"] },
  ],
])("%s", (_, named, claim) => {
  expect(claimOf("urn:web", named)).toEqual({ urn: "urn:web", ...claim });
});

test.each([
  ["whose order is not known yet", { kind: "Certificate" }],
  ["whose contract is not known yet", { kind: "AcmeCredentials" }],
  ["that keeps nothing", { kind: "Revocation", orderId: 118 }],
])("a resource %s says nothing", (_, named) => {
  expect(claimOf("urn:web", named)).toBeUndefined();
});

test("once it is answered, a resource keeps what its outputs say, and what it has replaced", () => {
  const named = { urn: "urn:web", status: "named", things: ["order 118"], mayKeep: ["any"], ledger: [] } as const;

  expect(
    answeredClaim(named, {
      internal: { instanceId: "1" },
      certificateId: 1001,
      serialNumber: "00ab",
      credentialId: 91,
      previousCredentials: [{ credentialId: 90 }],
      pending: { requestIds: [71] },
    }),
  ).toEqual({
    ...named,
    instance: "1",
    status: "held",
    things: ["order 118", "certificate 1001", "serial AB", "ACME credential 91", "ACME credential 90", "request 71"],
    mayKeep: [],
  });
  expect(answeredClaim(named, {})).toEqual({ ...named, status: "held", mayKeep: [] });
});

test.each([
  ["the plugin", { internal: { version: 1, instanceId: "5f0c" } }],
  ["the dynamic door", { __urn: "5f0c urn:web" }],
])("a class hears through %s which instance it has; of state that an older release wrote, of none", (_, outputs) => {
  const named = { urn: "urn:web", status: "named", things: [], mayKeep: [], ledger: [] } as const;

  expect(answeredClaim(named, outputs).instance).toBe("5f0c");
  expect(answeredClaim(named, { internal: { version: 1 }, __urn: "urn:web" })).not.toHaveProperty("instance");
});
