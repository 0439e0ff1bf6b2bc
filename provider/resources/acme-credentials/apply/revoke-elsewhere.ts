import { Refusal } from "../../../contract/refusal";
import { credentialName, isRevoked } from "../credential-list";
import { type Ctx, observeCredentials } from "../observe";
import type { PreviousCredential } from "../state";
import { revokeCredential } from "./revoke-credential";

/** A pair of a contract that this resource is not about any more: revoked there, if it is not yet. */
export const revokeElsewhere = async (
  { acmeContractId, credentialId }: PreviousCredential,
  ctx: Ctx,
): Promise<void> => {
  if (acmeContractId === undefined) return;
  const list = await observeCredentials(acmeContractId, ctx).catch((error) => {
    throw Refusal.is(error) ? new Refusal([...error.lines, wayOut(credentialId)]) : error;
  });
  const entry = list.find((credential) => credential.credentialId === credentialId);
  if (entry === undefined || isRevoked(entry) || ctx.owned(credentialName(credentialId)) !== undefined) return;
  await revokeCredential(acmeContractId, credentialId, ctx);
  ctx.run.log.info(`credential ${credentialId} of ACME contract ${acmeContractId} is revoked`);
};

const wayOut = (credentialId: number): string =>
  `credential ${credentialId}, which was replaced, is of that contract: to leave it active, set superseded: { action: "keep" }, or the option retainOnDelete: true before this resource is deleted`;
