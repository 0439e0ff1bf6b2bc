import * as z from "zod";
import { frozen } from "../../../contract/laws.fake";
import {
  type Bag,
  planVectors,
  testCompleteness,
  withoutNull,
  withUnknown,
  worded,
} from "../../../contract/plan-vectors.fake";
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
 * contract 12, unless it says otherwise), and what contract/plan-vectors.fake.ts says. The triggers of `askedBefore` are written
 * out, though state has a digest of them only.
 */
const cases = planVectors("plan/acme-credentials", {
  askedBefore: z.strictObject({ triggers: z.array(z.unknown()) }).optional(),
});
type Case = (typeof cases)[number];

const inputsOf = (bag: Bag) => acmeCredentials.inputs(withUnknown(bag));

const stateOf = ({ asked, askedBefore, state = {} }: Case["prior"]): AcmeCredentialsState => {
  return withoutNull({
    ...aPair({ requestedInputs: inputsOf(asked) as AcmeCredentialsInputs }),
    ...(askedBefore === undefined ? {} : { askedBefore: { triggers: said(askedBefore.triggers) } }),
    ...state,
  }) as AcmeCredentialsState;
};

const NOW = "2026-11-22T12:00:00Z";

test.each(cases)("$file: $about", ({ prior, inputs, now = NOW, expect: expected }) => {
  const { action, reasons, warnings } = plan(frozen(stateOf(prior)), frozen(inputsOf(inputs)), new Date(now));

  expect({ action, reasons: worded(reasons, sentence), warnings: worded(warnings, sentence) }).toEqual({
    warnings: {},
    ...expected,
  });
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

testCompleteness(cases, CODES, onChange);

test("the grace is a day when nothing is said about it, and over to the millisecond", () => {
  const prior = aPair({ previousCredentials: [{ credentialId: 499, replacedAt: "2026-11-21T12:00:00.001Z" }] });
  const inputs = { acmeContractId: 12, superseded: { action: "revoke" } } as const;
  const now = Date.parse(NOW);
  expect(dueForRetirement(prior, inputs, new Date(now))).toEqual([]);
  expect(dueForRetirement(prior, inputs, new Date(now + 1))).toHaveLength(1);
  expect(dueForRetirement(prior, { acmeContractId: 12 }, new Date(now + 1))).toEqual([]);
});
