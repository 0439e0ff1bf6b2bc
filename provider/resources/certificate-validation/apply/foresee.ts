import { Refusal } from "../../../contract/refusal";
import type { Foreseen } from "../../../contract/resource";
import type { Ctx } from "../../order/context";
import { namesIn, openProofs } from "../../order/dcv/dcv";
import { each, listed, namedCertificate } from "../../wording";
import type { ValidationInputs } from "../inputs";
import type { ValidationState } from "../state";
import { see } from "./observe";
import { taken } from "./validate";

/** What a create would come to as things are: it looks as the create will, and has DigiCert check nothing. */
export const foresee = async (inputs: ValidationInputs, ctx: Ctx): Promise<Foreseen<ValidationState>> => {
  const { orderId } = inputs;
  const sight = await see(inputs, ctx);
  if (sight.is === "over") return refused(sight.lines);
  if (sight.is === "there") {
    const state = await taken(sight.certificate, inputs, ctx).catch((error: unknown) => {
      if (Refusal.is(error)) return error;
      throw error;
    });
    return Refusal.is(state)
      ? refused(state.lines)
      : { sentence: `take: ${namedCertificate(state)}; nothing will be sent`, code: "look-takes", state };
  }
  const waits = [
    ...(sight.approval.length === 0
      ? []
      : [`request ${each(sight.approval.map(String))} to be approved by a CertCentral administrator`]),
    ...proofs([...new Set(namesIn(await openProofs(orderId, ctx)))].sort()),
  ];
  return {
    sentence: `await: ${waits.length === 0 ? `DigiCert to issue on order ${orderId}` : waits.join("; ")}`,
    code: "look-waits",
  };
};

const proofs = (names: readonly string[]): string[] =>
  names.length === 0 ? [] : [`proof of control of ${listed(names)}, which DigiCert is made to look for`];

const refused = (lines: readonly string[]): Foreseen<never> => ({
  sentence: `would be refused: ${lines.join("; ")}`,
  code: "look-refused",
});
