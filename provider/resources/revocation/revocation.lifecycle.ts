import type { CertCentral } from "../../certcentral";
import type { Resource } from "../../contract/resource";
import type { Given } from "../../contract/unknown";
import { typed } from "../input-check/check-strictly";
import { targetName } from "../revoke/target";
import { adopt, foresee } from "./apply/foresee";
import { reconcile } from "./apply/reconcile";
import { howToBeRid } from "./apply/refuse-kept";
import { check } from "./check";
import { remove } from "./delete";
import { grade } from "./grades";
import { onChange, RevocationInputs } from "./inputs";
import { plan } from "./plan";
import { touches, unsettled } from "./properties";
import { read } from "./read";
import { type Reason, sentence } from "./reasons";
import { type RevocationState, restore, store } from "./state";
import { idOf, targetOf, thingsOf } from "./target";

/** The revocation of one certificate, or of an order: asked for once, followed until it is decided, never undone. */
export const revocation: Resource<RevocationInputs, RevocationState, Reason, CertCentral> = {
  kind: "Revocation",
  family: "services",
  identifiedBy: "certificateId",
  inputNames: Object.keys(onChange),
  check,
  inputs: (given) => typed(given, RevocationInputs) as Given<RevocationInputs>,
  uniqueKey: (given) => {
    const target = targetOf(given);
    return target === undefined ? undefined : targetName(target);
  },
  duplicateAdvice: () => "remove one of them: what is revoked once stays revoked",
  destroys: {
    things: (given) => {
      const target = targetOf(given);
      return target === undefined ? [] : thingsOf(target);
    },
    refusal: (what, keeper) => [
      `${what} is kept by resource ${keeper} of this program, which would have it replaced, to be revoked again, and so on`,
      `${howToBeRid(keeper)}; to replace it, give ${keeper} a new key; what ${keeper} has replaced is revoked with superseded: { action: "revoke" } there`,
    ],
  },
  plan,
  sentence,
  grade,
  store,
  restore,
  touches,
  unsettled,
  foresee,
  adopt,
  create: async (inputs, ctx) => {
    const target = targetOf(inputs);
    const state = await reconcile(inputs, undefined, ctx);
    return { id: target === undefined ? "revocation" : idOf(target), state };
  },
  read: (_, prior, ctx) => read(prior, ctx),
  update: (prior, inputs, _, ctx) => reconcile(inputs, prior, ctx),
  delete: remove,
};
