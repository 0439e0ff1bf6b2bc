import { z } from "zod";
import { frozen } from "../../../contract/laws.fake";
import { UNKNOWN } from "../../../contract/unknown";
import { vectors } from "../../../contract/vectors.fake";
import { acmeCredentials } from "../acme-credentials.lifecycle";
import type { AcmeCredentialsInputs } from "../inputs";
import { onChange } from "../inputs";
import { type Reason, sentence } from "../reasons";
import { said } from "../requested-inputs";
import type { AcmeCredentialsState } from "../state";
import { aPair } from "../state.fake";
import { dueForRetirement, plan } from "./plan";

/*
 * Every case of tests/vectors/plan/acme-credentials: a pair as state knows it (made on 1 November 2026, credential 501 of
 * contract 12, unless it says otherwise), what is wanted now, and what is to be done, with every sentence the user reads.
 * `(unknown)` stands for a value that is not known yet; a member of `state` that is null is not there; the triggers of
 * `askedBefore` are written out, though state has a digest of them only.
 */
const Bag = z.record(z.string(), z.unknown());
const Sentences = z.record(z.string(), z.string());
const Case = z.strictObject({
  about: z.string(),
  prior: z.strictObject({
    asked: Bag,
    askedBefore: z.strictObject({ triggers: z.array(z.unknown()) }).optional(),
    state: Bag.optional(),
  }),
  inputs: Bag,
  now: z.iso.datetime().optional(),
  expect: z.strictObject({ action: z.string(), reasons: Sentences, warnings: Sentences.optional() }),
});
type Case = z.output<typeof Case>;
const cases = vectors("plan/acme-credentials", Case);

const inputsOf = (bag: Case["inputs"]) =>
  acmeCredentials.inputs(
    Object.fromEntries(
      Object.entries(bag).map(([key, value]) => [key, JSON.stringify(value).includes('"(unknown)"') ? UNKNOWN : value]),
    ),
  );

const stateOf = ({ asked, askedBefore, state = {} }: Case["prior"]): AcmeCredentialsState => {
  const members = {
    ...aPair({ requestedInputs: inputsOf(asked) as AcmeCredentialsInputs }),
    ...(askedBefore === undefined ? {} : { askedBefore: { triggers: said(askedBefore.triggers) } }),
    ...state,
  };
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== null),
  ) as unknown as AcmeCredentialsState;
};

const NOW = "2026-11-22T12:00:00Z";

const worded = (reasons: readonly Reason[]) =>
  Object.fromEntries(reasons.map((reason) => [reason.code, sentence(reason)]));

test.each(cases)("$file: $about", ({ prior, inputs, now = NOW, expect: expected }) => {
  const { action, reasons, warnings } = plan(frozen(stateOf(prior)), frozen(inputsOf(inputs)), new Date(now));

  expect({ action, reasons: worded(reasons), warnings: worded(warnings) }).toEqual({ warnings: {}, ...expected });
});

/** The compiler counts them. */
const CODES = {
  "contract-changed": true,
  "replaced-pair": true,
  "unknown-input": true,
  "trigger-changed": true,
  "rotation-due": true,
  "revoked-elsewhere": true,
  "missing-elsewhere": true,
  "never-made": true,
  "answer-lost": true,
  "id-unread": true,
  "retire-due": true,
  "revocation-listed": true,
  "revocation-left": true,
  "existing-spared": true,
  "listed-own": true,
  "status-unknown": true,
  "retirement-off": true,
  "contract-ends": true,
  "contract-ended": true,
} satisfies Record<Reason["code"], true>;

test("every reason there is has a case", () => {
  const seen = new Set(
    cases.flatMap(({ expect: { reasons, warnings = {} } }) => Object.keys({ ...reasons, ...warnings })),
  );

  expect(Object.keys(CODES).filter((code) => !seen.has(code))).toEqual([]);
});

test("every input has a case in which it changes, and none is without effect that is not meant to be", () => {
  for (const [input, change] of Object.entries(onChange)) {
    const actions = cases
      .filter(({ prior, inputs }) => JSON.stringify(prior.asked[input]) !== JSON.stringify(inputs[input]))
      .map(({ expect: { action } }) => action);
    expect([input, actions.length > 0]).toEqual([input, true]);
    if (change !== "ignore") expect([input, actions]).toEqual([input, expect.arrayContaining([change])]);
  }
});

test("the grace is a day when nothing is said about it, and over to the millisecond", () => {
  const prior = aPair({ previousCredentials: [{ credentialId: 499, replacedAt: "2026-11-21T12:00:00.001Z" }] });
  const inputs = { acmeContractId: 12, superseded: { action: "revoke" } } as const;
  const now = Date.parse(NOW);
  expect(dueForRetirement(prior, inputs, new Date(now))).toEqual([]);
  expect(dueForRetirement(prior, inputs, new Date(now + 1))).toHaveLength(1);
  expect(dueForRetirement(prior, { acmeContractId: 12 }, new Date(now + 1))).toEqual([]);
});
