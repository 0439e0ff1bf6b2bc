import { UNKNOWN } from "../../contract/unknown";
import { dueForRetirement, plan } from "./plan";
import { sentence } from "./reasons";
import { aPair } from "./state.fake";

const NOW = new Date("2026-11-22T12:00:00Z");
const asked = { acmeContractId: 12 };
const said = (
  ...[was, wanted, now = NOW]: [...Parameters<typeof plan>] | [Parameters<typeof plan>[0], Parameters<typeof plan>[1]]
) => {
  const { action, because, warnings } = plan(was, wanted, now);
  return [action, ...because.map(sentence), ...warnings.map((warning) => `warning: ${sentence(warning)}`)];
};

test("what was asked for and is there needs nothing", () => {
  expect(said(aPair(), asked)).toEqual(["nothing"]);
});

test.each([
  ["an explicit default", { revokeExisting: false }],
  ["a setting that only a first pair uses", { revokeExisting: true }],
  ["settings that only say when", { rotateAfterDays: 90, retire: { previous: "revoke", afterHours: 1 } }],
  ["empty triggers", { triggers: [] }],
  ["an empty list", { revokeCredentialIds: [] }],
] as const)("%s is no change", (_, more) => {
  expect(said(aPair(), { ...asked, ...(more as object) })).toEqual(["nothing"]);
});

test("triggers are compared by value, whatever the order of their members", () => {
  const was = aPair({ asked: { ...asked, triggers: { a: 1, b: [2] } } });
  expect(said(was, { ...asked, triggers: { b: [2], a: 1 } })).toEqual(["nothing"]);
  expect(said(was, asked)).toEqual(["nothing"]);
  expect(said(was, { ...asked, triggers: { a: 1, b: [3] } })).toEqual(["regenerate", "triggers changed"]);
});

test("another contract is another resource; an unknown one may be", () => {
  expect(said(aPair(), { acmeContractId: 13 })).toEqual(["replace", "ACME contract 12 replaced by contract 13"]);
  expect(said(aPair(), { acmeContractId: UNKNOWN })).toEqual([
    "regenerate",
    "acmeContractId not known before it is applied",
  ]);
});

test.each([
  ["triggers", "regenerate"],
  ["revokeCredentialIds", "retire"],
  ["retire", "remember"],
  ["rotateAfterDays", "remember"],
  ["revokeExisting", "nothing"],
])("unknown %s: %s", (input, action) => {
  expect(plan(aPair(), { ...asked, [input]: UNKNOWN }, NOW).action).toBe(action);
});

test("a pair that is due, and one that is revoked, say so once", () => {
  expect(said(aPair(), { ...asked, rotateAfterDays: 21 })).toEqual([
    "regenerate",
    "the pair is 21 days old, and rotates after 21",
  ]);
  expect(said(aPair({ status: "revoked" }), { ...asked, rotateAfterDays: 21 })).toEqual([
    "regenerate",
    "credential 501 (key id …AAAA…, made 2026-11-01 00:00 UTC) was revoked outside of Pulumi",
  ]);
  expect(said(aPair({ status: "missing" }), asked)[0]).toBe("regenerate");
});

test("a status that nobody documented is said, and nothing is done about it", () => {
  expect(said(aPair({ status: "suspended" }), asked)).toEqual([
    "nothing",
    'warning: DigiCert calls the pair "suspended", which this release does not know: nothing is done about it',
  ]);
});

test("a pair that cannot be told from others is never retired, and that is said before it matters", () => {
  const { credentialId: _, kidHint: __, ...rest } = aPair();
  expect(said({ ...rest, idUnknown: "not-found" }, { ...asked, retire: { previous: "revoke" } })).toEqual([
    "nothing",
    expect.stringMatching(/^warning: retire\.previous: "revoke" cannot be kept for the current pair/),
  ]);
});

test("the grace is a day when nothing is said about it", () => {
  const was = aPair({ previousCredentials: [{ credentialId: 499, replacedAt: "2026-11-21T12:00:00.001Z" }] });
  const wanted = { ...asked, retire: { previous: "revoke" } } as const;
  expect(dueForRetirement(was, wanted, NOW)).toEqual([]);
  expect(dueForRetirement(was, wanted, new Date(NOW.getTime() + 1))).toHaveLength(1);
  expect(dueForRetirement(was, asked, new Date(NOW.getTime() + 1))).toEqual([]);
});
