import type { AcmeCredential, Secret } from "../../certcentral";
import type { AcmeCredentialsState, NamedCredential } from "./state";

/*
 * Which entry of a contract's list is which. Pure.
 */

export const isActive = ({ status }: AcmeCredential): boolean => status.toLowerCase() === "active";
export const isRevoked = ({ status }: AcmeCredential): boolean => status.toLowerCase() === "revoked";

/** What may stand for the hidden rest of a key id. */
const DOTS = /^[*.…•]+|[*.…•]+$/g;

/** Whether a hint can be one of this key id: which end of it the hint shows is undocumented. */
export const fits = ({ kidHint }: AcmeCredential, kid: Secret): boolean => {
  const hint = kidHint?.replace(DOTS, "") ?? "";
  return hint !== "" && (kid.reveal().startsWith(hint) || kid.reveal().endsWith(hint));
};

/** Those that were not there before. */
export const newSince = (list: readonly AcmeCredential[], known: Iterable<number>): AcmeCredential[] => {
  const before = new Set(known);
  return list.filter(({ credentialId }) => !before.has(credentialId));
};

/**
 * The one entry that is the pair with this key id: not there before the pair was made, and its hint fits.
 * `undefined` where there is none, or more than one.
 */
export const oneOf = (
  list: readonly AcmeCredential[],
  known: Iterable<number>,
  kid: Secret,
): AcmeCredential | undefined => {
  const [found, ...others] = newSince(list, known).filter((credential) => fits(credential, kid));
  return others.length === 0 ? found : undefined;
};

export const idsOf = (list: readonly AcmeCredential[]): number[] => list.map(({ credentialId }) => credentialId);

export const named = ({ credentialId, kidHint, createdAt }: NamedCredential): NamedCredential => ({
  credentialId,
  ...(kidHint === undefined ? {} : { kidHint }),
  ...(createdAt === undefined ? {} : { createdAt }),
});
/** The entry of the list that is this pair, when it shows exactly one that can be. */

export const entryOf = (
  list: readonly AcmeCredential[],
  { kid, credentialId, knownCredentialIds }: AcmeCredentialsState,
): AcmeCredential | undefined => {
  if (credentialId !== undefined) return list.find((entry) => entry.credentialId === credentialId);
  return kid === undefined ? undefined : oneOf(list, knownCredentialIds, kid);
};
/** The credential, as resources of one run name it to each other. */

export const credentialName = (credentialId: number): string => `ACME credential ${credentialId}`;
