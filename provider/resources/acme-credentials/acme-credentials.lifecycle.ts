import type { CertCentral } from "../../certcentral";
import { anyCredentialOf } from "../../claims/words";
import { partialFailureAs } from "../../contract/partial-failure";
import { Refusal } from "../../contract/refusal";
import type { Context, Resource } from "../../contract/resource";
import { type Given, known } from "../../contract/unknown";
import { typed } from "../input-check/check-strictly";
import { reconcile } from "./apply/after-lost-answer";
import { type Goal, NOTHING_EXISTING } from "./apply/existing-credentials";
import { foresee } from "./apply/foresee";
import { identify } from "./apply/identify";
import { regenerate } from "./apply/regenerate";
import { revokeAll } from "./apply/revoke";
import { sparingOthers } from "./apply/spare-others";
import { check } from "./check";
import { credentialName } from "./credential-list";
import { remove } from "./delete/delete";
import { inherit, ownPairs } from "./delete/leave-to-heir";
import { grade } from "./grades";
import { AcmeCredentialsInputs, onChange } from "./inputs";
import { type Ctx, observeCredentials } from "./observe";
import { type AcmeCredentialsPlan, dueForRetirement, plan, stillListed } from "./plan/plan";
import { secretOutputs, touches, unsettled } from "./properties";
import { read } from "./read";
import { type Reason, sentence } from "./reasons";
import { stillAsked } from "./requested-inputs";
import type { AcmeCredentialsState } from "./state";
import { restore, store } from "./state";

/** A pair of EAB credentials of an ACME contract: made, rotated with overlap, and revoked in the end, it alone. */
export const acmeCredentials: Resource<AcmeCredentialsInputs, AcmeCredentialsState, Reason, CertCentral> = {
  kind: "AcmeCredentials",
  family: "partner",
  identifiedBy: "acmeContractId",
  inputNames: Object.keys(onChange),
  check,
  inputs: (given) => typed(given, AcmeCredentialsInputs) as Given<AcmeCredentialsInputs>,
  // Any number of resources may keep a pair of one contract, each its own.
  uniqueKey: () => undefined,
  owns: (_, state) =>
    state === undefined
      ? []
      : [state, ...state.previousCredentials].flatMap(({ credentialId }) =>
          credentialId === undefined ? [] : [credentialName(credentialId)],
        ),
  // A pair that is only being made here is told by the process's own memory of what it made.
  mayKeep: (given) => {
    const contract = known(given.acmeContractId);
    return contract === undefined ? [] : [anyCredentialOf(contract)];
  },
  retires: (state) => ownPairs(state, new Date(0)).map(({ credentialId }) => credentialName(credentialId)),
  isKeeper: ({ kid }) => kid !== undefined,
  placeOf: (given) => {
    const contract = known(given.acmeContractId);
    return contract === undefined ? undefined : `AcmeCredentials of contract ${contract}`;
  },
  inherit,
  destroys: {
    things: (given) => (known(given.revokeCredentialIds) ?? []).map(credentialName),
    refusal: (credential, keeper) => [
      `${credential} is a pair of resource ${keeper}, and revokeCredentialIds would revoke it`,
      "take it out of the list: a resource that goes revokes its pair itself",
    ],
  },
  plan,
  sentence,
  grade,
  store,
  restore,
  touches,
  unsettled,
  secretOutputs,
  foresee,
  adopt: async () => {
    throw new Refusal([
      "ACME credentials cannot be imported: DigiCert shows a pair's secret once, when it is made",
      "declare them without importing them: create makes a new pair; or take an existing one from another stack by a StackReference",
    ]);
  },
  create: async (inputs, ctx) => ({
    id: String(inputs.acmeContractId),
    state: await step({ inputs, prior: undefined }, undefined, ctx),
  }),
  read: (_, prior, ctx) => read(prior, ctx),
  update: (prior, inputs, plan, ctx) => step({ inputs: inputs, prior }, plan, ctx),
  delete: remove,
};

/** First the new pair, if there is to be one; only then is anything revoked. What is done is never lost. */
const step = (
  { inputs, prior }: Goal,
  planned: AcmeCredentialsPlan | undefined,
  ctx: Context<CertCentral>,
): Promise<AcmeCredentialsState> => {
  let changed: AcmeCredentialsState | undefined;
  const save = (state: AcmeCredentialsState): void => {
    changed = state;
  };
  return partialFailureAs(
    String(inputs.acmeContractId),
    () => changed,
    async () => {
      const state =
        prior === undefined || planned?.action === "regenerate"
          ? await regenerate({ inputs, prior }, ctx, save)
          : await kept(prior, inputs, planned, ctx);
      if (changed !== undefined) save(state);
      const due = prior === undefined ? [] : dueForRetirement(prior, inputs, ctx.run.now());
      const { state: sparing, existing } = await sparingOthers(
        state,
        inputs,
        // A pair whose answer was lost has waited for nobody.
        prior?.credentialId !== undefined && prior.pendingRevocations.length > 0,
        ctx,
      );
      const revocable = {
        listed: stillListed(sparing, inputs).filter((id) => id !== sparing.credentialId),
        succeeded: [
          ...existing,
          ...due.flatMap((pair) => (pair.acmeContractId === undefined ? pair.credentialId : [])),
        ],
        elsewhere: due.filter(({ acmeContractId }) => acmeContractId !== undefined),
      };
      return revokeAll(sparing, revocable, inputs, ctx, save);
    },
  );
};

/** The pair stays; what was not known about it may be by now. */
const kept = async (
  prior: AcmeCredentialsState,
  inputs: AcmeCredentialsInputs,
  planned: AcmeCredentialsPlan | undefined,
  ctx: Ctx,
): Promise<AcmeCredentialsState> => {
  const { askedBefore: _, ...rest } = prior;
  const state = { ...rest, ...stillAsked(prior, inputs), ...(inputs.revokeExisting === true ? {} : NOTHING_EXISTING) };
  if (planned?.action === "resume") return identify(state, ctx);
  return prior.pending === undefined
    ? state
    : reconcile(state, await observeCredentials(inputs.acmeContractId, ctx), ctx);
};
