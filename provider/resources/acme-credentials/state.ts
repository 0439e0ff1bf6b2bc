import { Secret } from "../../certcentral";
import { present } from "../../contract/present";
import type { Bag } from "../../contract/resource";
import { type Layout, type OutputsOf, storedState } from "../../contract/stored-state";
import { AcmeCredentialsInputs, onChange } from "./inputs";

/**
 * What we keep of a pair between runs: everything that diff, read and delete need, for they are given nothing else.
 * The two secrets are kept once.
 */
export interface AcmeCredentialsState {
  /** The inputs as the pair was asked for; stored under their own names. */
  readonly requestedInputs: AcmeCredentialsInputs;
  /** `active`, `revoked`, another word of DigiCert's, `missing` (no longer listed), or `none` (no pair yet). */
  readonly status: string;
  readonly directoryUrl?: string;
  readonly kid?: Secret;
  readonly hmacKey?: Secret;
  readonly accountId?: number;
  /** End of the contract, ISO 8601 UTC. */
  readonly validTill?: string;
  /** When the pair came, ISO 8601 UTC, by our own clock: DigiCert's list names no zone. */
  readonly createdAt?: string;
  /** The regenerate answer does not tell it; found in the list. */
  readonly credentialId?: number;
  readonly kidHint?: string;
  /** Why there is a pair without `credentialId`: the list could not be read, or showed no one entry that is ours. */
  readonly idUnknown?: IdUnknown;
  /** The credentials of the contract right before ours was made: ours is none of them. */
  readonly knownCredentialIds: readonly number[];
  /** Pairs of ours that were replaced and are still active. */
  readonly previousCredentials: readonly PreviousCredential[];
  readonly pending?: Pending;
  /** Active credentials that appeared while an answer was lost: one of them may be a pair whose secret nobody has. */
  readonly orphanCandidates: readonly NamedCredential[];
  /** What `revokeCredentialIds` asked for and is done. */
  readonly revokedCredentialIds: readonly number[];
  /** What `revokeExisting` asked for and is not done yet. */
  readonly pendingRevocations: readonly number[];
  /** What `revokeExisting` would have revoked, had it been certain that this is the resource's first pair. */
  readonly sparedCredentials: readonly NamedCredential[];
  /** What counts as asked, though the program does not say it any more, or the answer to it was lost. */
  readonly askedBefore?: AskedDigests;
}

/** Digests, for the values may be secrets that nothing marks as such any more; `""` where nothing was said. */
export interface AskedDigests {
  readonly triggers: string;
}

export type IdUnknown = "unread" | "not-found";

/** A credential, as far as the list tells of it. */
export interface NamedCredential {
  readonly credentialId: number;
  readonly kidHint?: string;
  /** ISO 8601 UTC. */
  readonly createdAt?: string;
}

export interface PreviousCredential extends NamedCredential {
  /** Its contract, where that is not the one that state is about: `acmeContractId` was changed since. */
  readonly acmeContractId?: number;
  /** ISO 8601 UTC: since then, its successor was there to be used. */
  readonly replacedAt: string;
}

/** A regenerate whose answer never came: the pair may exist, and its secret is lost. */
export interface Pending {
  /** ISO 8601 UTC. */
  readonly since: string;
  /** The contract's credentials before the first such request. */
  readonly knownCredentialIds: readonly number[];
}
/** Where each member is stored. The two secrets are for the engine to encrypt, and are told apart in `store`. */
const LAYOUT = {
  status: "output",
  directoryUrl: "output",
  kid: "output",
  hmacKey: "output",
  accountId: "internal",
  validTill: "output",
  createdAt: "output",
  credentialId: "output",
  kidHint: "internal",
  idUnknown: "internal",
  knownCredentialIds: "internal",
  previousCredentials: "output",
  pending: "internal",
  orphanCandidates: "output",
  revokedCredentialIds: "internal",
  pendingRevocations: "output",
  sparedCredentials: "output",
  askedBefore: "internal",
} as const satisfies Layout<AcmeCredentialsState>;

/** What programs read of a pair. */
export type AcmeCredentialsOutputs = OutputsOf<StoredPair, typeof LAYOUT>;

/** The secrets as they are stored. */
type StoredPair = Omit<AcmeCredentialsState, "kid" | "hmacKey"> & { readonly kid?: string; readonly hmacKey?: string };

/** What a stored bag may lack, and what there is before the first pair. */
export const EMPTY = {
  status: "none",
  knownCredentialIds: [],
  previousCredentials: [],
  orphanCandidates: [],
  revokedCredentialIds: [],
  pendingRevocations: [],
  sparedCredentials: [],
} as const satisfies Partial<AcmeCredentialsState>;

const plain = storedState<AcmeCredentialsInputs, StoredPair>({
  inputs: onChange,
  schema: AcmeCredentialsInputs,
  layout: LAYOUT,
  empty: EMPTY,
});

export const store = ({ kid, hmacKey, ...state }: AcmeCredentialsState): Bag =>
  plain.store({ ...state, ...present({ kid: kid?.reveal(), hmacKey: hmacKey?.reveal() }) });

export const restore = (stored: Bag): AcmeCredentialsState => {
  const { kid, hmacKey, ...state } = plain.restore(stored);
  return {
    ...state,
    ...(typeof kid !== "string" ? {} : { kid: new Secret(kid) }),
    ...(typeof hmacKey !== "string" ? {} : { hmacKey: new Secret(hmacKey) }),
  };
};
