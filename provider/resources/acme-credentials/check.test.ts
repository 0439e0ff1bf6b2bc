import { UNKNOWN } from "../../contract/unknown";
import { check } from "./check";

const said = (given: object) =>
  check(undefined, { ...given }, new Date()).map(({ property, reason }) => `${property}| ${reason}`);

test.each([
  [{}, "acmeContractId| acmeContractId is required: the id of the ACME contract that the credentials are for"],
  [
    { acmeContractId: "x" },
    "acmeContractId| acmeContractId: must be a positive whole number, the ACME contract's id (as a number or as digits)",
  ],
  [
    { acmeContractId: 12, rotate_after_days: 3 },
    "| rotate_after_days is not an input of ACME credentials: did you mean rotateAfterDays?",
  ],
  [{ acmeContractId: 12, hmacKey: "a secret" }, "| hmacKey is not an input of ACME credentials"],
  [
    { acmeContractId: 12, retire: { previous: "revoke", afterHour: 3 } },
    "| retire.afterHour is not an input of ACME credentials: did you mean afterHours?",
  ],
  [
    { acmeContractId: 12, rotateAfterDays: 0.5 },
    "rotateAfterDays| rotateAfterDays: must be a whole number of days, 1 or more",
  ],
  [
    { acmeContractId: 12, retire: { afterHours: 3 } },
    'retire| retire.afterHours says nothing without retire.previous: "revoke"',
  ],
  [
    { acmeContractId: 12, retire: { previous: "revoke", afterHours: 1e12 } },
    'retire.afterHours| retire.afterHours: must be {previous: "keep" | "revoke", afterHours: a number of hours from 0 to 87600, ten years}',
  ],
  [
    { acmeContractId: 12, revokeCredentialIds: ["all"] },
    "revokeCredentialIds.0| revokeCredentialIds.0: must be a list of credential ids, positive whole numbers",
  ],
])("%j is refused", (given, sentence) => {
  expect(said(given)).toEqual([sentence]);
});

test.each([
  [{ acmeContractId: "12" }],
  [{ acmeContractId: UNKNOWN }],
  [{ acmeContractId: 12, revokeExisting: null, triggers: { a: UNKNOWN }, retire: UNKNOWN }],
  [{ acmeContractId: 12, revokeCredentialIds: [1, "2"], retire: { previous: "revoke", afterHours: 0 } }],
])("%j passes", (given) => {
  expect(said(given)).toEqual([]);
});
