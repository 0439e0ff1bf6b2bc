import type { AcmeCredential } from "../../certcentral";
import { idsOf, isActive, newSince } from "./credentials";
import { entryOf } from "./identify";
import type { AcmeCredentialsInputs } from "./inputs";
import type { Ctx } from "./look";
import { namedCredentials } from "./reasons";
import type { AcmeCredentialsState } from "./state";
import { isMadeHere } from "./turns";

/** What is wanted, and what there was. */
export interface Goal {
  readonly inputs: AcmeCredentialsInputs;
  readonly was: AcmeCredentialsState | undefined;
}

/** How a new pair is made, given what the contract's list shows right before. */
export interface Manner {
  /** Whether DigiCert is told to revoke everything that exists. */
  readonly revokeExisting: boolean;
  /** What is revoked by its id instead, once there is a new pair: others of this process must not be hit. */
  readonly toRevoke: readonly number[];
  /** Active, and not there before the request whose answer was lost. */
  readonly unseen: readonly AcmeCredential[];
  /** Other active ones that this resource does not know. */
  readonly others: readonly AcmeCredential[];
}

/**
 * `revokeExisting` is for a first pair, and means what existed before it was first asked for: not what a resource beside
 * this one has just made, and not a credential that appeared since and may be in use.
 */
export const mannerOf = ({ inputs, was }: Goal, before: readonly AcmeCredential[]): Manner => {
  const strange = before.filter((credential) => isActive(credential) && !isOurs(was, before, credential));
  const foreign = strange.filter((credential) => !isMadeHere(inputs.acmeContractId, credential));
  const unseen = unseenAmong(was, foreign);
  const others = was === undefined ? foreign : newSince(foreign, [...was.knownCredentialIds, ...idsOf(unseen)]);
  const all = inputs.revokeExisting === true && was?.kid === undefined;
  const spare = unseen.length > 0 || foreign.length < strange.length;
  return {
    revokeExisting: all && !spare,
    toRevoke: all && spare ? idsOf(foreign).filter((id) => !idsOf(unseen).includes(id)) : [],
    unseen,
    others,
  };
};

const isOurs = (
  was: AcmeCredentialsState | undefined,
  list: readonly AcmeCredential[],
  { credentialId }: AcmeCredential,
): boolean =>
  was !== undefined &&
  (entryOf(list, was)?.credentialId === credentialId ||
    was.previousCredentials.some((previous) => previous.credentialId === credentialId));

/** What appeared since the request whose answer was lost, and was reported as such before. */
export const unseenAmong = (
  was: AcmeCredentialsState | undefined,
  active: readonly AcmeCredential[],
): AcmeCredential[] => {
  if (was === undefined) return [];
  const reported = new Set(was.unseenCredentials.map(({ credentialId }) => credentialId));
  const appeared = was.pending === undefined ? [] : newSince(active, was.pending.knownCredentialIds);
  return active.filter((credential) => reported.has(credential.credentialId) || appeared.includes(credential));
};

/** Says what is there besides, before anything is written. */
export const report = ({ inputs, was }: Goal, manner: Manner, { run: { log } }: Ctx): void => {
  const contract = `ACME contract ${inputs.acmeContractId}`;
  if (manner.unseen.length > 0) log.warn(unseenWarning(inputs.acmeContractId, manner.unseen));
  if (manner.revokeExisting && manner.others.length > 0)
    log.warn(
      `revokeExisting: every credential of ${contract} is revoked, and whoever uses one gets no more certificates: ${namedCredentials(manner.others)}`,
    );
  else if (manner.others.length > 0 && manner.toRevoke.length === 0)
    log.info(
      was === undefined
        ? `${contract} has other active credentials, which stay as they are: ${namedCredentials(manner.others)}; one that an interrupted run left behind can be listed in revokeCredentialIds`
        : `${contract} has active credentials that are new to this resource, and stay as they are: ${namedCredentials(manner.others)}; one that an interrupted run left behind can be listed in revokeCredentialIds`,
    );
};

export const unseenWarning = (acmeContractId: number, unseen: readonly AcmeCredential[]): string =>
  `ACME contract ${acmeContractId}: while an answer was lost, ${namedCredentials(unseen)} appeared: it may be a pair whose secret nobody has, or somebody else's; it is not touched; once you are sure that nobody uses it, list it in revokeCredentialIds`;
