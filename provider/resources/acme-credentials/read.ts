import type { AcmeCredential } from "../../certcentral";
import { Refusal } from "../../contract/refusal";
import { settle } from "./after-lost-answer";
import { fits, isActive, isRevoked, newSince } from "./credential-list";
import { entryOf } from "./identify";
import { identifiedState } from "./next-state";
import { type Ctx, look, lookAtContract } from "./observe";
import { endsSoon } from "./plan";
import type { AcmeCredentialsState } from "./state";

/**
 * The live facts: one request, and a second one when the contract's end is near, for it may have been renewed. A revoked
 * pair is described, not hidden.
 */
export const read = async (was: AcmeCredentialsState, ctx: Ctx): Promise<AcmeCredentialsState> => {
  const { acmeContractId } = was.asked;
  const list = await look(acmeContractId, ctx);
  if (was.kid === undefined) return was;
  if (list.length === 0 && was.credentialId !== undefined)
    throw new Refusal([
      `ACME contract ${acmeContractId} lists no credentials at all, not even revoked ones, though credential ${was.credentialId} was there`,
      "check the contract in CertCentral; if it is really empty, pulumi state delete lets go of this resource",
    ]);
  const entry = entryOf(list, was);
  const is = (test: (credential: AcmeCredential) => boolean) => (listed: { credentialId: number }) =>
    list.some((credential) => credential.credentialId === listed.credentialId && test(credential));
  const validTill = endsSoon(was.validTill, ctx.run.now())
    ? (await lookAtContract(acmeContractId, ctx)).validTill
    : undefined;
  const seen: AcmeCredentialsState = {
    ...(entry !== undefined && was.credentialId === undefined ? identifiedState(was, entry) : was),
    status: statusOf(was, entry, list),
    previousCredentials: was.previousCredentials.filter(is((credential) => !isRevoked(credential))),
    unseenCredentials: was.unseenCredentials.filter(is(isActive)),
    sparedCredentials: was.sparedCredentials.filter(is(isActive)),
    ...(validTill === undefined ? {} : { validTill }),
  };
  return settle(seen, list, ctx);
};

const statusOf = (
  was: AcmeCredentialsState,
  entry: AcmeCredential | undefined,
  list: readonly AcmeCredential[],
): string => {
  if (entry !== undefined) return entry.status.toLowerCase();
  if (was.credentialId !== undefined) return "missing";
  const { kid } = was;
  // Without its id: whichever of these it is, it is revoked if they all are.
  const candidates =
    kid === undefined ? [] : newSince(list, was.knownCredentialIds).filter((credential) => fits(credential, kid));
  return candidates.length > 0 && candidates.every(isRevoked) ? "revoked" : was.status;
};
