import { Turns } from "./keyed-mutex";

/**
 * Which resource of this run keeps which thing. The program's resources claim in `check`, before anything is created or
 * deleted; resources that are only being deleted never do. Two claims on one thing are a mistake, and a delete of a thing
 * that somebody else claims is a rename without alias.
 */
export class Claims {
  readonly turns = new Turns();
  readonly #holders = new Map<string, string>();
  readonly #keepers = new Map<string, Set<string>>();
  readonly #keptBy = new Map<string, readonly string[]>();
  readonly #endedWith = new Set<string>();
  readonly #takers = new Map<string, string>();

  /** Claims a thing for a resource; gives the other resource that has it already, if there is one. */
  claim(thing: string, urn: string): string | undefined {
    const holder = this.#holders.get(thing);
    if (holder === undefined) this.#holders.set(thing, urn);
    return holder === undefined || holder === urn ? undefined : holder;
  }

  /** Notes what lives by a resource now; what lived by it before does no more. */
  keep(urn: string, things: readonly string[]): void {
    for (const thing of this.#keptBy.get(urn) ?? []) this.#keepers.get(thing)?.delete(urn);
    this.#keptBy.set(urn, things);
    for (const thing of things) this.#keepers.set(thing, (this.#keepers.get(thing) ?? new Set()).add(urn));
  }

  /** Notes what a resource wants to put an end to. */
  take(urn: string, things: readonly string[]): void {
    for (const thing of things) this.#takers.set(thing, urn);
  }

  /** The other resource that wants to put an end to a thing, if there is one that was registered before. */
  taker(thing: string, urn: string): string | undefined {
    const taker = this.#takers.get(thing);
    return taker === urn ? undefined : taker;
  }

  /** Notes what a create or an update has ended with: nothing in this run may put an end to it any more. */
  endWith(things: readonly string[]): void {
    for (const thing of things) this.#endedWith.add(thing);
  }

  endedWith(thing: string): boolean {
    return this.#endedWith.has(thing);
  }

  /** The other resource that a thing lives by, if there is one. */
  keeper(thing: string, urn: string): string | undefined {
    return [...(this.#keepers.get(thing) ?? [])].find((keeper) => keeper !== urn);
  }

  heldByAnother(thing: string, urn: string): boolean {
    const holder = this.#holders.get(thing);
    return holder !== undefined && holder !== urn;
  }
}

/** `web`, of `urn:pulumi:prod::infra::pulumi-nodejs:dynamic/digicert:Certificate::web`. */
export const nameIn = (urn: string): string => urn.split("::").at(-1) ?? urn;
