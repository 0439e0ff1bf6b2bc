import { Refusal } from "../../../contract/refusal";
import { credentialName, isRevoked } from "../credential-list";
import { type Ctx, observeCredentials } from "../observe";
import type { PreviousCredential } from "../state";
import { revokeCredential, unlistedWarning } from "./revoke-credential";

/** A pair of a contract that this resource is not about any more: revoked there, if it is not yet. What is left is told of, for nothing else will. */
export const revokeElsewhere = async (
  { acmeContractId, credentialId }: PreviousCredential,
  ctx: Ctx,
): Promise<void> => {
  if (acmeContractId === undefined) return;
  const list = await observeCredentials(acmeContractId, ctx).catch((error) => {
    throw Refusal.is(error) ? new Refusal([...error.lines, wayOut(credentialId)]) : error;
  });
  const entry = list.find((credential) => credential.credentialId === credentialId);
  if (entry !== undefined && isRevoked(entry)) return;
  if (entry === undefined) return ctx.run.log.warn(unlistedWarning(acmeContractId, [credentialId]));
  if (ctx.owned(credentialName(credentialId)) !== undefined)
    return ctx.run.log.warn(
      `credential ${credentialId} of ACME contract ${acmeContractId}, which was replaced, is left alone, and forgotten here, for another resource of this program keeps it, or did until now`,
    );
  await revokeCredential(acmeContractId, credentialId, ctx);
  ctx.run.log.info(`credential ${credentialId} of ACME contract ${acmeContractId} is revoked`);
};

const wayOut = (credentialId: number): string =>
  `credential ${credentialId}, which was replaced, is of that contract: to leave it active, set superseded: { action: "keep" }, or the option retainOnDelete: true before this resource is deleted`;
