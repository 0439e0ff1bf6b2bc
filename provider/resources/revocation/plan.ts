import type { Plan } from "../../contract/plan";
import { type Given, isUnknown } from "../../contract/unknown";
import { type Target, thing } from "../revoke/target";
import { asking, type RevocationInputs } from "./inputs";
import type { Reason } from "./reasons";
import type { RevocationState } from "./state";
import { targetOf } from "./target";

/** What is left to be done for a revocation, and why. Pure; it never throws. */
export const plan = (was: RevocationState, given: Given<RevocationInputs>): Plan<Reason> => {
  const target = targetOf(given);
  const before = targetOf(was.asked);
  if (target === undefined) return { action: "revoke", because: [unknowns(given)], warnings: [] };
  if (before !== undefined && !sameTarget(before, target))
    return {
      action: "replace",
      because: [{ code: "target-changed", from: thing(before), to: thing(target) }],
      warnings: [],
    };
  switch (was.status) {
    case "revoked":
      return { action: "nothing", because: [], warnings: [] };
    case "unknown":
      return {
        action: "resume",
        because: [{ code: "answer-lost", ...(was.askedAt === undefined ? {} : { askedAt: was.askedAt }) }],
        warnings: [],
      };
    case "pending":
      return {
        action: "resume",
        because: [{ code: "waits-for-approval", requestId: was.requestId ?? 0 }],
        warnings: [],
      };
    case "rejected": {
      const inputs = askedDifferently(was, given);
      return inputs.length > 0
        ? { action: "revoke", because: [{ code: "asked-differently", inputs }], warnings: [] }
        : {
            action: "resume",
            because: [{ code: "rejected-before", sentence: was.refused ?? "it was rejected" }],
            warnings: [],
          };
    }
  }
};

const sameTarget = (a: Target, b: Target): boolean => thing(a) === thing(b);

const unknowns = (given: Given<RevocationInputs>): Reason => ({
  code: "unknown-input",
  inputs: Object.entries(given)
    .filter(([, value]) => isUnknown(value))
    .map(([input]) => input),
});

/** What the next request would carry that the rejected one did not. */
export const askedDifferently = ({ asked }: RevocationState, wanted: Given<RevocationInputs>): string[] =>
  asking.filter((input) => isUnknown(wanted[input]) || said(asked[input]) !== said(wanted[input]));

/** `unspecified` and `false` are what CertCentral takes silence for. */
const said = (value: unknown): unknown =>
  value === undefined || value === false || value === "unspecified" || value === "" ? undefined : value;
