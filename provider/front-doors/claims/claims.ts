import { randomUUID } from "node:crypto";
import type { Claim, Deleted, Entry, Speaker } from "../../claims/claim";
import { type Journal, noJournal } from "../../claims/journal";
import { type Heir, NOBODY } from "../../contract/heir";
import { Turns } from "./keyed-mutex";

/** A resource that is asked about, or asks. */
export interface Self {
  readonly urn: string;
  readonly account: string;
  /** Knows by itself what resources of the same kind make in this process. */
  readonly knowsNew?: boolean;
  /** Of what is being deleted. */
  readonly instance?: string | undefined;
}

export interface Going extends Self {
  readonly key?: string | undefined;
  readonly roughKey?: string | undefined;
  /** Only a resource that is new in this operation takes its place (`AcmeCredentials`, of which a contract has many). */
  readonly onlyNew?: boolean;
  /** What a replacement that is yet to be made will find. */
  readonly isRemembered: boolean;
}

interface Said {
  readonly speaker: Speaker;
  readonly claim: Claim;
}

/**
 * Who keeps what in this operation: said by the classes of the program and by `check`, `diff` and the steps of every provider process,
 * and heard by all of them. Resources that are only being deleted say nothing.
 */
export class Claims {
  readonly #journal: Journal;
  readonly #own = new Map<string, Said>();
  readonly #heard = new Map<string, Map<string, Said>>();
  /** URNs that a provider of this operation has spoken of. */
  readonly #checked = new Set<string>();
  readonly #deleted: Deleted[] = [];
  readonly #names = new Map<string, string>();
  readonly #takers = new Map<string, string>();
  /** By key, the first URN that a provider has said it of; and the keys that were said of others, too. */
  readonly #claimants = new Map<string, string>();
  readonly #shared = new Set<string>();
  readonly #seen = new Set<string>();
  readonly #remembered = new Map<string, unknown>();

  constructor(
    journal: Journal = noJournal,
    /** An id for what a create makes: so a replacement is told from what it replaces, which has the same URN. */
    readonly newInstance: () => string = randomUUID,
    readonly turns = new Turns(),
  ) {
    this.#journal = journal;
  }

  /** What a resource says of itself; what it said before does not count any more. */
  say(claim: Claim): void {
    // A bag whose URN is not known yet says whose it is by nothing.
    if (claim.urn === "") return;
    this.#own.set(claim.urn, { speaker: "provider", claim });
    this.#note(claim);
    this.#journal.say({ is: "claim", claim });
  }

  /** What this process has last said of a resource. */
  said(urn: string): Claim | undefined {
    return this.#own.get(urn)?.claim;
  }

  /** An instance goes by this name now. */
  isNow(instance: string, urn: string): void {
    this.#names.set(instance, urn);
  }

  /** What an instance goes by in this operation, whichever process was told: an alias may rename it, and change its provider too. */
  urnOf(instance: string | undefined): string | undefined {
    this.#listen();
    return instance === undefined ? undefined : this.#names.get(instance);
  }

  /** An instance was looked at in this operation. */
  see(instance: string | undefined): void {
    if (instance !== undefined) this.#seen.add(instance);
  }

  isSeen(instance: string | undefined): boolean {
    return instance !== undefined && this.#seen.has(instance);
  }

  delete(deleted: Deleted): void {
    this.#deleted.push(deleted);
    this.#journal.say({ is: "deleted", deleted });
  }

  /** What instances of a resource left alive that were deleted in this operation. */
  leftBy(urn: string): readonly string[] {
    this.#listen();
    return this.#deleted.flatMap((gone) => (gone.urn === urn ? gone.left : []));
  }

  /** The other resource of the program that was checked for the same thing of the same account, if there is one. */
  rival(key: string, { urn, account }: Self): string | undefined {
    if (urn === "") return undefined;
    this.#listen();
    // Asked at each check: all that was said is looked through only where somebody else has ever said the key.
    if (!this.#shared.has(key) && (this.#claimants.get(key) ?? urn) === urn) return undefined;
    return this.#all(
      ({ speaker, claim }) =>
        speaker === "provider" &&
        claim.urn !== urn &&
        claim.key === key &&
        claim.account === account &&
        claim.status !== "failed",
    )[0]?.claim.urn;
  }

  /** Another resource, or another instance of this one, that a thing lives by. */
  keeper(thing: string, self: Self): string | undefined {
    return this.#others(self).find(({ claim }) => claim.things.includes(thing))?.claim.urn;
  }

  /** Whether a thing lives by another resource, or by another instance of this one; or did live by another resource before in this operation. */
  owned(thing: string, self: Self): "now" | "before" | undefined {
    if (this.keeper(thing, self) !== undefined) return "now";
    const leavers = this.#all(({ claim }) => isAccount(claim, self) && claim.urn !== self.urn);
    return leavers.some(({ claim }) => claim.givesUp?.includes(thing)) ? "before" : undefined;
  }

  /** Another resource whose step is not over, and that may come to keep one of these, or keep it on. */
  mayBeKeptBy(things: readonly string[], self: Self): string | undefined {
    const isMeant = (kept: string): boolean =>
      things.some((thing) => kept === thing || (thing.endsWith(" ") && kept.startsWith(thing)));
    return this.#others(self).find(
      ({ claim }) =>
        claim.mayKeep.some(isMeant) && !(claim.isNew === true && self.knowsNew && this.#own.has(claim.urn)),
    )?.claim.urn;
  }

