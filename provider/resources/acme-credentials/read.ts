import type { AcmeCredential } from "../../certcentral";
import { Refusal } from "../../contract/refusal";
import { reconcile } from "./apply/after-lost-answer";
import { entryOf, fits, isActive, isRevoked, newSince } from "./credential-list";
import { type Ctx, observeContract, observeCredentials } from "./observe";
import { endsSoon } from "./plan/plan";
import type { AcmeCredentialsState } from "./state";
import { identifiedState } from "./transitions/next-state";

/**
 * The live facts: one request, and a second one when the contract's end is near, for it may have been renewed. A revoked
 * pair is described, not hidden.
 */
export const read = async (prior: AcmeCredentialsState, ctx: Ctx): Promise<AcmeCredentialsState> => {
  const { acmeContractId } = prior.requestedInputs;
  const list = await observeCredentials(acmeContractId, ctx);
  if (prior.kid === undefined) return prior;
  if (list.length === 0 && prior.credentialId !== undefined)
    throw new Refusal([
      `ACME contract ${acmeContractId} lists no credentials at all, not even revoked ones, though credential ${prior.credentialId} was there`,
      "check the contract in CertCentral; if it is really empty, pulumi state delete lets go of this resource",
    ]);
  const entry = entryOf(list, prior);
  const is = (test: (credential: AcmeCredential) => boolean) => (listed: { credentialId: number }) =>
    list.some((credential) => credential.credentialId === listed.credentialId && test(credential));
  const validTill = endsSoon(prior.validTill, ctx.run.now())
    ? (await observeContract(acmeContractId, ctx)).validTill
    : undefined;
  const seen: AcmeCredentialsState = {
    ...(entry !== undefined && prior.credentialId === undefined ? identifiedState(prior, entry) : prior),
    status: statusOf(prior, entry, list),
    previousCredentials: prior.previousCredentials.filter(is((credential) => !isRevoked(credential))),
    orphanCandidates: prior.orphanCandidates.filter(is(isActive)),
    sparedCredentials: prior.sparedCredentials.filter(is(isActive)),
    ...(validTill === undefined ? {} : { validTill }),
  };
  return reconcile(seen, list, ctx);
};

const statusOf = (
  prior: AcmeCredentialsState,
  entry: AcmeCredential | undefined,
  list: readonly AcmeCredential[],
): string => {
  if (entry !== undefined) return entry.status.toLowerCase();
  if (prior.credentialId !== undefined) return "missing";
  const { kid } = prior;
  // Without its id: whichever of these it is, it is revoked if they all are.
  const candidates =
    kid === undefined ? [] : newSince(list, prior.knownCredentialIds).filter((credential) => fits(credential, kid));
  return candidates.length > 0 && candidates.every(isRevoked) ? "revoked" : prior.status;
};
