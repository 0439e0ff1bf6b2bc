import type { AcmeCredential } from "../../../certcentral";
import { credentialName, entryOf, idsOf, isActive, newSince } from "../credential-list";
import type { AcmeCredentialsInputs } from "../inputs";
import { siblingsOf } from "../made-here";
import type { Ctx } from "../observe";
import { namedCredentials, sentence } from "../reasons";
import type { AcmeCredentialsState, NamedCredential } from "../state";

/** What is wanted, and what there was. */
export interface Goal {
  readonly inputs: AcmeCredentialsInputs;
  readonly prior: AcmeCredentialsState | undefined;
}

/** What comes of the others when a pair is made, given what the contract's list shows right before. */
export interface ExistingCredentials {
  /** What `revokeExisting` revokes, each by its id, once there is a new pair. */
  readonly pendingRevocations: readonly number[];
  /** What it would revoke, and does not, for this may not be the first pair. */
  readonly sparedCredentials: readonly NamedCredential[];
  /** Active, and not there before the request whose answer was lost. */
  readonly unseen: readonly AcmeCredential[];
  /** Other active ones that this resource does not know. */
  readonly others: readonly AcmeCredential[];
}

export const existingCredentialsOf = (goal: Goal, before: readonly AcmeCredential[], ctx: Ctx): ExistingCredentials => {
  const { inputs, prior } = goal;
  const foreign = before.filter(
    (credential) =>
      isActive(credential) &&
      !isOurs(prior, before, credential) &&
      !siblingsOf(ctx).mayBeMade(inputs.acmeContractId, credential),
  );
  const unseen = unseenAmong(prior, foreign);
  const others = prior === undefined ? foreign : newSince(foreign, [...prior.knownCredentialIds, ...idsOf(unseen)]);
  return { ...existingOf(goal, before, foreign, ctx), unseen, others };
};

/**
 * `revokeExisting` is for the very first pair, and means what existed when it was first asked for: not what another resource
 * of this run keeps.
 *
 * A create cannot be told from that of a resource which was renamed, or replaced by `--replace`: it is given no state. The list
 * can tell: an earlier `revokeExisting` left revoked credentials behind. Where there are such, or some of a status that this release
 * does not know, nobody is cut off a second time.
 */
const existingOf = (
  { inputs, prior }: Goal,
  before: readonly AcmeCredential[],
  foreign: readonly AcmeCredential[],
  ctx: Ctx,
): Pick<ExistingCredentials, "pendingRevocations" | "sparedCredentials"> => {
  if (inputs.revokeExisting !== true) return NOTHING_EXISTING;
  if (prior !== undefined && (prior.kid !== undefined || prior.requestedInputs.revokeExisting === true)) return prior;
  const unseen = idsOf(unseenAmong(prior, foreign));
  const existing = foreign.filter(
    ({ credentialId: id }) =>
      ctx.owned(credentialName(id)) === undefined && !unseen.includes(id) && !siblingsOf(ctx).hasAppeared(id),
  );
  const servedBefore = before.some(
    (credential) => !isActive(credential) && !siblingsOf(ctx).isRevoking(credential.credentialId),
  );
  return servedBefore
    ? { pendingRevocations: [], sparedCredentials: existing }
    : { pendingRevocations: idsOf(existing), sparedCredentials: [] };
};

/** Without `revokeExisting`. */
export const NOTHING_EXISTING = { pendingRevocations: [], sparedCredentials: [] } as const;

const isOurs = (
  prior: AcmeCredentialsState | undefined,
  list: readonly AcmeCredential[],
  { credentialId }: AcmeCredential,
): boolean =>
  prior !== undefined &&
  (entryOf(list, prior)?.credentialId === credentialId ||
    prior.previousCredentials.some((previous) => previous.credentialId === credentialId));

/** What appeared since the request whose answer was lost, and was reported as such before. */
export const unseenAmong = (
  prior: AcmeCredentialsState | undefined,
  active: readonly AcmeCredential[],
): AcmeCredential[] => {
  if (prior === undefined) return [];
  const reported = new Set(prior.orphanCandidates.map(({ credentialId }) => credentialId));
  const appeared = prior.pending === undefined ? [] : newSince(active, prior.pending.knownCredentialIds);
  return active.filter((credential) => reported.has(credential.credentialId) || appeared.includes(credential));
};

/** Says what is there besides, before anything is written. */
export const report = (
  { inputs, prior }: Goal,
  { unseen, others, pendingRevocations, sparedCredentials }: ExistingCredentials,
  { run: { log } }: Ctx,
): void => {
  const contract = `ACME contract ${inputs.acmeContractId}`;
  if (unseen.length > 0) log.warn(unseenWarning(inputs.acmeContractId, unseen));
  const [going, staying] = [
    others.filter(({ credentialId }) => pendingRevocations.includes(credentialId)),
    others.filter(({ credentialId }) => !pendingRevocations.includes(credentialId)),
  ];
  if (going.length > 0)
    log.warn(
      `revokeExisting: once there is a new pair, what existed in ${contract} is REVOKED, and whoever uses it gets no more certificates: ${namedCredentials(going)}`,
    );
  if (prior === undefined && sparedCredentials.length > 0)
    log.warn(sentence({ code: "existing-spared", credentials: sparedCredentials }));
  else if (staying.length > 0)
    log.info(
      prior === undefined
        ? `${contract} has other active credentials, which this resource does not touch: ${namedCredentials(staying)}; one that an interrupted run left behind can be listed in revokeCredentialIds`
        : `${contract} has active credentials that are new to this resource, which it does not touch: ${namedCredentials(staying)}; one that an interrupted run left behind can be listed in revokeCredentialIds`,
    );
};

export const unseenWarning = (acmeContractId: number, unseen: readonly AcmeCredential[]): string =>
  `ACME contract ${acmeContractId}: while an answer was lost, ${namedCredentials(unseen)} appeared: it may be a pair whose secret nobody has, or somebody else's; it is not touched; once you are sure that nobody uses it, list it in revokeCredentialIds`;
