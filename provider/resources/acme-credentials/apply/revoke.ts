import type { AcmeCredential } from "../../../certcentral";
import { Refusal } from "../../../contract/refusal";
import { each } from "../../wording";
import { entryOf, isRevoked } from "../credential-list";
import type { AcmeCredentialsInputs } from "../inputs";
import { type Ctx, observeCredentials } from "../observe";
import { stillListed } from "../plan/plan";
import type { AcmeCredentialsState, PreviousCredential } from "../state";
import { revokedState } from "../transitions/next-state";
import { revokeCredential, unlistedWarning } from "./revoke-credential";
import { revokeElsewhere } from "./revoke-elsewhere";

/** What the user lists must be there to be revoked: a wrong id is found before anything is written. */
export const refuseUnlisted = (
  inputs: AcmeCredentialsInputs,
  prior: AcmeCredentialsState | undefined,
  list: readonly AcmeCredential[],
): void => {
  const strange = stillListed(prior, inputs).filter((id) => !list.some(({ credentialId }) => credentialId === id));
  if (strange.length > 0)
    throw new Refusal([
      `credential ${each(strange.map(String))} does not belong to ACME contract ${inputs.acmeContractId}`,
      "revokeCredentialIds takes ids out of this contract's own list: correct it",
    ]);
};

/** What is to be revoked. */
export interface Revocable {
  /** The user names them. */
  readonly listed: readonly number[];
  /** The pair that is kept takes their place: they go only if it is there to be used. */
  readonly succeeded: readonly number[];
  /** The same, of other contracts. */
  readonly elsewhere: readonly PreviousCredential[];
}

/** A pair that its contract does not list. */
const GONE = { status: "not listed by its contract" } as const;

/** Revokes these, and no others; what is revoked already costs no write. `save` is told after each. */
export const revokeAll = async (
  state: AcmeCredentialsState,
  { listed: named, succeeded, elsewhere }: Revocable,
  inputs: AcmeCredentialsInputs,
  ctx: Ctx,
  save: (state: AcmeCredentialsState) => void,
): Promise<AcmeCredentialsState> => {
  if (named.length + succeeded.length + elsewhere.length === 0) return state;
  const { acmeContractId } = inputs;
  const list = await observeCredentials(acmeContractId, ctx);
  refuseUnlisted(inputs, state, list);
  const { status } = state.credentialId === undefined ? state : (entryOf(list, state) ?? GONE);
  const isUsable = status.toLowerCase() === "active";
  const spared = isUsable
    ? []
    : [...succeeded, ...elsewhere.map(({ credentialId }) => credentialId)].filter((id) => !named.includes(id));
  if (spared.length > 0)
    ctx.run.log.warn(
      `credential ${each(spared.map(String))} is not revoked, for it may be all that clients have: the pair that took its place is ${status}; run pulumi up --refresh, which repairs that first`,
    );
  let left = state;
  for (const credentialId of new Set([...named, ...succeeded])) {
    if (spared.includes(credentialId)) continue;
    const entry = list.find((credential) => credential.credentialId === credentialId);
    if (entry !== undefined && !isRevoked(entry)) {
      await revokeCredential(acmeContractId, credentialId, ctx);
      ctx.run.log.info(`credential ${credentialId} of ACME contract ${acmeContractId} is revoked`);
    }
    // What the user names is listed (refuseUnlisted): this one is a replaced pair of ours, or was there before the first.
    if (entry === undefined) ctx.run.log.warn(unlistedWarning(acmeContractId, [credentialId]));
    left = revokedState(left, credentialId, inputs);
    save(left);
  }
  for (const pair of isUsable ? elsewhere : []) {
    await revokeElsewhere(pair, ctx);
    left = revokedState(left, pair.credentialId, inputs);
    save(left);
  }
  return left;
};
