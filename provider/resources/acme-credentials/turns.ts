import type { AcmeCredential, Secret } from "../../certcentral";
import { fits } from "./credentials";

/*
 * What the resources of one process know of each other. The answer of a regenerate does not tell the credential's id, so two
 * of them on one contract at once could not tell whose entry is whose, and one that revokes could hit the other's pair.
 */

const last = new Map<number, Promise<unknown>>();

/** Runs `work` when all earlier work on the same contract has ended, however it ended. */
export const inTurn = <Value>(acmeContractId: number, work: () => Promise<Value>): Promise<Value> => {
  const mine = (last.get(acmeContractId) ?? Promise.resolve()).then(work);
  const over = mine
    .then(
      () => undefined,
      () => undefined,
    )
    .finally(() => {
      if (last.get(acmeContractId) === over) last.delete(acmeContractId);
    });
  last.set(acmeContractId, over);
  return mine;
};

interface MadePair {
  readonly kid: Secret;
  credentialId?: number;
}

const made = new Map<number, MadePair[]>();

/** A resource of this process has a new pair; its id is added to it once it is known. */
export const madeHere = (acmeContractId: number, kid: Secret): MadePair => {
  const pair: MadePair = { kid };
  made.set(acmeContractId, [...(made.get(acmeContractId) ?? []), pair]);
  return pair;
};

/** Whether an entry of the list is, or may be, a pair that a resource of this process has made: nobody else's to take. */
export const isMadeHere = (acmeContractId: number, credential: AcmeCredential): boolean =>
  (made.get(acmeContractId) ?? []).some(
    ({ kid, credentialId }) =>
      fits(credential, kid) && (credentialId === undefined || credentialId === credential.credentialId),
  );
