import type { Heir } from "../../../contract/heir";
import { present } from "../../../contract/present";
import { credentialName } from "../credential-list";
import { siblingsOf } from "../made-here";
import type { Ctx } from "../observe";
import { namedCredential, namedCredentials } from "../reasons";
import type { AcmeCredentialsState, NamedCredential, PreviousCredential } from "../state";

type Holder = Extract<Heir, { is: "holder" }>;

/** The pairs that this resource made and that are not revoked, as far as their ids are known; the current one as replaced now. Pure. */
export const ownPairs = (state: AcmeCredentialsState, now: Date): readonly PreviousCredential[] => [
  ...state.previousCredentials,
  ...(state.credentialId === undefined || state.status === "revoked"
    ? []
    : [
        present({
          credentialId: state.credentialId,
          kidHint: state.kidHint,
          createdAt: state.createdAt,
          replacedAt: now.toISOString(),
        }),
      ]),
];

/** A new resource's state with the pairs of the one whose place it takes: replaced now, and still active. Pure. */
export const inherit = (
  state: AcmeCredentialsState,
  predecessor: AcmeCredentialsState,
  now: Date,
): AcmeCredentialsState => {
  const { acmeContractId } = predecessor.requestedInputs;
  const ofContract = acmeContractId === state.requestedInputs.acmeContractId ? {} : { acmeContractId };
  const known = new Set([state.credentialId, ...state.previousCredentials.map(({ credentialId }) => credentialId)]);
  const ours = ownPairs(predecessor, now).filter(({ credentialId }) => !known.has(credentialId));
  return {
    ...state,
    previousCredentials: [...state.previousCredentials, ...ours.map((pair) => ({ ...ofContract, ...pair }))],
  };
};

/** Revokes nothing that clients may still use until they have the new pair: says what becomes of each. */
export const leaveToHeir = (prior: AcmeCredentialsState, heir: Holder, ctx: Ctx): void => {
  const { log, now } = ctx.run;
  const { acmeContractId: contract } = prior.requestedInputs;
  const ours = ownPairs(prior, now());
  ctx.leave(ours.map(({ credentialId }) => credentialName(credentialId)));
  log.info(`ACME contract ${contract}: nothing is revoked, for ${heir.name} has taken its place`);
  for (const pair of ours) {
    const name = `${namedCredential(pair)} of ACME contract ${pair.acmeContractId ?? contract}`;
    // By the wish of another resource: what existed, or what the user lists.
    if (siblingsOf(ctx).isRevoking(pair.credentialId)) log.info(`${name} was revoked in this run`);
    else if (heir.retires(credentialName(pair.credentialId)))
      log.info(
        `${name} is left to ${heir.name}, which has it in its ledger (previousCredentials): its \`superseded\` says when it goes`,
      );
    else
      log.warn(
        `${name}: this resource leaves it alone, and ${heir.name} does not know of it; list it in revokeCredentialIds there once no client uses it (and an alias, at the next renaming, keeps what is known)`,
      );
  }
  if (prior.kid !== undefined && prior.credentialId === undefined && prior.status === "active")
    log.warn(
      `the pair of ACME contract ${contract} stays active: its credential id is not known; revoke it in CertCentral`,
    );
  if (prior.pending !== undefined)
    log.warn(
      `ACME contract ${contract}: a pair that was asked for may have been made, for its answer was lost, and ${heir.name} does not know of it: look in CertCentral for one that nobody uses, and revoke it`,
    );
  const unseen = prior.orphanCandidates.filter(({ credentialId }) => !siblingsOf(ctx).isRevoking(credentialId));
  if (unseen.length > 0) log.warn(leftActive(contract, unseen));
};

/** What may be a pair of ours whose secret nobody has. */
export const leftActive = (contract: number, unseen: readonly NamedCredential[]): string =>
  `left active in ACME contract ${contract}: ${namedCredentials(unseen)}, which appeared while an answer was lost; if nobody uses it, revoke it in CertCentral`;
