import { Refusal } from "../../../contract/refusal";
import { unseenAmong } from "../apply/existing-credentials";
import { revokeCredential, unlistedWarning } from "../apply/revoke-credential";
import { revokeElsewhere } from "../apply/revoke-elsewhere";
import { entryOf, isActive, isRevoked } from "../credential-list";
import { siblingsOf } from "../made-here";
import { type Ctx, observeCredentials } from "../observe";
import type { AcmeCredentialsState } from "../state";
import { leaveToHeir, leftActive, ownPairs } from "./leave-to-heir";

/**
 * Revokes the pairs that this resource made, the replaced ones too, each by its id. Never all of the contract's: others
 * use it, too. What is revoked already is done, so an interrupted delete can be repeated.
 */
export const remove = async (prior: AcmeCredentialsState, ctx: Ctx): Promise<void> => {
  const { acmeContractId } = prior.requestedInputs;
  const { log, now } = ctx.run;
  const { heir } = ctx;
  if (heir.is === "holder") return leaveToHeir(prior, heir, ctx);
  if (heir.is === "unsettled" && (ownPairs(prior, now()).length > 0 || prior.kid !== undefined))
    throw new Refusal([
      `ACME contract ${acmeContractId}: nothing is revoked yet, for ${heir.name} of this program may be to take over, and is not there yet`,
      `run pulumi up again until ${heir.name} is there, or take ${heir.name} out of the program: only then is the pair revoked`,
    ]);
  for (const pair of prior.previousCredentials) await revokeElsewhere(pair, ctx);
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
    ...prior.previousCredentials.flatMap((pair) => (pair.acmeContractId === undefined ? pair.credentialId : [])),
  ];
  const unlisted = ids.filter((id) => !list.some(({ credentialId }) => credentialId === id));
  if (unlisted.length > 0) log.warn(unlistedWarning(acmeContractId, unlisted));
  const unseen = unseenAmong(
    prior,
    list.filter((credential) => isActive(credential) && !siblingsOf(ctx).mayBeMade(acmeContractId, credential)),
  ).filter(({ credentialId }) => credentialId !== current?.credentialId);
  if (unseen.length > 0) log.warn(leftActive(acmeContractId, unseen));
  const ours = new Set([...ids, ...(current === undefined ? [] : [current.credentialId])]);
  for (const credential of list)
    if (ours.has(credential.credentialId) && !isRevoked(credential)) {
      await revokeCredential(acmeContractId, credential.credentialId, ctx);
      log.info(`credential ${credential.credentialId} of ACME contract ${acmeContractId} is revoked`);
    }
};