  /** Notes what a resource wants to put an end to. */
  take(urn: string, things: readonly string[]): void {
    for (const thing of things) this.#takers.set(thing, urn);
  }

  /** The other resource that wants to put an end to a thing, if there is one that was registered before with this provider. */
  taker(thing: string, urn: string): string | undefined {
    const taker = this.#takers.get(thing);
    return taker === urn ? undefined : taker;
  }

  /** Notes what this process saw of a resource's old outputs: what a new one in its place can take over. */
  remember(key: string, state: unknown): void {
    this.#remembered.set(key, state);
  }

  remembered(key: string): unknown {
    return this.#remembered.get(key);
  }

  /** Who lives on by what is being deleted. */
  heirOf(going: Going): Heir {
    const own = this.#all(({ claim }) => claim.urn === going.urn);
    const successor = own.find(({ claim }) => claim.status === "held" && claim.instance !== going.instance);
    // A program that is only run to be destroyed is not checked, and names what is being deleted itself.
    const isReplaced = own.some(({ speaker }) => speaker === "provider");
    // Who compared it with what takes its place makes that, too, and has seen what there is to inherit.
    const isSeen = own.some(
      ({ speaker, claim: { instance } }) =>
        speaker === "provider" && instance !== undefined && instance === going.instance,
    );
    if (isReplaced || (successor !== undefined && takesPlaceOf(successor, going)))
      return holder(
        "its replacement",
        successor?.claim ?? own[0]?.claim,
        successor === undefined && (going.isRemembered || isSeen),
      );
    const others = this.#others(going).filter(
      (said) => said.claim.urn !== going.urn && isAccount(said.claim, going) && takesPlaceOf(said, going),
    );
    const held = others.find(({ claim }) => claim.status === "held");
    if (held !== undefined) return holder(`resource ${nameIn(held.claim.urn)}`, held.claim, false);
    const [named] = others;
    if (named !== undefined) return { is: "unsettled", name: `resource ${nameIn(named.claim.urn)}` };
    const inherited = this.#deleted.flatMap(({ key, account, left }) =>
      key !== undefined && key === going.key && account === going.account ? left : [],
    );
    return inherited.length === 0 ? NOBODY : { is: "nobody", inherited };
  }

  #others(self: Self): Said[] {
    return this.#all(
      ({ claim }) =>
        isAccount(claim, self) &&
        (claim.urn !== self.urn || ("instance" in self && claim.status === "held" && claim.instance !== self.instance)),
    );
  }

  /** Everything that was said and still counts: what was deleted holds nothing; a class is not heard where a provider speaks. */
  #all(isMeant: (said: Said) => boolean): Said[] {
    this.#listen();
    const found: Said[] = [];
    for (const ofOne of [this.#own, ...this.#heard.values()])
      for (const said of ofOne.values()) if (isMeant(said) && this.#counts(said)) found.push(said);
    return found;
  }

  #listen(): void {
    for (const { from, speaker, entry } of this.#journal.hear()) this.#hear(from, speaker, entry);
  }

  #counts({ speaker, claim: { urn, status, instance } }: Said): boolean {
    if (speaker === "program" && this.#checked.has(urn)) return false;
    return status !== "held" || !this.#deleted.some((gone) => gone.urn === urn && gone.instance === instance);
  }

  /** What a provider says of a resource. */
  #note({ urn, key }: Claim): void {
    this.#checked.add(urn);
    if (key === undefined) return;
    const first = this.#claimants.get(key);
    if (first === undefined) this.#claimants.set(key, urn);
    else if (first !== urn) this.#shared.add(key);
  }

  #hear(from: string, speaker: Speaker, entry: Entry): void {
    if (entry.is === "deleted") {
      this.#deleted.push(entry.deleted);
      return;
    }
    const ofOne = this.#heard.get(from) ?? new Map<string, Said>();
    if (speaker === "provider") this.#note(entry.claim);
    if (entry.claim.instance !== undefined) this.#names.set(entry.claim.instance, entry.claim.urn);
    this.#heard.set(from, ofOne.set(entry.claim.urn, { speaker, claim: entry.claim }));
  }
}

/** A class knows no address, so what it says may be about any account: that can only leave something alive. */
const isAccount = (claim: Claim, self: Self): boolean => claim.account === undefined || claim.account === self.account;

const takesPlaceOf = ({ claim }: Said, { key, roughKey, onlyNew }: Going): boolean =>
  claim.key === undefined
    ? onlyNew !== true && roughKey !== undefined && claim.roughKey === roughKey
    : claim.key === key && (onlyNew !== true || claim.isNew === true);

const holder = (name: string, claim: Claim | undefined, retiresAll: boolean): Heir => ({
  is: "holder",
  name,
  keeps: (thing) => claim?.things.includes(thing) === true,
  retires: (thing) => retiresAll || claim?.ledger.includes(thing) === true,
});

/** `web`, of `urn:pulumi:prod::infra::pulumi-nodejs:dynamic/digicert:Certificate::web`. */
export const nameIn = (urn: string): string => urn.split("::").at(-1) ?? urn;
