import type { AcmeCredential } from "../../../certcentral";
import { isActive } from "../credential-list";
import { siblingsOf } from "../made-here";
import type { Ctx } from "../observe";
import type { AcmeCredentialsState } from "../state";
import { settledState } from "../transitions/next-state";
import { unseenAmong, unseenWarning } from "./existing-credentials";

/** The answer to a regenerate never came, and the pair before works: what appeared is named, and nothing is waited for any more. */
export const reconcile = (
  prior: AcmeCredentialsState,
  list: readonly AcmeCredential[],
  ctx: Ctx,
): AcmeCredentialsState => {
  if (prior.pending === undefined || prior.kid === undefined) return prior;
  const { acmeContractId } = prior.requestedInputs;
  const active = list.filter(
    (credential) => isActive(credential) && !siblingsOf(ctx).mayBeMade(acmeContractId, credential),
  );
  const unseen = unseenAmong(prior, active).filter(({ credentialId }) => credentialId !== prior.credentialId);
  if (unseen.length > 0) ctx.run.log.warn(unseenWarning(acmeContractId, unseen));
  return settledState(prior, unseen);
};
