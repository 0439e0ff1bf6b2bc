import { hintFor } from "./hints";

const refusal = (status: number, code: string, family: "services" | "partner" = "services") => {
  const [word = ""] = code.split("|");
  return hintFor({ family, status, digicert: code === "" ? [] : [{ code, word, message: "" }] });
};

test.each([
  ["a refused key", refusal(403, "access_denied|access_denied_invalid_key"), "--run-program"],
  ["a refused key, by status", refusal(401, ""), "digicert:apiKey"],
  ["the wrong kind of partner key", refusal(403, "", "partner"), "subaccount"],
  ["somebody else's decision", refusal(403, "access_denied|invalid_approver"), "another administrator"],
  ["a missing permission", refusal(403, "access_denied|missing_permission"), "administrator's key"],
  ["an unknown order", refusal(404, "not_found|order"), "may not see it"],
  ["an unknown address", refusal(404, "not_found|route"), "digicert:baseUrl"],
  ["an address where nobody speaks CertCentral", refusal(404, ""), "ends in /services/v2"],
  ["a call that the address does not take", refusal(405, ""), "digicert:baseUrl"],
  ["a call that the address does not have", refusal(501, ""), "digicert:baseUrl"],
  ["an unknown address of the Partner API", refusal(404, "not_found|route", "partner"), "digicert:partnerBaseUrl"],
])("%s", (_, hint, word) => {
  expect(hint).toContain(word);
});

test("no hint where DigiCert's own message says it", () => {
  expect(refusal(400, "csr_invalid_cannot_parse")).toBeUndefined();
});
