import { hintFor } from "./hints";

const refusal = (status: number, code: string, family: "services" | "partner" = "services", read = false) => {
  const [word = ""] = code.split("|");
  return hintFor({ family, status, digicert: code === "" ? [] : [{ code, word, message: "" }], read });
};

test.each([
  ["a refused key", refusal(403, "access_denied|access_denied_invalid_key"), "--run-program"],
  ["a refused key, by status", refusal(401, ""), "digicert:apiKey"],
  ["the wrong kind of partner key", refusal(403, "", "partner"), "subaccount"],
  ["somebody else's decision", refusal(403, "access_denied|invalid_approver"), "another administrator"],
  ["a missing permission to write", refusal(403, "access_denied|missing_permission"), "view only"],
  [
    "a missing permission to see",
    refusal(403, "access_denied|missing_permission", "services", true),
    "may not see this",
  ],
  ["a refusal in nobody's words", refusal(403, ""), "something between here and DigiCert"],
  ["an empty account", refusal(402, ""), "finance manager"],
  ["a proxy that wants a password", refusal(407, ""), "http://user:password@"],
  ["an unknown order", refusal(404, "not_found|order"), "may not see it"],
  ["an unknown address", refusal(404, "not_found|route"), "digicert:baseUrl"],
  ["an address where nobody speaks CertCentral", refusal(404, ""), "ends in /services/v2"],
  ["a call that the address does not take", refusal(405, ""), "digicert:baseUrl"],
  ["a call that the address does not have", refusal(501, ""), "digicert:baseUrl"],
  ["an unknown address of the Partner API", refusal(404, "not_found|route", "partner"), "digicert:partnerBaseUrl"],
])("%s", (_, hint, word) => {
  expect(hint).toContain(word);
});

test("where DigiCert's own message says it, the next step is to follow it", () => {
  expect(refusal(400, "csr_invalid_cannot_parse")).toBe(
    "change what DigiCert's answer names, and run the command again",
  );
});

test("law: whatever the status and the call, there is a next step", () => {
  for (let status = 100; status < 700; status += 1)
    for (const code of ["", "not_found|product", "some_code"])
      for (const family of ["services", "partner"] as const)
        for (const read of [true, false])
          expect(refusal(status, code, family, read)).toMatch(
            /\b(check|set|run|try|have|look|use|give|change|sign in|is down)\b/,
          );
});
