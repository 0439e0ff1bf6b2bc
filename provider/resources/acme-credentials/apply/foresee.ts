import { present } from "../../../contract/present";
import { Refusal } from "../../../contract/refusal";
import type { Foreseen } from "../../../contract/resource";
import { each } from "../../wording";
import type { AcmeCredentialsInputs } from "../inputs";
import { type Ctx, observeContract, observeCredentials } from "../observe";
import { contractWarning, stillListed } from "../plan/plan";
import { namedCredentials, sentence } from "../reasons";
import { existingCredentialsOf } from "./existing-credentials";
import { refuseUnlisted } from "./revoke";

/**
 * What a create would come to as things are: always a new pair, for a pair's secret is shown once and none can be adopted. It tells
 * what the contract has besides, what of it would be revoked, and when the contract ends. It looks as the create will, and sends nothing.
 */
export const foresee = async (inputs: AcmeCredentialsInputs, ctx: Ctx): Promise<Foreseen<never>> => {
  const { acmeContractId } = inputs;
  const list = await observeCredentials(acmeContractId, ctx);
  const { validTill } = await observeContract(acmeContractId, ctx);
  try {
    refuseUnlisted(inputs, undefined, list);
  } catch (error) {
    if (!Refusal.is(error)) throw error;
    return { sentence: `would be refused: ${error.lines.join("; ")}`, code: "look-refused" };
  }
  const { others, pendingRevocations, sparedCredentials } = existingCredentialsOf(
    { inputs, prior: undefined },
    list,
    ctx,
  );
  const byUser = stillListed(undefined, inputs);
  const going = others.filter(({ credentialId }) => [...pendingRevocations, ...byUser].includes(credentialId));
  const staying = others.filter((credential) => !going.includes(credential));
  const told = [
    `a new pair of ACME contract ${acmeContractId}`,
    ...(going.length === 0
      ? []
      : [`then REVOKES ${namedCredentials(going)}, and whoever uses it gets no more certificates`]),
    ...(sparedCredentials.length > 0
      ? [sentence({ code: "existing-spared", credentials: sparedCredentials })]
      : staying.length === 0
        ? []
        : [`${each(staying.map(({ credentialId }) => `credential ${credentialId}`))} is not touched by it`]),
    ...contractWarning({ requestedInputs: inputs, ...present({ validTill }) }, ctx.run.now()).map(sentence),
  ];
  return { sentence: `make: ${told.join("; ")}`, code: going.length === 0 ? "look-sends" : "look-revokes" };
};
