import type { AcmeCredential } from "../../certcentral";
import { present } from "../../contract/present";
import { Refusal } from "../../contract/refusal";
import { reconcile } from "./apply/after-lost-answer";
import { entryOf, isEntryOf, isRevoked } from "./credential-list";
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
  // What the list does not show, or shows in a word that this release does not know, may be alive: it is not forgotten.
  const mayLive = ({ credentialId }: { readonly credentialId: number }): boolean =>
    !list.some((credential) => credential.credentialId === credentialId && isRevoked(credential));
  const validTill = endsSoon(prior.validTill, ctx.run.now())
    ? (await observeContract(acmeContractId, ctx)).validTill
    : undefined;
  const seen: AcmeCredentialsState = {
    ...(entry !== undefined && prior.credentialId === undefined ? identifiedState(prior, entry) : prior),
    status: statusOf(prior, entry, list),
    previousCredentials: prior.previousCredentials.filter((pair) => pair.acmeContractId !== undefined || mayLive(pair)),
    orphanCandidates: prior.orphanCandidates.filter(mayLive),
    sparedCredentials: prior.sparedCredentials.filter(mayLive),
    ...present({ validTill }),
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
  // Without its id: whichever of these it is, it is revoked if they all are.
  const candidates = list.filter((credential) => isEntryOf(credential, prior) !== "no");
  const isOneListed = candidates.some((credential) => isEntryOf(credential, prior) === "yes");
  return isOneListed && candidates.every(isRevoked) ? "revoked" : prior.status;
};
