import { UNKNOWN } from "../../contract/unknown";
import { check } from "./check";
import { plan } from "./plan";
import { sentence } from "./reasons";
import { restore, store, type ValidationState } from "./state";

const asked = { orderId: 118, issuanceId: "k1" };
const issued: ValidationState = { requestedInputs: asked, status: "issued", certificateId: 1001 };
const missing: ValidationState = { ...issued, status: "pending", missingNames: ["example.org"] };

test.each([
  ["what is issued stays", issued, asked, "nothing"],
  [
    "other records, names or patience ask for nothing",
    issued,
    { ...asked, validationRecords: UNKNOWN, timeouts: { issuance: 5 } },
    "nothing",
  ],
  ["another issuance", issued, { ...asked, issuanceId: "k2" }, "validate: the certificate was asked for anew"],
  [
    "an issuance that is not known yet",
    issued,
    { ...asked, issuanceId: UNKNOWN },
    "validate: issuanceId not known before it is applied",
  ],
  ["another order", issued, { ...asked, orderId: 240 }, "replace: order 118 replaced by order 240"],
  [
    "an order that is not known yet",
    issued,
    { ...asked, orderId: UNKNOWN },
    "validate: orderId not known before it is applied",
  ],
  ["names that were missing", missing, asked, "resume: waits for proof of control of example.org"],
  [
    "another issuance while names are missing",
    missing,
    { ...asked, issuanceId: "k2" },
    "validate: the certificate was asked for anew",
  ],
  [
    "an issuance not known yet, with names missing",
    missing,
    { ...asked, issuanceId: UNKNOWN },
    "validate: issuanceId not known before it is applied: waits for proof of control of example.org",
  ],
  [
    "nothing missing, and not issued",
    { ...issued, status: "pending" },
    asked,
    "resume: the certificate is not issued yet",
  ],
] as const)("%s", (_, prior, inputs, expected) => {
  const { action, reasons } = plan(prior, inputs);
  expect([action, ...reasons.map(sentence)].join(": ")).toBe(expected);
});

test("what only orders the steps is not stored, and what is stored comes back", () => {
  const stored = store({ ...issued, requestedInputs: { ...asked, validationRecords: ["a lot", "of text"] } });
  expect(stored).not.toHaveProperty("validationRecords");
  expect(restore(JSON.parse(JSON.stringify(stored)))).toEqual(issued);
  expect(() => restore({ ...stored, internal: { version: 2 } })).toThrow(/written by a newer pulumi-digicert/);
});

test.each([
  [
    { issuanceId: "k1" },
    "orderId is required: give the certificate itself (certificate: web), or its orderId and its issuanceId (where it is given, that resource failed or was skipped in this run: see its own error)",
  ],
  [
    { orderId: 118 },
    "issuanceId is required: by it a later reissue is noticed; give the certificate itself (certificate: web), or its orderId and its issuanceId (where it is given, that resource failed or was skipped in this run: see its own error)",
  ],
  [
    { ...asked, orderId: "web" },
    "orderId: must be a positive whole number, the order's id in CertCentral (as a number or as digits)",
  ],
  [
    { ...asked, validationRecord: 1 },
    "validationRecord is not an input of a certificate validation: did you mean validationRecords?",
  ],
  [{ ...asked, timeouts: { issuance: 0 } }, expect.stringMatching(/^timeouts\.issuance: /)],
])("%j is refused", (given, reason) => {
  expect(check(undefined, given, new Date())).toEqual([reason]);
});

test.each([[asked], [{ orderId: UNKNOWN, issuanceId: UNKNOWN, validationRecords: [UNKNOWN] }]])(
  "%j is fine",
  (given) => {
    expect(check(undefined, given, new Date())).toEqual([]);
  },
);
