import { UNKNOWN } from "../../contract/unknown";
import { check } from "./check";

const said = (given: object) => check(undefined, { ...given }, new Date());

test.each([
  [{}, "acmeContractId is required: the id of the ACME contract that the credentials are for"],
  [
    { acmeContractId: "x" },
    "acmeContractId: must be a positive whole number, the ACME contract's id (as a number or as digits)",
  ],
  [
    { acmeContractId: 12, rotate_after_days: 3 },
    "rotate_after_days is not an input of ACME credentials: did you mean rotateAfterDays?",
  ],
  [{ acmeContractId: 12, hmacKey: "a secret" }, "hmacKey is not an input of ACME credentials"],
  [
    { acmeContractId: 12, superseded: { action: "revoke", afterHour: 3 } },
    "superseded.afterHour is not an input of ACME credentials: did you mean afterHours?",
  ],
  [{ acmeContractId: 12, rotateAfterDays: 0.5 }, "rotateAfterDays: must be a whole number of days, 1 or more"],
  [
    { acmeContractId: 12, superseded: { afterHours: 3 } },
    'superseded.afterHours says nothing without superseded.action: "revoke"',
  ],
  [
    { acmeContractId: 12, superseded: { action: "revoke", afterHours: 1e12 } },
    "superseded.afterHours: must be a number of hours from 0 to 87600, ten years",
  ],
  [
    { acmeContractId: 12, revokeCredentialIds: ["all"] },
    "revokeCredentialIds[0]: must be the id of a credential, a positive whole number",
  ],
])("%j is refused", (given, sentence) => {
  expect(said(given)).toEqual([sentence]);
});

test.each([
  [{ acmeContractId: "12" }],
  [{ acmeContractId: UNKNOWN }],
  [{ acmeContractId: 12, revokeExisting: null, triggers: { a: UNKNOWN }, superseded: UNKNOWN }],
  [{ acmeContractId: 12, revokeCredentialIds: [1, "2"], superseded: { action: "revoke", afterHours: 0 } }],
])("%j passes", (given) => {
  expect(said(given)).toEqual([]);
});
