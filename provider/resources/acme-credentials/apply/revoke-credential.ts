import { CertCentralError, revokeAcmeCredential, writeOnce } from "../../../certcentral";
import { Refusal } from "../../../contract/refusal";
import { each } from "../../wording";
import { isActive, isRevoked } from "../credential-list";
import { siblingsOf } from "../made-here";
import { type Ctx, observeCredentials } from "../observe";

/** Not to be seen is not revoked. */
export const unlistedWarning = (acmeContractId: number, ids: readonly number[]): string =>
  `credential ${each(ids.map(String))} is not listed by ACME contract ${acmeContractId} any more: whether it is revoked cannot be told; look it up in CertCentral`;

/** Revokes one by its id. After a lost answer the list tells what became of it. */
export const revokeCredential = async (acmeContractId: number, credentialId: number, ctx: Ctx): Promise<void> => {
  const { api, run } = ctx;
  run.log.progress(`revoking credential ${credentialId} of ACME contract ${acmeContractId}`);
  siblingsOf(ctx).revoking(credentialId);
  const look = async () =>
    (await observeCredentials(acmeContractId, ctx)).find((credential) => credential.credentialId === credentialId);
  try {
    const written = await writeOnce({
      send: () => api.send(revokeAcmeCredential, { acmeContractId, credentialId }, run),
      look,
      isDone: (entry) =>
        entry === undefined ? "cannot tell" : isRevoked(entry) ? "yes" : isActive(entry) ? "no" : "cannot tell",
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
