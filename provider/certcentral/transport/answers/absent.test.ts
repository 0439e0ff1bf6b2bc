import * as client from "../../index";
import type { Endpoint } from "../endpoint";
import { isRead } from "../endpoint";
import { judge } from "./judge";

/* Law: only a 404 in DigiCert's own words says that something is not there. What stands between may answer 404, too. */
const endpoints = Object.values(client as Readonly<Record<string, unknown>>).filter(
  (value): value is Endpoint<unknown, unknown> => typeof value === "object" && value !== null && "repeatable" in value,
);
const judged = (endpoint: Endpoint<unknown, unknown>, text: string, status = 404) => {
  const answer = { status, text, contentType: "", tooLarge: false, retryAfterMs: 0 };
  const verdict = judge(endpoint, {}, answer, (shown) => shown);
  if ("answer" in verdict) throw new Error("that is no answer");
  return verdict;
};
const errors = (...codes: unknown[]) =>
  JSON.stringify({ errors: codes.map((code) => ({ code, message: "Not found." })) });

test.each([
  ["nothing", ""],
  ["a web page", "<html><body><h1>404 Not Found</h1></body></html>"],
  ["a router's words", "404 page not found"],
  ["a gateway's JSON", JSON.stringify({ message: "no Route matched with those values" })],
  ["a gateway's JSON with a status for its code", JSON.stringify({ error: { code: 404, message: "Not found" } })],
  ["another service's code", JSON.stringify({ error: { code: "ResourceNotFound", message: "Not found" } })],
  ["an envelope without a code", errors(undefined)],
  ["an empty envelope", JSON.stringify({ errors: [] })],
  ["a list", "[]"],
])("404 with %s cannot tell: nothing is taken for gone, a write is in doubt, and the next step is said", (_, text) => {
  for (const endpoint of endpoints)
    expect(judged(endpoint, text)).toMatchObject({
      code: "not-understood",
      outcome: isRead(endpoint) ? "not-done" : "unknown",
      passing: false,
      hint: expect.stringMatching(/check digicert:(baseUrl|partnerBaseUrl).*check any proxy/s),
    });
});

test.each(["not_found", "not_found|order", "not_found|contract", "some_code"])(
  "404 with DigiCert's %s: it is absent",
  (code) => {
    for (const endpoint of endpoints)
      expect(judged(endpoint, errors(code))).toMatchObject({ code: "absent", outcome: "not-done" });
  },
);

test("a call that does not exist says nothing of what it asked for", () => {
  for (const endpoint of endpoints) expect(judged(endpoint, errors("not_found|route")).code).toBe("refused");
});

test("no other status says that something is not there, whatever its code", () => {
  for (const endpoint of endpoints)
    for (const status of [400, 401, 403, 409, 410, 429, 500, 503])
      expect(judged(endpoint, errors("not_found|order"), status).code).not.toBe("absent");
});
