import { defaults } from "../awkward/awkward";
import type { AwkwardValues } from "../awkward/table";
import type { Authority } from "../pki/authority";
import { type KeyWish, newAccount, newApiKey } from "./accounts";
import { Clock } from "./clock";
import type { Contract, EabKey } from "./contract";
import type { Account, ApiKey, Certificate, Order, Request } from "./facts";
import { Records } from "./proofs/records";
import { Dice } from "./random";

export interface WorldOptions {
  seed: number;
  awkward?: Partial<AwkwardValues>;
  now?: () => number;
}

/** All facts. Keys and the CA outlive a reset; everything else is forgotten. */
export class World {
  readonly clock: Clock;
  readonly keys = new Map<string, ApiKey>();
  readonly accounts = new Map<number, Account>();
  readonly orders = new Map<number, Order>();
  readonly certificates = new Map<number, Certificate>();
  readonly requests = new Map<number, Request>();
  /** Orders to which something may still happen by itself. */
  readonly restless = new Set<Order>();
  readonly contracts = new Map<number, Contract>();
  /** EAB pairs made by CertCentral itself, not by a contract. */
  readonly eabKeys: EabKey[] = [];
  readonly records = new Records();
  awkward: AwkwardValues;
  dice: Dice;
  /** Its own dice: what a serial number begins with changes nothing else, and no reset repeats it. */
  readonly serials: Dice;
  #last = { order: 0, certificate: 0, request: 0, other: 0 };
  #lastPerson = 100;
  #lastAccount = 1000;
  readonly #onReset: (() => void)[] = [];

  constructor(
    readonly authority: Authority,
    readonly options: WorldOptions,
  ) {
    this.clock = new Clock(options.now);
    this.dice = new Dice(options.seed);
    this.serials = new Dice(~options.seed);
    this.awkward = { ...defaults(), ...options.awkward };
    this.#firstIds();
  }

  get now(): Date {
    return this.clock.now();
  }

  /** Ids rise with gaps, and no two kinds share a range, so that a mixed-up id never fits by luck. */
  nextId(kind: "order" | "certificate" | "request" | "other"): number {
    this.#last[kind] += this.dice.whole([1, 7]);
    return this.#last[kind];
  }

  #firstIds(): void {
    this.#last = { order: 111_000_000, certificate: 222_000_000, request: 33_000_000, other: 4_000_000 };
  }

  /** The account of that label, made when there is none. */
  account(label: string): Account {
    const known = [...this.accounts.values()].find((a) => a.label === label || String(a.id) === label);
    const account = known ?? newAccount(++this.#lastAccount, label, this.now);
    this.accounts.set(account.id, account);
    return account;
  }

  accountOf(owner: { accountId: number }): Account {
    const account = this.accounts.get(owner.accountId);
    if (account === undefined) throw new Error(`no account ${owner.accountId}`);
    return account;
  }

  addKey(label: string, wish: KeyWish): ApiKey {
    const key = newApiKey(this.account(label), ++this.#lastPerson, wish);
    this.keys.set(key.key, key);
    return key;
  }

  /** Something about this order changed: look at it at the next settling. */
  touch(order: Order): void {
    this.restless.add(order);
  }

  onReset(forget: () => void): void {
    this.#onReset.push(forget);
  }

  reset(): void {
    this.orders.clear();
    this.certificates.clear();
    this.requests.clear();
    this.restless.clear();
    this.records.clear();
    this.contracts.clear();
    this.eabKeys.length = 0;
    this.clock.reset();
    this.dice = new Dice(this.options.seed);
    this.awkward = { ...defaults(), ...this.options.awkward };
    this.#firstIds();
    for (const { id, label } of [...this.accounts.values()]) this.accounts.set(id, newAccount(id, label, this.now));
    for (const forget of this.#onReset) forget();
  }
}
