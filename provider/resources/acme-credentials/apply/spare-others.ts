import { Refusal } from "../../../contract/refusal";
import { credentialName } from "../credential-list";
import type { AcmeCredentialsInputs } from "../inputs";
import { siblingsOf } from "../made-here";
import { type Ctx, observeCredentials } from "../observe";
import { stillListed } from "../plan/plan";
import { listed } from "../reasons";
import type { AcmeCredentialsState } from "../state";

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
    list.some((credential) => credential.credentialId === id && siblingsOf(ctx).mayBeMade(acmeContractId, credential));
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
