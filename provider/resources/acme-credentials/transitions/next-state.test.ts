import { Secret } from "../../../certcentral";
import { frozen } from "../../../contract/laws.fake";
import { EMPTY } from "../state";
import { aPair } from "../state.fake";
import { identifiedState, lostState, type Made, madeState, revokedState, settledState } from "./next-state";

const now = new Date("2026-11-22T12:00:00Z");
const NOW = now.toISOString();
const EARLIER = "2026-11-10T00:00:00.000Z";
const inputs = { acmeContractId: 12 };
const listed = (credentialId: number) => ({ credentialId, status: "active" });
const named = (credentialId: number) => ({ credentialId });
const pair = {
  acmeContractId: 12,
  directoryUrl: "https://acme.example.com/directory",
  kid: new Secret("kidB"),
  hmacKey: new Secret("hmacB"),
};

describe("an answer that never came", () => {
  const lost = { inputs, prior: undefined, before: [listed(500)], appeared: [], ...EMPTY, now };

  test("is remembered with what was there before it was asked for", () => {
    expect(lostState(lost)).toEqual({
      ...EMPTY,
      requestedInputs: inputs,
      pending: { since: NOW, knownCredentialIds: [500] },
    });
  });

  test("is about the first request, however often the next ones are lost too", () => {
    const pending = { since: EARLIER, knownCredentialIds: [499] };

    expect(lostState({ ...lost, prior: aPair({ pending }) }).pending).toEqual(pending);
  });

  test("leaves the earlier pair in the outputs, and the triggers that it was asked for with", () => {
    const prior = aPair({ requestedInputs: { acmeContractId: 12, triggers: ["one"] } });
    const state = lostState({ ...lost, prior, inputs: { acmeContractId: 12, triggers: ["two"] } });

    expect([state.kid, state.status, state.credentialId]).toEqual([prior.kid, "active", 501]);
    expect(state.requestedInputs.triggers).toEqual(["two"]);
    expect(state.askedBefore?.triggers).toMatch(/./);
  });

  test("names each candidate once", () => {
    const prior = aPair({ orphanCandidates: [named(502)] });
    const state = lostState({ ...lost, prior, appeared: [listed(502), listed(503)] });

    expect(state.orphanCandidates).toEqual([named(502), named(503)]);
  });
});

describe("a new pair", () => {
  const made: Made = frozen({
    inputs,
    prior: aPair(),
    pair,
    before: [listed(501)],
    replaced: { ...listed(501), createdAt: EARLIER },
    unseen: [],
    pendingRevocations: [],
    sparedCredentials: [],
    now,
  });

  test("takes the earlier one's place, which is written down with the time", () => {
    const state = madeState(made);

    expect([state.kid, state.createdAt, state.idUnknown, state.credentialId]).toEqual([
      pair.kid,
      NOW,
      "unread",
      undefined,
    ]);
    expect(state.previousCredentials).toEqual([{ credentialId: 501, createdAt: EARLIER, replacedAt: NOW }]);
    expect(state.knownCredentialIds).toEqual([501]);
  });

  test.each([
    ["worked", "active", EARLIER],
    ["was revoked elsewhere", "revoked", NOW],
  ])("leaves the pairs before the one that %s their time since %s", (_, status, replacedAt) => {
    const prior = aPair({ status, previousCredentials: [{ credentialId: 499, replacedAt: EARLIER }] });

    expect(madeState({ ...made, prior, replaced: undefined }).previousCredentials).toEqual([
      { credentialId: 499, replacedAt },
    ]);
  });

  test("keeps the contract's end where the answer does not tell it", () => {
    expect(madeState(made).validTill).toBe(aPair().validTill);
    expect(madeState({ ...made, pair: { ...pair, validTill: NOW } }).validTill).toBe(NOW);
  });

  test.each([
    ["found", { credentialId: 502, status: "active", kidHint: "BBBB" }, { credentialId: 502, kidHint: "BBBB" }],
    ["found without a hint", listed(502), { credentialId: 502 }],
    ["not found", "not-found", { idUnknown: "not-found" }],
  ] as const)("whose entry is %s", (_, found, expected) => {
    const { credentialId, kidHint, idUnknown, ...rest } = identifiedState(aPair({ idUnknown: "unread" }), found);

    expect(JSON.parse(JSON.stringify({ credentialId, kidHint, idUnknown }))).toEqual(expected);
    expect(rest.status).toBe("active");
  });
});

test("of a credential that is revoked nothing is left to be done, and it is remembered while it is listed", () => {
  const both = [named(498), named(499)];
  const state = revokedState(
    aPair({
      previousCredentials: both.map((one) => ({ ...one, replacedAt: EARLIER })),
      orphanCandidates: both,
      sparedCredentials: both,
      pendingRevocations: [498, 499],
      revokedCredentialIds: [490, 491],
    }),
    499,
    { ...inputs, revokeCredentialIds: [490, 499, 500] },
  );

  expect(state).toMatchObject({
    previousCredentials: [{ credentialId: 498 }],
    orphanCandidates: [named(498)],
    sparedCredentials: [named(498)],
    pendingRevocations: [498],
    revokedCredentialIds: [490, 499],
  });
});

test("what is settled waits for nothing, and names only what appeared", () => {
  const prior = aPair({ pending: { since: EARLIER, knownCredentialIds: [] }, orphanCandidates: [named(1)] });
  const state = settledState(prior, [listed(502)]);

  expect(state).not.toHaveProperty("pending");
  expect(state.orphanCandidates).toEqual([named(502)]);
});
