import type { Bag } from "../../contract/resource";
import { checkStrictly } from "../input-check/check-strictly";
import { ValidationInputs } from "./inputs";

const EXPECTED: Readonly<Record<string, string>> = {
  orderId: "must be a positive whole number, the order's id in CertCentral (as a number or as digits)",
  issuanceId: "must be the output issuanceId of the certificate",
  names: "must be a list of names",
  timeouts: "must be an object, as { issuance: 600 }",
  publicKeySha256: "must be a SHA-256 of 64 hexadecimal digits",
};

const HOW =
  "give the certificate itself (certificate: web), or its orderId and its issuanceId (where it is given, that resource failed or was skipped in this run: see its own error)";

/** Everything that can be said about inputs without asking anybody. Pure. */
export const check = (_: Bag | undefined, given: Bag, now: Date): readonly string[] =>
  checkStrictly<ValidationInputs>(given, now, {
    schema: ValidationInputs,
    required: { orderId: HOW, issuanceId: `by it a later reissue is noticed; ${HOW}` },
    rules: [],
    kind: "an input of a certificate validation",
    expected: EXPECTED,
  }).reasons;
