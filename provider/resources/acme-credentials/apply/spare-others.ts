import { anyCredentialOf } from "../../../claims/words";
import { Refusal } from "../../../contract/refusal";
import { each } from "../../wording";
import { credentialName, named } from "../credential-list";
import type { AcmeCredentialsInputs } from "../inputs";
import { siblingsOf } from "../made-here";
import { type Ctx, observeCredentials } from "../observe";
import { stillListed } from "../plan/plan";
import { sentence } from "../reasons";
import type { AcmeCredentialsState } from "../state";

/**
 * What `revokeExisting` may revoke now: nothing that is, or may come to be, another resource's pair. What is listed by the user and
 * may be one is refused. It waits for the others once: whoever is registered later in the program would be waited for at every
 * run, so what is not settled then stays, and the user is told.
 */
export const sparingOthers = async (
  state: AcmeCredentialsState,
  inputs: AcmeCredentialsInputs,
  wasDeferred: boolean,
  ctx: Ctx,
): Promise<{ readonly state: AcmeCredentialsState; readonly existing: readonly number[] }> => {
  const { acmeContractId } = inputs;
  const byUser = stillListed(state, inputs).filter((id) => id !== state.credentialId);
  if (state.pendingRevocations.length === 0 && byUser.length === 0) return { state, existing: [] };
  const { log } = ctx.run;
  const list = await observeCredentials(acmeContractId, ctx);
  const isAnothers = (id: number): boolean =>
    ctx.owned(credentialName(id)) !== undefined ||
    list.some((credential) => credential.credentialId === id && siblingsOf(ctx).mayBeMade(acmeContractId, credential));
  const kept = byUser.filter((id) => ctx.owned(credentialName(id)) === "now");
  if (kept.length > 0)
    throw new Refusal([
      `credential ${each(kept.map(String))} is the pair of another resource of this program, and revokeCredentialIds would revoke it`,
      "take it out of the list: a resource that goes revokes its pair itself",
    ]);
  const unsettled = ctx.mayBeKeptBy([
    anyCredentialOf(acmeContractId),
    ...[...state.pendingRevocations, ...byUser].map(credentialName),
  ]);
  if (unsettled !== undefined && byUser.length > 0)
    throw new Refusal([
      `this resource does not revoke credential ${each(byUser.map(String))} yet: it may be the pair of ${unsettled}, which has not said so in this run`,
      `run pulumi up again, or have this resource wait for it: dependsOn: [${unsettled}]`,
    ]);
  const others = state.pendingRevocations.filter(isAnothers);
  if (others.length > 0)
    log.info(`revokeExisting: credential ${each(others.map(String))} is another resource's pair, and is left to it`);
  const existing = state.pendingRevocations.filter((id) => !isAnothers(id));
  const next = { ...state, pendingRevocations: existing };
  if (unsettled === undefined || existing.length === 0) return { state: next, existing };
  if (wasDeferred) {
    const spared = list
      .filter(({ credentialId }) => credentialId !== undefined && existing.includes(credentialId))
      .map(named);
    log.warn(sentence({ code: "existing-spared", credentials: spared }));
    return {
      state: { ...next, pendingRevocations: [], sparedCredentials: [...state.sparedCredentials, ...spared] },
      existing: [],
    };
  }
  log.warn(
    `revokeExisting: this resource does not revoke credential ${each(existing.map(String))} yet, for it may be the pair of ${unsettled}, which has not said so in this run; the next pulumi up revokes what is not its pair, if it has spoken by then (dependsOn: [${unsettled}])`,
  );
  return { state: next, existing: [] };
};
