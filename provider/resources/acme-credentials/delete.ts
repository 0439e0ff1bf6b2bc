import { isActive, isRevoked } from "./credential-list";
import { unseenAmong } from "./existing-credentials";
import { entryOf } from "./identify";
import { siblingsOf } from "./made-here";
import { type Ctx, look } from "./observe";
import { namedCredentials } from "./reasons";
import { revokeOne } from "./revoke";
import type { AcmeCredentialsState } from "./state";

/**
 * Revokes the pairs that this resource made, the replaced ones too, each by its id. Never all of the contract's: others
 * live there. What is revoked already is done, so an interrupted delete can be repeated.
 */
export const remove = async (was: AcmeCredentialsState, ctx: Ctx): Promise<void> => {
  const { acmeContractId } = was.asked;
  const { log } = ctx.run;
  const list = await look(acmeContractId, ctx);
  const current = entryOf(list, was);
  if (was.kid !== undefined && current === undefined && was.credentialId === undefined && was.status !== "revoked")
    log.warn(
      `the pair of ACME contract ${acmeContractId} is left active: its credential id is not known; revoke it in CertCentral`,
    );
  const unseen = unseenAmong(
    was,
    list.filter((credential) => isActive(credential) && !siblingsOf(ctx).isMade(acmeContractId, credential)),
  ).filter(({ credentialId }) => credentialId !== current?.credentialId);
  if (unseen.length > 0)
    log.warn(
      `left active in ACME contract ${acmeContractId}: ${namedCredentials(unseen)}, which appeared while an answer was lost; if nobody uses it, revoke it in CertCentral`,
    );
  const ours = new Set([
    ...(current === undefined ? [] : [current.credentialId]),
    ...was.previousCredentials.map(({ credentialId }) => credentialId),
  ]);
  for (const credential of list)
    if (ours.has(credential.credentialId) && !isRevoked(credential)) {
      await revokeOne(acmeContractId, credential.credentialId, ctx);
      log.info(`credential ${credential.credentialId} of ACME contract ${acmeContractId} is revoked`);
    }
};
