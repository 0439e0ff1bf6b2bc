import { type AcmeCredential, CertCentralError, revokeAcmeCredential, writeOnce } from "../../../certcentral";
import { Refusal } from "../../../contract/refusal";
import { credentialName, entryOf, isRevoked } from "../credential-list";
import type { AcmeCredentialsInputs } from "../inputs";
import { siblingsOf } from "../made-here";
import { type Ctx, observeCredentials } from "../observe";
import { stillListed } from "../plan/plan";
import { listed } from "../reasons";
import type { AcmeCredentialsState } from "../state";
import { revokedState } from "../transitions/next-state";

/** What the user lists must be there to be revoked: a wrong id is found before anything is written. */
export const refuseUnlisted = (
  inputs: AcmeCredentialsInputs,
  prior: AcmeCredentialsState | undefined,
  list: readonly AcmeCredential[],
): void => {
  const strange = stillListed(prior, inputs).filter((id) => !list.some(({ credentialId }) => credentialId === id));
  if (strange.length > 0)
    throw new Refusal([
      `credential ${listed(strange.map(String))} does not belong to ACME contract ${inputs.acmeContractId}`,
      "revokeCredentialIds takes ids out of this contract's own list: correct it",
    ]);
};

/** Revokes one by its id. After a lost answer the list tells what became of it. */
export const revokeOne = async (acmeContractId: number, credentialId: number, ctx: Ctx): Promise<void> => {
  const { api, run } = ctx;
  run.log.progress(`revoking credential ${credentialId} of ACME contract ${acmeContractId}`);
  siblingsOf(ctx).revoking(credentialId);
  const look = async () =>
    (await observeCredentials(acmeContractId, ctx)).find((credential) => credential.credentialId === credentialId);
  try {
    const written = await writeOnce({
      send: () => api.send(revokeAcmeCredential, { acmeContractId, credentialId }, run),
      look,
      isDone: (entry) => (entry === undefined ? "cannot tell" : isRevoked(entry) ? "yes" : "no"),
    });
    if (written.is !== "in doubt") return;
    throw new Refusal([
      `it is not known whether credential ${credentialId} of ACME contract ${acmeContractId} was revoked: ${written.error.what}`,
      "run the same command again: it looks first",
    ]);
  } catch (error) {
    // What is revoked already may be refused, and is done.
    const seen = CertCentralError.is(error) ? await look().catch(() => undefined) : undefined;
    if (seen === undefined || !isRevoked(seen)) throw error;
  }
};

/** What is to be revoked. */
export interface Condemned {
  /** The user names them. */
  readonly listed: readonly number[];
  /** The pair that is kept takes their place: they go only if it is there to be used. */
  readonly succeeded: readonly number[];
}

/** A pair that its contract does not list. */
const GONE = { status: "not listed by its contract" } as const;

/** Revokes these, and no others; what is revoked already costs no write. `save` is told after each. */
export const revokeAll = async (
  state: AcmeCredentialsState,
  { listed: named, succeeded }: Condemned,
  inputs: AcmeCredentialsInputs,
  ctx: Ctx,
  save: (state: AcmeCredentialsState) => void,
): Promise<AcmeCredentialsState> => {
  if (named.length + succeeded.length === 0) return state;
  const { acmeContractId } = inputs;
  const list = await observeCredentials(acmeContractId, ctx);
  refuseUnlisted(inputs, state, list);
  const { status } = state.credentialId === undefined ? state : (entryOf(list, state) ?? GONE);
  const spared = status.toLowerCase() === "active" ? [] : succeeded.filter((id) => !named.includes(id));
  if (spared.length > 0)
    ctx.run.log.warn(
      `credential ${listed(spared.map(String))} is not revoked, for it may be all that clients have: the pair that took its place is ${status}; run pulumi up --refresh, which repairs that first`,
    );
  let left = state;
  for (const credentialId of new Set([...named, ...succeeded])) {
    if (spared.includes(credentialId)) continue;
    const entry = list.find((credential) => credential.credentialId === credentialId);
    if (entry !== undefined && !isRevoked(entry)) {
      await revokeOne(acmeContractId, credentialId, ctx);
      ctx.run.log.info(`credential ${credentialId} of ACME contract ${acmeContractId} is revoked`);
    }
    left = revokedState(left, credentialId, inputs);
    save(left);
  }
  return left;
};

/** Other resources of the program report within this time what they keep: nothing here must hit it. */
const OTHERS_REPORT_MS = 3_000;

/**
 * What `revokeExisting` is to revoke, without what turns out to be the pair of another resource of this run. One that is
 * listed is refused: its resource may have been registered after this step began.
 */
export const sparingOthers = async (
  state: AcmeCredentialsState,
  inputs: AcmeCredentialsInputs,
  ctx: Ctx,
): Promise<AcmeCredentialsState> => {
  const { acmeContractId } = inputs;
  const byUser = stillListed(state, inputs).filter((id) => id !== state.credentialId);
  if (state.pendingRevocations.length === 0 && byUser.length === 0) return state;
  const { run } = ctx;
  run.log.progress(`asking what other resources keep of ACME contract ${acmeContractId}`);
  await run.sleep(OTHERS_REPORT_MS);
  const list = await observeCredentials(acmeContractId, ctx);
  const isAnothers = (id: number): boolean =>
    ctx.isOwned(credentialName(id)) ||
    list.some((credential) => credential.credentialId === id && siblingsOf(ctx).isMade(acmeContractId, credential));
  const kept = byUser.filter((id) => ctx.isOwned(credentialName(id)));
  if (kept.length > 0)
    throw new Refusal([
      `credential ${listed(kept.map(String))} is the pair of another resource of this program, and revokeCredentialIds would revoke it`,
      "take it out of the list: a resource that goes revokes its pair itself",
    ]);
  const others = state.pendingRevocations.filter(isAnothers);
  if (others.length > 0)
    run.log.info(`revokeExisting: credential ${listed(others.map(String))} is another resource's pair, and stays`);
  return { ...state, pendingRevocations: state.pendingRevocations.filter((id) => !isAnothers(id)) };
};
