import type { CertCentral } from "../../certcentral";
import { unfinishedAs } from "../../contract/failing";
import type { Context, Resource } from "../../contract/resource";
import { type Given, known } from "../../contract/unknown";
import { typed } from "../input-check/check-strictly";
import { settle } from "./after-lost-answer";
import { stillAsked } from "./asked";
import { check } from "./check";
import { remove } from "./delete";
import { type Goal, NOTHING_EXISTING, thing } from "./existing-credentials";
import { identify } from "./identify";
import { AcmeCredentialsInputs, onChange } from "./inputs";
import { type Ctx, look } from "./observe";
import { type AcmeCredentialsPlan, dueForRetirement, plan, stillListed } from "./plan";
import { read } from "./read";
import { type Reason, sentence } from "./reasons";
import { regenerate } from "./regenerate";
import { revokeAll, sparingOthers } from "./revoke";
import type { AcmeCredentialsState } from "./state";
import { restore, store } from "./stored";

/** A pair of EAB credentials of an ACME contract: made, rotated with overlap, and revoked in the end, it alone. */
export const acmeCredentials: Resource<AcmeCredentialsInputs, AcmeCredentialsState, Reason, CertCentral> = {
  kind: "AcmeCredentials",
  family: "partner",
  identifiedBy: "acmeContractId",
  inputNames: Object.keys(onChange),
  check,
  inputs: (given) => typed(given, AcmeCredentialsInputs) as Given<AcmeCredentialsInputs>,
  // Any number of resources may keep a pair of one contract, each its own.
  identity: () => undefined,
  keeps: (_, state) =>
    state === undefined
      ? []
      : [state, ...state.previousCredentials].flatMap(({ credentialId }) =>
          credentialId === undefined ? [] : [thing(credentialId)],
        ),
  takes: {
    things: (given) => (known(given.revokeCredentialIds) ?? []).map(thing),
    refusal: (credential, keeper) => [
      `${credential} is a pair of resource ${keeper}, and revokeCredentialIds would revoke it`,
      "take it out of the list: a resource that goes revokes its pair itself",
    ],
  },
  plan,
  sentence,
  store,
  restore,
  create: async (inputs, ctx) => ({
    id: String(inputs.acmeContractId),
    state: await step({ inputs, was: undefined }, undefined, ctx),
  }),
  read: (_, was, ctx) => read(was, ctx),
  update: (was, wanted, plan, ctx) => step({ inputs: wanted, was }, plan, ctx),
  delete: (was, ctx) => remove(was, ctx),
};

/** First the new pair, if there is to be one; only then is anything revoked. What is done is never lost. */
const step = (
  { inputs, was }: Goal,
  planned: AcmeCredentialsPlan | undefined,
  ctx: Context<CertCentral>,
): Promise<AcmeCredentialsState> => {
  let changed: AcmeCredentialsState | undefined;
  const save = (state: AcmeCredentialsState): void => {
    changed = state;
  };
  return unfinishedAs(
    String(inputs.acmeContractId),
    () => changed,
    async () => {
      const state =
        was === undefined || planned?.action === "regenerate"
          ? await regenerate({ inputs, was }, ctx, save)
          : await kept(was, inputs, planned, ctx);
      if (changed !== undefined) save(state);
      const due = was === undefined ? [] : dueForRetirement(was, inputs, ctx.run.now());
      const sparing = await sparingOthers(state, inputs, ctx);
      const condemned = {
        listed: stillListed(sparing, inputs).filter((id) => id !== sparing.credentialId),
        succeeded: [...sparing.toRevoke, ...due.map(({ credentialId }) => credentialId)],
      };
      return revokeAll(sparing, condemned, inputs, ctx, save);
    },
  );
};

/** The pair stays; what was not known about it may be by now. */
const kept = async (
  was: AcmeCredentialsState,
  inputs: AcmeCredentialsInputs,
  planned: AcmeCredentialsPlan | undefined,
  ctx: Ctx,
): Promise<AcmeCredentialsState> => {
  const { askedBefore: _, ...rest } = was;
  const state = { ...rest, ...stillAsked(was, inputs), ...(inputs.revokeExisting === true ? {} : NOTHING_EXISTING) };
  if (planned?.action === "resume") return identify(state, ctx);
  return was.pending === undefined ? state : settle(state, await look(inputs.acmeContractId, ctx), ctx);
};
