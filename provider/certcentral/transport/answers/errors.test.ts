import { CertCentralError } from "./errors";

const error = new CertCentralError({
  code: "refused",
  outcome: "unknown",
  endpoint: "revoke certificate",
  method: "PUT",
  path: "/certificate/5/revoke",
  status: 404,
  digicert: [{ code: "not_found|order", word: "not_found", detail: "order", message: "" }],
  what: "refused (404)\nnot_found|order",
  hint: "one thing\nanother",
});

test("one fact a line, hints last", () => {
  expect(error.message.split("\n")).toEqual([
    "revoke certificate: refused (404)",
    "not_found|order",
    "call: PUT /certificate/5/revoke",
    "outcome: not known, it may have happened",
    "hint: one thing",
    "hint: another",
  ]);
});

test("is recognised by its mark, also from another copy of this package", () => {
  expect(CertCentralError.is(error)).toBe(true);
  expect(CertCentralError.is({ [Symbol.for("pulumi-digicert.error")]: true })).toBe(true);
  expect([new Error("x"), null, undefined, "x", {}].some(CertCentralError.is)).toBe(false);
});

test("knows DigiCert's codes, whole or by their first word", () => {
  expect([error.says("not_found|order"), error.says("not_found"), error.says("not_found|product")]).toEqual([
    true,
    true,
    false,
  ]);
});

test("has no id, which Pulumi would take for a resource's, and no cause", () => {
  expect("id" in error || "cause" in error).toBe(false);
});
