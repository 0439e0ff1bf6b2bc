import type { AcmeCredential, RegeneratedCredentials } from "../../../certcentral";
import { present } from "../../../contract/present";
import { idsOf, named, newSince } from "../credential-list";
import type { AcmeCredentialsInputs } from "../inputs";
import { askedInVain, stillAsked } from "../requested-inputs";
import type { AcmeCredentialsState, IdUnknown, NamedCredential, PreviousCredential } from "../state";
import { EMPTY } from "../state";

/*
 * The states of a pair, each built from the one before. Pure.
 */

type Lost = Pick<Made, "inputs" | "prior" | "before" | "pendingRevocations" | "sparedCredentials" | "now"> & {
  readonly appeared: readonly AcmeCredential[];
};

/** A regenerate was sent and its answer never came. An earlier pair stays in the outputs: it still works. */
export const lostState = ({
  inputs,
  prior,
  before,
  appeared,
  pendingRevocations,
  sparedCredentials,
  now,
}: Lost): AcmeCredentialsState => ({
  ...EMPTY,
  ...prior,
  // What the earlier pair was asked for with still counts: the reason for a new one stays.
  ...(prior?.kid === undefined ? { requestedInputs: inputs } : askedInVain(prior, inputs)),
  pendingRevocations,
  sparedCredentials: sparedCredentials.map(named),
  pending: prior?.pending ?? { since: now.toISOString(), knownCredentialIds: idsOf(before) },
  orphanCandidates: [
    ...(prior?.orphanCandidates ?? []),
    ...newSince(
      appeared,
      (prior?.orphanCandidates ?? []).map(({ credentialId }) => credentialId),
    ).map(named),
  ],
});

export interface Made {
  readonly inputs: AcmeCredentialsInputs;
  readonly prior: AcmeCredentialsState | undefined;
  readonly pair: RegeneratedCredentials;
  /** The list right before the pair was made. */
  readonly before: readonly AcmeCredential[];
  /** The pair before, as the list shows it, when it is active. */
  readonly replaced: NamedCredential | undefined;
  readonly unseen: readonly AcmeCredential[];
  readonly pendingRevocations: readonly number[];
  readonly sparedCredentials: readonly NamedCredential[];
  readonly now: Date;
}

/** There is a new pair; which entry of the list it is, is not known yet. */
export const madeState = ({
  inputs,
  prior,
  pair,
  before,
  replaced,
  unseen,
  pendingRevocations,
  sparedCredentials,
  now,
}: Made): AcmeCredentialsState => {
  const validTill = pair.validTill ?? prior?.validTill;
  return {
    ...(prior === undefined ? { requestedInputs: inputs } : stillAsked(prior, inputs)),
    status: "active",
    directoryUrl: pair.directoryUrl,
    kid: pair.kid,
    hmacKey: pair.hmacKey,
    ...present({ accountId: pair.accountId, validTill }),
    createdAt: now.toISOString(),
    idUnknown: "unread",
    knownCredentialIds: idsOf(before),
    previousCredentials: previousOf(prior, replaced, now),
    orphanCandidates: unseen.map(named),
    revokedCredentialIds: prior?.revokedCredentialIds ?? [],
    pendingRevocations,
    sparedCredentials: sparedCredentials.map(named),
  };
};

/** Our replaced pairs. Where the current one did not work, clients still use those before it: their time begins anew. */
const previousOf = (
  prior: AcmeCredentialsState | undefined,
  replaced: NamedCredential | undefined,
  now: Date,
): PreviousCredential[] => {
  const replacedAt = now.toISOString();
  const earlier = prior?.previousCredentials ?? [];
  return [
    ...(prior?.status === "active" ? earlier : earlier.map((credential) => ({ ...credential, replacedAt }))),
    ...(replaced === undefined ? [] : [{ ...named(replaced), replacedAt }]),
  ];
};

/** The pair's entry of the list was found, or why it was not. */
export const identifiedState = (
  state: AcmeCredentialsState,
  found: AcmeCredential | IdUnknown,
): AcmeCredentialsState => {
  const { idUnknown: _, credentialId: __, kidHint: ___, ...rest } = state;
  return typeof found === "string"
    ? { ...rest, idUnknown: found }
    : { ...rest, credentialId: found.credentialId, ...present({ kidHint: found.kidHint }) };
};

/** A credential is revoked: nothing of it is left to be done. */
export const revokedState = (
  state: AcmeCredentialsState,
  credentialId: number,
  { revokeCredentialIds = [] }: AcmeCredentialsInputs,
): AcmeCredentialsState => ({
  ...state,
  previousCredentials: state.previousCredentials.filter((c) => c.credentialId !== credentialId),
  orphanCandidates: state.orphanCandidates.filter((c) => c.credentialId !== credentialId),
  sparedCredentials: state.sparedCredentials.filter((c) => c.credentialId !== credentialId),
  revokedCredentialIds: revokeCredentialIds.filter(
    (id) => id === credentialId || state.revokedCredentialIds.includes(id),
  ),
  pendingRevocations: state.pendingRevocations.filter((id) => id !== credentialId),
});

/** Nothing was made after all, and nothing has to be. */
export const settledState = (
  { pending: _, ...state }: AcmeCredentialsState,
  appeared: readonly AcmeCredential[],
): AcmeCredentialsState => ({ ...state, orphanCandidates: appeared.map(named) });
