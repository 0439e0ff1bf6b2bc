import type { Plan } from "../../contract/plan";
import { present } from "../../contract/present";
import { type Given, isUnknown } from "../../contract/unknown";
import { type Target, targetName } from "../revoke/target";
import { asking, type RevocationInputs } from "./inputs";
import type { Reason } from "./reasons";
import type { RevocationState } from "./state";
import { targetOf } from "./target";

/** What is left to be done for a revocation, and why. Pure; it never throws. */
export const plan = (prior: RevocationState, given: Given<RevocationInputs>): Plan<Reason> => {
  const target = targetOf(given);
  const before = targetOf(prior.requestedInputs);
  if (target === undefined) return { action: "revoke", reasons: [unknowns(given)], warnings: [] };
  if (before !== undefined && !sameTarget(before, target))
    return {
      action: "replace",
      reasons: [{ code: "target-changed", from: targetName(before), to: targetName(target) }],
      warnings: [],
    };
  switch (prior.status) {
    case "revoked":
      return { action: "nothing", reasons: [], warnings: [] };
    case "unknown":
      return {
        action: "resume",
        reasons: [present({ code: "answer-lost", askedAt: prior.askedAt })],
        warnings: [],
      };
    case "pending":
      return {
        action: "resume",
        reasons: [{ code: "waits-for-approval", requestId: prior.requestId ?? 0 }],
        warnings: [],
      };
    case "rejected": {
      const inputs = askedDifferently(prior, given);
      return inputs.length > 0
        ? { action: "revoke", reasons: [{ code: "asked-differently", inputs }], warnings: [] }
        : {
            action: "resume",
            reasons: [{ code: "rejected-before", sentence: prior.rejection ?? "it was rejected" }],
            warnings: [],
          };
    }
  }
};

const sameTarget = (a: Target, b: Target): boolean => targetName(a) === targetName(b);

const unknowns = (given: Given<RevocationInputs>): Reason => ({
  code: "unknown-input",
  inputs: Object.entries(given)
    .filter(([, value]) => isUnknown(value))
    .map(([input]) => input),
});

/** What the next request would carry that the rejected one did not. */
export const askedDifferently = ({ requestedInputs }: RevocationState, inputs: Given<RevocationInputs>): string[] =>
  asking.filter((input) => isUnknown(inputs[input]) || said(requestedInputs[input]) !== said(inputs[input]));

/** An input that is left out means `unspecified`, or `false`, to CertCentral. */
const said = (value: unknown): unknown =>
  value === undefined || value === false || value === "unspecified" || value === "" ? undefined : value;
