import type { Bag } from "../../provider/contract/resource";
import type { Kind } from "../../provider/front-doors/dynamic";
import type { Simulator } from "../simulator/src";
import type { Ended, Kill, Virtual } from "./command";
import { Engine, type Program } from "./engine";
import { providerAt } from "./provider-process";
import type { Saved } from "./steps";

/** A stack whose program has one resource: what it did needs no name. */
export class Stack {
  #name = "web";

  constructor(
    readonly sim: Simulator,
    readonly time: Virtual,
    readonly kind: Kind = "Certificate",
    readonly engine: Engine = new Engine(providerAt(sim, time)),
  ) {}

  /** As it was last written; where nothing is saved under that name, as it was called before. */
  get resource(): Saved | undefined {
    return this.engine.saved.get(this.#name) ?? [...this.engine.saved.values()].at(-1);
  }

  /** Every resource there is, those that wait for their deletion included. */
  get all(): readonly Saved[] {
    return this.engine.all;
  }

  /** What it holds now, as somebody else's key sees it. */
  withKey(apiKey: string): Stack {
    const there = new Stack({ ...this.sim, apiKey }, this.time, this.kind);
    for (const [name, saved] of this.engine.saved) there.engine.saved.set(name, saved);
    return there;
  }

  preview(program: Bag, { name = this.#name, ...options }: { name?: string; refresh?: boolean } = {}): Promise<Ended> {
    return unnamed(this.engine.preview(this.#program(program, name), options));
  }

  up(program: Bag, { name = this.#name, ...options }: { refresh?: boolean; kill?: Kill; name?: string } = {}) {
    this.#name = name;
    return unnamed(this.engine.up(this.#program(program, name), options));
  }

  refresh(): Promise<Ended> {
    return unnamed(this.engine.refresh());
  }

  destroy(): Promise<Ended> {
    return unnamed(this.engine.destroy());
  }

  #program(inputs: Bag, name: string): Program {
    return [{ kind: this.kind, name, inputs }];
  }
}

const unnamed = async (command: Promise<Ended>): Promise<Ended> => {
  const ended = await command;
  const did = ended.rows.map((row) => row.did).filter((what) => what !== "refused by check");
  return { ...ended, did };
};
