import type { Bag } from "../../contract/resource";
import { checkStrictly } from "../input-check/check-strictly";
import type { Rule } from "../input-check/rule";
import { AcmeCredentialsInputs } from "./inputs";

const EXPECTED: Readonly<Record<string, string>> = {
  acmeContractId: "must be a positive whole number, the ACME contract's id (as a number or as digits)",
  revokeExisting: "must be true or false",
  triggers: "must be a list or a map of values",
  rotateAfterDays: "must be a whole number of days, 1 or more",
  superseded: 'must be an object, as { action: "revoke", afterHours: 24 }',
  "superseded.afterHours": "must be a number of hours from 0 to 87600, ten years",
  revokeCredentialIds: "must be a list of credential ids, positive whole numbers",
  "revokeCredentialIds[]": "must be the id of a credential, a positive whole number",
};

const rules: readonly Rule<AcmeCredentialsInputs>[] = [
  {
    needs: ["superseded"],
    holds: ({ superseded }) => superseded?.afterHours === undefined || superseded.action === "revoke",
    say: () => 'superseded.afterHours says nothing without superseded.action: "revoke"',
  },
];

/**
 * Everything that can be said about inputs without asking anybody. Each failure names an input and says what to do;
 * what is not known yet is left alone. Pure, no I/O.
 */
export const check = (_was: Bag | undefined, given: Bag, now: Date): readonly string[] =>
  checkStrictly(given, now, {
    schema: AcmeCredentialsInputs,
    required: { acmeContractId: "the id of the ACME contract that the credentials are for" },
    rules,
    kind: "an input of ACME credentials",
    expected: EXPECTED,
  }).reasons;
