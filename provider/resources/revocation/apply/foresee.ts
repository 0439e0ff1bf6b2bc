import { present } from "../../../contract/present";
import { Refusal } from "../../../contract/refusal";
import type { Foreseen } from "../../../contract/resource";
import type { Ctx } from "../../order/context";
import type { Target } from "../../revoke/target";
import { obstacle, targetStatusOf } from "../../revoke/target-status";
import { RevocationInputs } from "../inputs";
import type { RevocationState } from "../state";
import { nameOf, targetOf } from "../target";
import { asListed } from "./as-listed";
import { lookAt } from "./observe";

/** What a create would come to as things are: it looks as the create will, and sends nothing. */
export const foresee = async (inputs: RevocationInputs, ctx: Ctx): Promise<Foreseen<RevocationState>> => {
  const given = targetOf(inputs);
  if (given === undefined) throw new Refusal(["nothing to revoke is named"]);
  const observed = await lookAt(given, inputs, undefined, ctx);
  const target = asListed(given, observed);
  const name = nameOf(target, observed.orderId);
  if (targetStatusOf(target, observed) === "revoked")
    return {
      sentence: `remember: ${name} is revoked already; nothing will be sent`,
      code: "look-takes",
      state: revokedState(inputs, observed.orderId),
    };
  const stopped = obstacle(target, observed, name);
  return stopped === undefined
    ? { sentence: `revoke: ${name}`, code: "look-revokes" }
    : { sentence: `would be refused: ${stopped.join("; ")}`, code: "look-refused" };
};

/** A revocation that has happened: `certificate-1001`, `serial-0A1B`, `order-118`, or a certificate's id alone. */
export const adopt = async (id: string, ctx: Ctx): Promise<RevocationState> => {
  const inputs = inputsFor(id);
  const target: Target | undefined = inputs && targetOf(inputs);
  if (inputs === undefined || target === undefined)
    throw new Refusal([
      `${JSON.stringify(id)} names no revocation`,
      "import a Revocation as certificate-1001, serial-0A1B2C or order-118",
    ]);
  const observed = await lookAt(target, inputs, undefined, ctx);
  if (targetStatusOf(asListed(target, observed), observed) !== "revoked")
    throw new Refusal([
      `${nameOf(target, observed.orderId)} is not seen to be revoked, so there is no revocation to import`,
      "declare it without importing it: create revokes",
    ]);
  return revokedState(inputs, observed.orderId);
};

const revokedState = (inputs: RevocationInputs, orderId: number | undefined): RevocationState => ({
  requestedInputs: inputs,
  status: "revoked",
  ...(inputs.orderId === undefined ? present({ foundOnOrder: orderId }) : {}),
});

const inputsFor = (id: string): RevocationInputs | undefined => {
  const [, what = "certificate", value] = /^(?:(certificate|serial|order)-)?([0-9A-Fa-f]+)$/.exec(id) ?? [];
  const named = {
    certificate: { certificateId: value },
    serial: { serialNumber: value },
    order: { orderId: value, wholeOrder: true },
  }[what as "certificate" | "serial" | "order"];
  const parsed = RevocationInputs.safeParse(named);
  return value !== undefined && parsed.success ? parsed.data : undefined;
};
