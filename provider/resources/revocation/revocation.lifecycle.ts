import type { CertCentral } from "../../certcentral";
import type { Resource } from "../../contract/resource";
import type { Given } from "../../contract/unknown";
import { typed } from "../input-check/check-strictly";
import { thing } from "../revoke/target";
import { check } from "./check";
import { farewell } from "./farewell";
import { onChange, RevocationInputs } from "./inputs";
import { plan } from "./plan";
import { read } from "./read";
import { type Reason, sentence } from "./reasons";
import { settle } from "./reconcile";
import { howToBeRid } from "./refuse-kept";
import { type RevocationState, restore, store } from "./state";
import { idOf, targetOf } from "./target";

/** The revocation of one certificate, or of an order: asked for once, followed until it is decided, never undone. */
export const revocation: Resource<RevocationInputs, RevocationState, Reason, CertCentral> = {
  kind: "Revocation",
  family: "services",
  identifiedBy: "certificateId",
  inputNames: Object.keys(onChange),
  check,
  inputs: (given) => typed(given, RevocationInputs) as Given<RevocationInputs>,
  identity: (given) => {
    const target = targetOf(given);
    return target === undefined ? undefined : thing(target);
  },
  insteadOfTwo: () => "remove one of them: what is revoked once stays revoked",
  takes: {
    things: (given) => {
      const target = targetOf(given);
      return target === undefined ? [] : [thing(target)];
    },
    refusal: (what, keeper) => [
      `${what} is kept by resource ${keeper} of this program, which would have it replaced, to be revoked again, and so on`,
      `${howToBeRid(keeper)}; to replace it, give ${keeper} a new key; what ${keeper} has replaced is revoked with superseded: { action: "revoke" } there`,
    ],
  },
  plan,
  sentence,
  store,
  restore,
  create: async (inputs, ctx) => {
    const target = targetOf(inputs);
    const state = await settle(inputs, undefined, ctx);
    return { id: target === undefined ? "revocation" : idOf(target), state };
  },
  read: (_, was, ctx) => read(was, ctx),
  update: (was, wanted, _, ctx) => settle(wanted, was, ctx),
  delete: async (was, { run }) => {
    const { level, text } = farewell(was);
    run.log[level](text);
  },
};
