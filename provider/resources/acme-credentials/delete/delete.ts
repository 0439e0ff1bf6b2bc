import { unseenAmong } from "../apply/existing-credentials";
import { revokeCredential } from "../apply/revoke-credential";
import { entryOf, isActive, isRevoked } from "../credential-list";
import { siblingsOf } from "../made-here";
import { type Ctx, observeCredentials } from "../observe";
import { listed, namedCredentials } from "../reasons";
import type { AcmeCredentialsState } from "../state";

/**
 * Revokes the pairs that this resource made, the replaced ones too, each by its id. Never all of the contract's: others
 * live there. What is revoked already is done, so an interrupted delete can be repeated.
 */
export const remove = async (prior: AcmeCredentialsState, ctx: Ctx): Promise<void> => {
  const { acmeContractId } = prior.requestedInputs;
  const { log } = ctx.run;
  const list = await observeCredentials(acmeContractId, ctx);
  const current = entryOf(list, prior);
  if (
    prior.kid !== undefined &&
    current === undefined &&
    prior.credentialId === undefined &&
    prior.status !== "revoked"
  )
    log.warn(
      `the pair of ACME contract ${acmeContractId} is left active: its credential id is not known; revoke it in CertCentral`,
    );
  const ids = [
    ...(prior.credentialId === undefined ? [] : [prior.credentialId]),
    ...prior.previousCredentials.map(({ credentialId }) => credentialId),
  ];
  const unlisted = ids.filter((id) => !list.some(({ credentialId }) => credentialId === id));
  if (unlisted.length > 0)
    log.warn(
      `credential ${listed(unlisted.map(String))} is not listed by ACME contract ${acmeContractId} any more: whether it is revoked cannot be told; look it up in CertCentral`,
    );
  const unseen = unseenAmong(
    prior,
    list.filter((credential) => isActive(credential) && !siblingsOf(ctx).mayBeMade(acmeContractId, credential)),
  ).filter(({ credentialId }) => credentialId !== current?.credentialId);
  if (unseen.length > 0)
    log.warn(
      `left active in ACME contract ${acmeContractId}: ${namedCredentials(unseen)}, which appeared while an answer was lost; if nobody uses it, revoke it in CertCentral`,
    );
  const ours = new Set([...ids, ...(current === undefined ? [] : [current.credentialId])]);
  for (const credential of list)
    if (ours.has(credential.credentialId) && !isRevoked(credential)) {
      await revokeCredential(acmeContractId, credential.credentialId, ctx);
      log.info(`credential ${credential.credentialId} of ACME contract ${acmeContractId} is revoked`);
    }
};
