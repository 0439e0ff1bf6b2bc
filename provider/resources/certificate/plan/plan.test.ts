import { frozen } from "../../../contract/laws.fake";
import {
  type Bag,
  planVectors,
  testCompleteness,
  withoutNull,
  withUnknown,
  worded,
} from "../../../contract/plan-vectors.fake";
import { publicKeyIn, resolvedAll } from "../../../pki/keys.fake";
import { certificate } from "../certificate.lifecycle";
import { onChange } from "../inputs";
import { type Reason, sentence } from "../reasons";
import type { CertificateState } from "../state";
import { justIssued } from "../state.fake";
import { plan } from "./plan";

/*
 * Every case of tests/vectors/plan, as contract/plan-vectors.fake.ts reads them. `@name` is a text of tests/vectors/keys; `key`
 * stands for the public key of one.
 */
const cases = planVectors("plan", {});
type Case = (typeof cases)[number];

const stateOf = ({ asked, state = {} }: Case["prior"]): CertificateState => {
  const inputs = inputsOf(asked) as CertificateState["requestedInputs"];
  return withoutNull({ ...justIssued(inputs), ...(keyed(state) as object) }) as CertificateState;
};

/** `"key": "p256"` spelt out. */
const keyed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(keyed);
  if (typeof value !== "object" || value === null) return value;
  const { key, ...rest } = value as Record<string, unknown>;
  const members = Object.fromEntries(Object.entries(rest).map(([name, member]) => [name, keyed(member)]));
  if (typeof key !== "string") return members;
  const found = publicKeyIn(key);
  return { ...members, publicKeySha256: found.publicKeySha256, keyType: found.keyType };
};

const inputsOf = (bag: Bag) => certificate.inputs(withUnknown(resolvedAll(bag)));

const planOf = ({ prior, inputs, now = "2026-11-22T12:00:00Z" }: Case) =>
  plan(frozen(stateOf(prior)), frozen(inputsOf(inputs)), new Date(now));

test.each(cases)("$file: $about", (given) => {
  const { action, reasons, warnings } = planOf(given);

  expect({ action, reasons: worded(reasons, sentence), warnings: worded(warnings, sentence) }).toEqual({
    warnings: {},
    ...given.expect,
  });
});

/** What stands in the way of a reissue, whatever its reason. */
const OBSTACLES: ReadonlySet<string> = new Set(["order-closed", "pending-elsewhere", "key-compromised"]);
const DRIFT: ReadonlySet<string> = new Set([
  "expires-soon",
  "expired",
  "revoked-elsewhere",
  "key-changed-elsewhere",
  "names-changed-elsewhere",
  "common-name-changed-elsewhere",
  "hash-changed-elsewhere",
]);

test.each(cases.filter(({ inputs }) => inputs["onDrift"] === undefined))(
  "with onDrift: report, what time or others did is told and never a reason by itself; the rest is planned as ever: $file",
  (given) => {
    const usual = planOf(given);
    const reported = planOf({ ...given, inputs: { ...given.inputs, onDrift: "report" } });
    const codes = (reasons: readonly Reason[]) => reasons.map(({ code }) => code);

    if (usual.reasons.length === 0 || !codes(usual.reasons).every((code) => DRIFT.has(code) || OBSTACLES.has(code)))
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
  "replaced-request": true,
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
  "key-unchanged": true,
  "key-compromised": true,
  "key-changed-elsewhere": true,
  "names-changed-elsewhere": true,
  "common-name-changed-elsewhere": true,
  "hash-changed-elsewhere": true,
  "not-proven": true,
  "proof-differs": true,
  "matches-elsewhere": true,
  "never-issued": true,
  "pending-request": true,
  "order-closed": true,
  "order-renewed": true,
  "pending-elsewhere": true,
  "retire-due": true,
  "retirement-rejected": true,
  "settings-changed": true,
  "removal-revokes": true,
  "coverage-ends": true,
  "ends-meanwhile": true,
  "asked-no-longer": true,
  "inputs-ignored": true,
  "min-days-capped": true,
  "validity-cut": true,
  "product-refuses": true,
  "product-doubts": true,
  "rejected-before": true,
} satisfies Record<Reason["code"], true>;

testCompleteness(cases, CODES, onChange);
