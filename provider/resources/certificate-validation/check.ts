import type { Bag, CheckFailure } from "../../contract/resource";
import type { Rule } from "../../contract/rules";
import { checkStrictly } from "../input-check/check-strictly";
import { ValidationInputs } from "./inputs";

const EXPECTED: Readonly<Record<string, string>> = {
  orderId: "must be a positive whole number, the order's id in CertCentral (as a number or as digits)",
  issuanceId: "must be the output issuanceId of the certificate",
  names: "must be a list of names",
  timeouts: "must be {issuance: a number of seconds above 0}",
  publicKeySha256: "must be a SHA-256 of 64 hexadecimal digits",
};

const HOW = "give the certificate itself (certificate: web), or its orderId and its issuanceId";

const rules: readonly Rule<ValidationInputs>[] = [
  {
    needs: ["orderId"],
    property: "orderId",
    holds: ({ orderId }) => orderId !== undefined,
    say: () => `orderId is required: ${HOW}`,
  },
  {
    needs: ["issuanceId"],
    property: "issuanceId",
    holds: ({ issuanceId }) => issuanceId !== undefined,
    say: () => `issuanceId is required, or a later reissue would not be noticed: ${HOW}`,
  },
];

/** Everything that can be said about inputs without asking anybody. Pure. */
export const check = (_: Bag | undefined, given: Bag, now: Date): CheckFailure[] =>
  checkStrictly(given, now, {
    schema: ValidationInputs,
    rules,
    kind: "an input of a certificate validation",
    expected: EXPECTED,
  });
