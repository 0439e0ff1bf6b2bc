import type { AcmeCredential, CertCentral } from "../../certcentral";
import { isEntryOf, type Pair } from "./credential-list";

type MadePair = Pair & { credentialId?: number };

/**
 * What the resources of one process know of each other. The answer of a regenerate does not tell the credential's id, so two
 * of them on one contract at once could not tell whose entry is whose, and one that revokes could hit the other's pair.
 */
export class Siblings {
  readonly #made = new Map<number, MadePair[]>();
  readonly #revoking = new Set<number>();
  readonly #unseen = new Set<number>();

  /** A resource has a new pair; its id is added to it once it is known. */
  made(acmeContractId: number, { kid, knownCredentialIds }: Pair): MadePair {
    const pair: MadePair = { kid, knownCredentialIds };
    this.#made.set(acmeContractId, [...(this.#made.get(acmeContractId) ?? []), pair]);
    return pair;
  }

  /** Whether an entry of the list is, or may be, a pair that was made here: nobody else's to take. */
  mayBeMade(acmeContractId: number, credential: AcmeCredential): boolean {
    return (this.#made.get(acmeContractId) ?? []).some((pair) => isEntryOf(credential, pair) !== "no");
  }

  /** A resource is about to revoke it. */
  revoking(credentialId: number): void {
    this.#revoking.add(credentialId);
  }

  /** They appeared while an answer was lost: one is a pair that was made here, and did not exist before. */
  appeared(credentialIds: readonly number[]): void {
    for (const id of credentialIds) this.#unseen.add(id);
  }

  hasAppeared(credentialId: number): boolean {
    return this.#unseen.has(credentialId);
  }

  isRevoking(credentialId: number): boolean {
    return this.#revoking.has(credentialId);
  }
}

/** A process has one client of an account's API, which all its resources share. */
const ofProcess = new WeakMap<CertCentral, Siblings>();

export const siblingsOf = ({ api }: { readonly api: CertCentral }): Siblings => {
  const siblings = ofProcess.get(api) ?? new Siblings();
  ofProcess.set(api, siblings);
  return siblings;
};
