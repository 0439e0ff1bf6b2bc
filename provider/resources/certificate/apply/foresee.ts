import { present } from "../../../contract/present";
import { Refusal } from "../../../contract/refusal";
import type { Foreseen } from "../../../contract/resource";
import type { Ctx } from "../../order/context";
import { downloadLeaf } from "../../order/download";
import { each, namedCertificate } from "../../wording";
import { decide } from "../decide/decide";
import type { Decision, DecisionInput } from "../decide/decision";
import { mismatch } from "../decide/refusals";
import type { CertificateInputs } from "../inputs";
import type { CertificateState } from "../state";
import { issuedState, withIssued } from "../transitions/next-state";
import { observe } from "./observe";

/** What a create would come to as things are: it looks and decides as the create will, and sends nothing. */
export const foresee = async (
  inputs: CertificateInputs,
  ctx: Ctx,
  predecessor?: CertificateState,
): Promise<Foreseen<CertificateState>> => {
  const { decisionInput } = await observe(inputs, undefined, [], ctx);
  const { compromisedKeys: compromisedBefore } = predecessor ?? {};
  const decision = decide({ ...decisionInput, ...present({ compromisedBefore }) });
  if (decision.do !== "adopt") return foreseen(decision, decisionInput);
  const state = await adopted(decisionInput, decision, ctx);
  const { unwantedRequests: requestIds = [] } = decisionInput;
  if (requestIds.length > 0)
    return {
      sentence: `cancel: ${ownRequestsOn(inputs.orderId, requestIds)}, not wanted any more; then adopt: ${namedCertificate(state)}`,
      code: "look-sends",
    };
  return { sentence: `adopt: ${namedCertificate(state)}; nothing will be sent`, code: "look-takes", state };
};

/** The certificate that an order holds, as a resource that asks for nothing but the order would adopt it. */
export const adopt = async (id: string, ctx: Ctx): Promise<CertificateState> => {
  if (!/^[1-9]\d{0,14}$/.test(id))
    throw new Refusal([
      `${JSON.stringify(id)} is no order's id`,
      "import a Certificate by the id of its order, as 118",
    ]);
  const inputs: CertificateInputs = { orderId: Number(id) };
  const { decisionInput } = await observe(inputs, undefined, [], ctx);
  const decision = decide({ ...decisionInput, inputs: { ...inputs, onCreate: "adoptOnly" } });
  if (decision.do === "adopt") return adopted(decisionInput, decision, ctx);
  if (decision.do === "refuse") throw new Refusal(decision.lines);
  throw new Refusal([
    `order ${id} holds no certificate that could be taken as it is: ${foreseen(decision, decisionInput).sentence}`,
    "import it when that is over, or declare it without importing it: create takes what is there",
  ]);
};

const ownRequestsOn = (orderId: number, requestIds: readonly number[]): string =>
  `a pending request of ours on order ${orderId} (${each(requestIds.map(String))})`;

const adopted = async (
  { inputs, desired, observed, prior, earlier, now }: DecisionInput,
  { certificate, ours }: Extract<Decision, { do: "adopt" }>,
  ctx: Ctx,
): Promise<CertificateState> => {
  const { certificateId } = certificate;
  if (certificateId === undefined)
    throw new Refusal([`order ${inputs.orderId} does not tell the id of its certificate`, "look again"]);
  const leaf = await downloadLeaf({ ...certificate, certificateId }, desired, ctx);
  const state = issuedState({ inputs, desired, observed, prior, certificate, leaf, ours, now });
  return earlier === undefined ? state : withIssued(state, earlier, observed, now);
};

const foreseen = (
  decision: Exclude<Decision, { do: "adopt" }>,
  { inputs: { orderId }, observed: { current }, desired, now }: DecisionInput,
): Foreseen<never> => {
  switch (decision.do) {
    case "reissue": {
      const why = current === undefined ? ["it has no such duplicate"] : mismatch(current, desired, now);
      return { sentence: `reissue of order ${orderId}: ${why.join("; ")}`, code: "look-sends" };
    }
    case "await": {
      const requests = decision.requestIds.length === 0 ? "" : ` (request ${each(decision.requestIds.map(String))})`;
      return {
        sentence: `await: what order ${orderId} has under way${requests}; nothing will be sent`,
        code: "look-waits",
      };
    }
    case "refuse":
      return { sentence: `would be refused: ${decision.lines.join("; ")}`, code: "look-refused" };
    case "cancel":
      return {
        sentence: `cancel: ${ownRequestsOn(orderId, decision.requestIds)}, to ask anew`,
        code: "look-sends",
      };
    case "look-again":
      return {
        sentence: `order ${orderId}: its page may be behind its list; pulumi up looks twice`,
        code: "look-unsure",
      };
    case "replan":
    case "keep":
      return { sentence: `order ${orderId}: told by pulumi up, which looks again`, code: "look-unsure" };
  }
};
