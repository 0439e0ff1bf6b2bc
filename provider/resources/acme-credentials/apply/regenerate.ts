import {
  type AcmeCredential,
  type RegeneratedCredentials,
  regenerateAcmeCredentials,
  writeOnce,
} from "../../../certcentral";
import { PartialFailure } from "../../../contract/partial-failure";
import { present } from "../../../contract/present";
import { entryOf, idsOf, isActive, newSince } from "../credential-list";
import { siblingsOf } from "../made-here";
import { type Ctx, observeCredentials } from "../observe";
import { contractWarning, retirementOf } from "../plan/plan";
import { namedCredential, namedCredentials, sentence } from "../reasons";
import type { AcmeCredentialsState, NamedCredential } from "../state";
import { lostState, madeState } from "../transitions/next-state";
import { type ExistingCredentials, existingCredentialsOf, type Goal, report } from "./existing-credentials";
import { identify } from "./identify";
import { refuseUnlisted } from "./revoke";

/**
 * Makes a new pair, one resource of a contract at a time. Reads the list first and last: the entry that is new and whose
 * hint fits is ours. `save` is told the state that must survive whatever happens next, as soon as there is a pair.
 */
export const regenerate = (
  goal: Goal,
  ctx: Ctx,
  save: (state: AcmeCredentialsState) => void,
): Promise<AcmeCredentialsState> =>
  ctx.exclusively(`ACME contract ${goal.inputs.acmeContractId}`, async () => {
    const { inputs, prior } = goal;
    const before = await observeCredentials(inputs.acmeContractId, ctx);
    refuseUnlisted(inputs, prior, before);
    const existingCredentials = existingCredentialsOf(goal, before, ctx);
    report(goal, existingCredentials, ctx);
    const pair = await ask(goal, before, existingCredentials, ctx);
    const made = siblingsOf(ctx).made(inputs.acmeContractId, { kid: pair.kid, knownCredentialIds: idsOf(before) });
    const replaced = replacedBy(prior, before);
    const state = madeState({ inputs, prior, pair, before, replaced, ...existingCredentials, now: ctx.run.now() });
    save(state);
    sayWhatBecomes(goal, replaced, state, ctx);
    const identified = await identify(state, ctx);
    const { credentialId, kidHint } = identified;
    if (credentialId !== undefined) made.credentialId = credentialId;
    // Where the id is not known, identify has said so.
    if (credentialId !== undefined) ctx.run.log.info(`made ${namedCredential(present({ credentialId, kidHint }))}`);
    return identified;
  });

/** The pair before, when it is active and known by its id: what can be revoked later. */
const replacedBy = (
  prior: AcmeCredentialsState | undefined,
  before: readonly AcmeCredential[],
): NamedCredential | undefined => {
  const entry = prior === undefined ? undefined : entryOf(before, prior);
  return entry === undefined || !isActive(entry)
    ? undefined
    : { ...entry, ...present({ createdAt: prior?.createdAt }) };
};

/**
 * Sends the regenerate: the point of no return.
 *
 * If the answer never comes, the secret is lost, and nothing brings it back. The step ends as unfinished, naming what appeared
 * in the list meanwhile; the next `up` makes one new pair. Only a 429 is sent again here, after a look that shows nothing new.
 */
const ask = async (
  { inputs, prior }: Goal,
  before: readonly AcmeCredential[],
  existingCredentials: ExistingCredentials,
  ctx: Ctx,
): Promise<RegeneratedCredentials> => {
  const { acmeContractId } = inputs;
  const { api, run } = ctx;
  run.log.progress(`making new credentials for ACME contract ${acmeContractId}`);
  const written = await writeOnce({
    // Never `revoke_existing: true`: if that answer were lost, nobody would have a pair that works.
    send: () => api.send(regenerateAcmeCredentials, { acmeContractId, revokeExisting: false }, run),
    look: () => observeCredentials(acmeContractId, ctx),
    // A pair that appeared may be somebody else's; ours or not, its secret is lost.
    isDone: (after) => (same(before, after) ? "no" : "cannot tell"),
  });
  if (written.is === "answered") {
    // The documentation's own example answers with another id than was asked with. The pair is kept: its secret is shown once.
    if (written.answer.acmeContractId !== acmeContractId)
      run.log.warn(
        `the new pair came as one of ACME contract ${written.answer.acmeContractId}, and ACME contract ${acmeContractId} was asked: it is stored; check in CertCentral which contract it is of before you hand it out`,
      );
    return written.answer;
  }
  const appeared = newSince(written.seen ?? [], prior?.pending?.knownCredentialIds ?? idsOf(before)).filter(
    (credential) => isActive(credential) && !siblingsOf(ctx).mayBeMade(acmeContractId, credential),
  );
  siblingsOf(ctx).appeared(idsOf(appeared));
  throw new PartialFailure(
    String(acmeContractId),
    lostState({ inputs, prior, before, appeared, now: run.now(), ...existingCredentials }),
    [
      `it is not known whether ACME contract ${acmeContractId} has new credentials: ${written.error.what}`,
      ...(appeared.length > 0
        ? [`${namedCredentials(appeared)} appeared meanwhile: if it is the pair that was asked for, its secret is lost`]
        : []),
      "run pulumi up again: it makes one new pair, and revokes nothing that it does not know",
    ],
  );
};

const same = (before: readonly AcmeCredential[], after: readonly AcmeCredential[]): boolean =>
  newSince(after, idsOf(before)).length === 0 &&
  before.every((old) => after.find((now) => now.credentialId === old.credentialId)?.status === old.status);

/** What becomes of the pair before, and of the contract. */
const sayWhatBecomes = (
  { inputs, prior }: Goal,
  replaced: NamedCredential | undefined,
  state: AcmeCredentialsState,
  { run: { log, now } }: Ctx,
): void => {
  const due = retirementOf(inputs, now());
  // What the user lists goes in this very step, and revokeAll says so.
  const isListed = replaced !== undefined && inputs.revokeCredentialIds?.includes(replaced.credentialId) === true;
  if (replaced !== undefined && !isListed)
    log.info(
      due === undefined
        ? `the previous pair, ${namedCredential(replaced)}, stays active (superseded.action: "keep")`
        : `the previous pair, ${namedCredential(replaced)}, stays active and is revoked by the first pulumi up after ${due.toISOString()}`,
    );
  else if (replaced === undefined && prior?.kid !== undefined && prior.status === "active" && due !== undefined)
    log.warn("the previous pair stays active: its credential id is not known, so it cannot be revoked by it");
  for (const warning of contractWarning(state, now())) log.warn(sentence(warning));
};
