import { z } from "zod";
import { frozen } from "../../../contract/laws.fake";
import { UNKNOWN } from "../../../contract/unknown";
import { vectors } from "../../../contract/vectors.fake";
import { publicKeyIn, resolvedAll } from "../../../pki/keys.fake";
import { certificate } from "../certificate.lifecycle";
import { onChange } from "../inputs";
import { type Reason, sentence } from "../reasons";
import type { CertificateState } from "../state";
import { justIssued } from "../state.fake";
import { plan } from "./plan";

/*
 * Every case of tests/vectors/plan: a state, what is wanted now, and what is to be done, with every sentence the user
 * reads. `@name` is a text of tests/vectors/keys; `key` stands for the public key of one; `(unknown)` for a value that
 * is not known yet; a member of `state` that is null is not there.
 */
const Bag = z.record(z.string(), z.unknown());
const Sentences = z.record(z.string(), z.string());
const Case = z.strictObject({
  about: z.string(),
  prior: z.strictObject({ asked: Bag, state: Bag.optional() }),
  inputs: Bag,
  now: z.iso.datetime().optional(),
  expect: z.strictObject({ action: z.string(), reasons: Sentences, warnings: Sentences.optional() }),
});
type Case = z.output<typeof Case>;
const cases = vectors("plan", Case);

const stateOf = ({ asked, state = {} }: Case["prior"]): CertificateState => {
  const inputs = inputsOf(asked) as CertificateState["requestedInputs"];
  const members = { ...justIssued(inputs), ...(keyed(state) as object) };
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== null),
  ) as unknown as CertificateState;
};

/** `"key": "p256"` spelt out. */
const keyed = (value: unknown): unknown => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const { key, ...rest } = value as Record<string, unknown>;
  const members = Object.fromEntries(Object.entries(rest).map(([name, member]) => [name, keyed(member)]));
  if (typeof key !== "string") return members;
  const found = publicKeyIn(key);
  return { ...members, publicKeySha256: found.fingerprint, keyType: found.name };
};

const inputsOf = (bag: z.output<typeof Bag>) => {
  const isUnknown = (value: unknown): boolean => JSON.stringify(value).includes('"(unknown)"');
  const values = Object.entries(resolvedAll(bag)).map(([key, value]) => [key, isUnknown(value) ? UNKNOWN : value]);
  return certificate.inputs(Object.fromEntries(values));
};

const planOf = ({ prior, inputs, now = "2026-11-22T12:00:00Z" }: Case) =>
  plan(frozen(stateOf(prior)), frozen(inputsOf(inputs)), new Date(now));

const worded = (reasons: readonly Reason[]) =>
  Object.fromEntries(reasons.map((reason) => [reason.code, sentence(reason)]));

test.each(cases)("$file: $about", (given) => {
  const { action, reasons, warnings } = planOf(given);

  expect({ action, reasons: worded(reasons), warnings: worded(warnings) }).toEqual({ warnings: {}, ...given.expect });
});

const DRIFT: ReadonlySet<string> = new Set([
  "expires-soon",
  "expired",
  "revoked-elsewhere",
  "key-changed-elsewhere",
  "names-changed-elsewhere",
  "hash-changed-elsewhere",
]);

test.each(cases.filter(({ inputs }) => inputs["onDrift"] === undefined))(
  "with onDrift: report, what time or others did is told and never a reason by itself; the rest is planned as ever: $file",
  (given) => {
    const usual = planOf(given);
    const reported = planOf({ ...given, inputs: { ...given.inputs, onDrift: "report" } });
    const codes = (reasons: readonly Reason[]) => reasons.map(({ code }) => code);

    if (usual.reasons.length === 0 || !codes(usual.reasons).every((code) => DRIFT.has(code)))
      return expect(reported).toEqual(usual);
    expect(["nothing", "remember", "retire"]).toContain(reported.action);
    expect(codes(reported.warnings)).toEqual(expect.arrayContaining(codes(usual.reasons)));
  },
);

/** The compiler counts them. */
const CODES = {
  "order-changed": true,
  "kind-changed": true,
  "replaced-certificates": true,
  "unknown-input": true,
  "key-changed": true,
  "key-changed-again": true,
  "names-added": true,
  "names-removed": true,
  "common-name-changed": true,
  "hash-changed": true,
  "field-changed": true,
  "trigger-changed": true,
  "expires-soon": true,
  expired: true,
  "revoked-elsewhere": true,
  "key-changed-elsewhere": true,
  "names-changed-elsewhere": true,
  "hash-changed-elsewhere": true,
  "matches-elsewhere": true,
  "never-issued": true,
  "pending-request": true,
  "retire-due": true,
  "retirement-rejected": true,
  "settings-changed": true,
  "removal-revokes": true,
  "coverage-ends": true,
  "asked-no-longer": true,
  "inputs-ignored": true,
  "min-days-capped": true,
  "validity-cut": true,
  "product-refuses": true,
  "product-doubts": true,
  "rejected-before": true,
} satisfies Record<Reason["code"], true>;

test("every reason there is has a case", () => {
  const seen = new Set(
    cases.flatMap(({ expect: { reasons, warnings = {} } }) => Object.keys({ ...reasons, ...warnings })),
  );

  expect(Object.keys(CODES).filter((code) => !seen.has(code))).toEqual([]);
});

test("every input has a case in which it changes, and none is without effect that is not meant to be", () => {
  const changedIn = (input: string) =>
    cases.filter(({ prior, inputs }) => JSON.stringify(prior.asked[input]) !== JSON.stringify(inputs[input]));

  for (const [input, change] of Object.entries(onChange)) {
    const actions = changedIn(input).map(({ expect: { action } }) => action);
    expect([input, actions.length > 0]).toEqual([input, true]);
    if (change !== "ignore") expect([input, actions]).toEqual([input, expect.arrayContaining([change])]);
  }
});
