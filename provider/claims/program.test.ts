import { claimOf } from "./program";

const nothing = { status: "named", ledger: [] };

test.each([
  [
    "a certificate keeps its order, and may come to keep any certificate of it",
    { kind: "Certificate", orderId: 118 },
    { ...nothing, roughKey: "Certificate order 118", things: ["order 118"], mayKeep: ["a certificate of order 118"] },
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
