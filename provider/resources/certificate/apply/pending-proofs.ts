import type { NameValidation } from "../../../certcentral";
import { present } from "../../../contract/present";
import type { Ctx } from "../../order/context";
import { DAY, dcvRecordsOf, RECORDS, tokenInForce } from "../../order/dcv/dcv";
import type { CertificateInputs } from "../inputs";
import type { CertificateState } from "../state";

/**
 * The pending state with what has to be published for it. The random value comes with the answer to the reissue; where that
 * was lost, or is so old that the value may have expired, CertCentral is asked for the one in force (it makes another only
 * after the old one has expired).
 */

export const withProofs = async (
  state: CertificateState,
  inputs: CertificateInputs,
  proofs: readonly NameValidation[],
  ctx: Ctx,
): Promise<CertificateState> => {
  const method = proofs[0]?.method ?? inputs.dcvMethod;
  if (state.pending === undefined || proofs.length === 0 || RECORDS[method ?? ""] === undefined) return state;
  const { pending } = state;
  const waitsForProofs = pending.phase === "issuing" && pending.requestIds.length === 0;
  const age = ctx.run.now().getTime() - Date.parse(pending.since);
  const known = age < DAY ? state.dcvRandomValue : undefined;
  const token = known ?? (await tokenInForce(inputs.orderId, ctx)) ?? state.dcvRandomValue;
  return {
    ...state,
    pending: waitsForProofs ? { ...pending, phase: "validation" } : pending,
    ...present({ dcvRandomValue: token }),
    dcvRecords: dcvRecordsOf(proofs, method, token),
  };
};
