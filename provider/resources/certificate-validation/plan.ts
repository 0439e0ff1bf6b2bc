import type { Plan } from "../../contract/plan";
import { type Given, isUnknown } from "../../contract/unknown";
import type { ValidationInputs } from "./inputs";
import type { Reason } from "./reasons";
import type { ValidationState } from "./state";

/** Whether there is an issuance that has to be validated or waited for, and why. Pure; it never throws. */
export const plan = (prior: ValidationState, given: Given<ValidationInputs>): Plan<Reason> => {
  const unknown = (["orderId", "issuanceId"] as const).filter((input) => isUnknown(given[input]));
  if (!isUnknown(given.orderId) && given.orderId !== prior.requestedInputs.orderId)
    return does("replace", { code: "order-changed", from: prior.requestedInputs.orderId, to: given.orderId });
  if (unknown.length > 0) return does("validate", { code: "unknown-input", inputs: unknown }, ...left(prior));
  if (given.issuanceId !== prior.requestedInputs.issuanceId) return does("validate", { code: "issuance-changed" });
  const reasons = left(prior);
  return reasons.length > 0 ? does("resume", ...reasons) : { action: "nothing", reasons: [], warnings: [] };
};

/** What an earlier run has left to be done. */
const left = ({ status, missingNames: names = [] }: ValidationState): Reason[] => {
  if (status === "issued") return [];
  return [names.length > 0 ? { code: "names-missing", names } : { code: "not-issued-yet" }];
};

const does = (action: Plan<Reason>["action"], ...reasons: readonly Reason[]): Plan<Reason> => ({
  action,
  reasons,
  warnings: [],
});
