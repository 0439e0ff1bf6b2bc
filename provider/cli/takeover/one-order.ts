import { CertCentralError, refusesKey } from "../../certcentral";
import { linesOf } from "../../contract/partial-failure";
import { Refusal } from "../../contract/refusal";

/** Why something went wrong with one order, in words. What would go wrong with every other one, too, is thrown. */
export const forOneOrder = async <Value>(
  work: () => Promise<Value>,
): Promise<
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly lines: readonly string[] }
> => {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (!isOfOneOrder(error)) throw error;
    return { ok: false, lines: linesOf(error) };
  }
};

const isOfOneOrder = (error: unknown): boolean =>
  Refusal.is(error) ||
  (CertCentralError.is(error) &&
    ((error.code === "refused" && !refusesKey(error)) ||
      error.code === "not-understood" ||
      error.code === "too-large"));
