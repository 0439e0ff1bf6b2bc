import type { AcmeCredential, Secret } from "../../certcentral";
import { present } from "../../contract/present";
import type { NamedCredential } from "./state";

/*
 * Which entry of a contract's list is which. Pure.
 */

export const isActive = ({ status }: AcmeCredential): boolean => status.toLowerCase() === "active";
export const isRevoked = ({ status }: AcmeCredential): boolean => status.toLowerCase() === "revoked";

/** What may stand for the hidden rest of a key id. */
const DOTS = /^[*.…•]+|[*.…•]+$/g;

/** Whether a hint can be one of this key id: which end of it the hint shows is undocumented. None, or only dots, tells nothing. */
export const hintFits = ({ kidHint }: AcmeCredential, kid: Secret): "yes" | "no" | "cannot tell" => {
  const hint = kidHint?.replace(DOTS, "") ?? "";
  if (hint === "") return "cannot tell";
  return kid.reveal().startsWith(hint) || kid.reveal().endsWith(hint) ? "yes" : "no";
};

/** A pair that was made, as far as it is known which entry of the list it is. */
export interface Pair {
  readonly kid?: Secret | undefined;
  readonly credentialId?: number | undefined;
  /** The entries right before it was made: it is none of them. */
  readonly knownCredentialIds: readonly number[];
}

/** Whether an entry of the list is this pair: by its id, else because it was not there before and its hint fits. */
export const isEntryOf = (entry: AcmeCredential, pair: Pair): "yes" | "no" | "cannot tell" => {
  if (pair.credentialId !== undefined) return pair.credentialId === entry.credentialId ? "yes" : "no";
  if (pair.kid === undefined || pair.knownCredentialIds.includes(entry.credentialId)) return "no";
  return hintFits(entry, pair.kid);
};

/** The one entry of the list that is this pair; `undefined` where there is none, or more than one that looks like it. */
export const entryOf = (list: readonly AcmeCredential[], pair: Pair): AcmeCredential | undefined => {
  const [found, ...others] = list.filter((entry) => isEntryOf(entry, pair) === "yes");
  return others.length === 0 ? found : undefined;
};

/** Those that were not there before. */
export const newSince = (list: readonly AcmeCredential[], known: Iterable<number>): AcmeCredential[] => {
  const before = new Set(known);
  return list.filter(({ credentialId }) => !before.has(credentialId));
};

export const idsOf = (list: readonly AcmeCredential[]): number[] => list.map(({ credentialId }) => credentialId);

export const named = ({ credentialId, kidHint, createdAt }: NamedCredential): NamedCredential =>
  present({ credentialId, kidHint, createdAt });

/** The credential, as resources of one run name it to each other. */
export const credentialName = (credentialId: number): string => `ACME credential ${credentialId}`;
