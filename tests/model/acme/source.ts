import type { Program } from "../../in-process-engine/engine";
import type { Wanted, Which } from "./steps";

/** A resource as the program has it. */
export interface Written {
  name: string;
  inputs: Wanted;
}

/** The program's text, as somebody edits it: its resources in their order, each under a name of its own. */
export class Source {
  readonly #resources: Written[] = [];
  #names = 0;

  constructor(start: readonly Wanted[]) {
    for (const inputs of start) this.add(false, inputs);
  }

  get resources(): readonly Written[] {
    return this.#resources;
  }

  add(first: boolean, inputs: Wanted): void {
    if (this.#resources.length < 3) this.#resources[first ? "unshift" : "push"]({ name: this.#newName(), inputs });
  }

  remove(which: Which): void {
    if (this.#resources.length > 1) this.#resources.splice(this.#place(which), 1);
  }

  rename(which: Which): void {
    this.at(which).name = this.#newName();
  }

  at(which: Which): Written {
    const found = this.#resources[this.#place(which)];
    if (found === undefined) throw new Error("a program without resources");
    return found;
  }

  /** What its resources say of this contract. */
  of(acmeContractId: number): Program {
    return this.#resources.map(({ name, inputs: { triggers, ...rest } }) => ({
      kind: "AcmeCredentials",
      name,
      inputs: { acmeContractId, ...rest, ...(triggers === undefined ? {} : { triggers: { n: triggers } }) },
    }));
  }

  #place(which: Which): number {
    return which % this.#resources.length;
  }

  #newName(): string {
    return `acme${this.#names++}`;
  }
}
