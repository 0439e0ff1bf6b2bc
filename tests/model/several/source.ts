import type { Declared } from "../../in-process-engine/engine";
import { edited } from "../story";
import type { WantedCertificate, WantedPair, Which } from "./steps";

/** What a revocation is of. */
export type Target =
  | { readonly certificateId: number }
  | { readonly serialNumber: string }
  | { readonly orderId: number; readonly wholeOrder: true };

type Wish =
  | { readonly kind: "Certificate"; inputs: WantedCertificate }
  | { readonly kind: "AcmeCredentials"; inputs: WantedPair; listed?: readonly number[] }
  | { readonly kind: "Revocation"; readonly inputs: Target };

/** A resource as the program has it. */
export type Written = Wish & { name: string; depends: boolean };
export type Kind = Wish["kind"];
type OfKind<K extends Kind> = Extract<Written, { kind: K }>;

const MOST = 5;

/** What the program's text needs of the world. */
export interface Lands {
  readonly orders: readonly number[];
  readonly contracts: readonly number[];
  readonly csrs: Readonly<Record<"A" | "B" | "duplicate A" | "duplicate B", string>>;
}

/** The program's text, as somebody edits it: its resources in the order in which they are registered. */
export class Source {
  readonly resources: Written[] = [];
  #names = 0;

  add(first: boolean, wish: Wish): void {
    if (this.resources.length >= MOST) return;
    const written: Written = { ...wish, name: this.#newName(wish.kind), depends: false };
    this.resources[first ? "unshift" : "push"](written);
    this.#mend();
  }

  at(place: number): Written | undefined {
    return this.resources[place % this.resources.length];
  }

  of<K extends Kind>(kind: K, which: Which): OfKind<K> | undefined {
    const all = this.resources.filter((written): written is OfKind<K> => written.kind === kind);
    return all[which % all.length];
  }

  remove(written: Written): void {
    this.resources.splice(this.resources.indexOf(written), 1);
    this.#mend();
  }

  rename(written: Written): void {
    written.name = this.#newName(written.kind);
  }

  swap(written: Written): void {
    const place = this.resources.indexOf(written);
    const [next] = this.resources.splice(place + 1, 1);
    if (next !== undefined) this.resources.splice(place, 0, next);
    this.#mend();
  }

  /** Its resources as the engine has them. */
  in(lands: Lands): readonly Declared[] {
    return this.resources.map((written, place) => {
      const before = this.resources[place - 1];
      return {
        kind: written.kind,
        name: written.name,
        inputs: inputsOf(written, lands),
        ...(written.depends && before !== undefined ? { dependsOn: [before.name] } : {}),
      };
    });
  }

  /** Who is registered first depends on nobody. */
  #mend(): void {
    const [first] = this.resources;
    if (first !== undefined) first.depends = false;
  }

  #newName(kind: Kind): string {
    return `${{ Certificate: "web", AcmeCredentials: "acme", Revocation: "gone" }[kind]}${this.#names++}`;
  }
}

const inputsOf = (written: Written, { orders, contracts, csrs }: Lands): Record<string, unknown> => {
  switch (written.kind) {
    case "Revocation":
      return { ...written.inputs, skipApproval: true };
    case "AcmeCredentials": {
      const { contract, triggers, ...rest } = written.inputs;
      return edited<Record<string, unknown>>(
        { acmeContractId: contracts[contract], ...rest },
        {
          triggers: triggers === undefined ? null : { n: triggers },
          revokeCredentialIds: written.listed === undefined ? null : [...written.listed],
        },
      );
    }
    case "Certificate": {
      const { order, key = "A", duplicate, triggers, wait, ...rest } = written.inputs;
      return edited<Record<string, unknown>>(
        { orderId: orders[order], csr: csrs[duplicate === true ? (`duplicate ${key}` as const) : key], ...rest },
        {
          storeReissueAsDuplicate: duplicate ?? null,
          triggers: triggers === undefined ? null : { n: triggers },
          waitForIssuance: wait ?? null,
          revocation: { skipApproval: true },
          timeouts: { approval: 60, issuance: 1_800 },
        },
      );
    }
  }
};
