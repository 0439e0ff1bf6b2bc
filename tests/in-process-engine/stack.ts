import type { Bag } from "../../provider/contract/resource";
import type { DynamicProvider, Kind } from "../../provider/front-doors/dynamic";
import type { Simulator } from "../simulator/src";
import { command, type Ended, type Kill, mortal, type Traces, type Virtual } from "./command";
import { startProvider, urnOf, withHidden } from "./provider-process";
import * as saving from "./steps";
import { Killed, type Saved } from "./steps";

/** A provider process for one command, and the engine that speaks to it. */
interface Process extends Traces {
  readonly door: DynamicProvider;
  readonly dead: Promise<never>;
}

/**
 * What Pulumi's engine does with one resource that has no dependencies, as far as a provider can tell: check, diff,
 * create, update, replacement (new first), refresh, destroy, and what it saves after each, half-way failures included.
 */
export class Stack {
  resource: Saved | undefined;
  /** Replaced or renamed away, and not deleted yet. */
  condemned: Saved[] = [];

  constructor(
    readonly sim: Simulator,
    readonly time: Virtual,
    readonly kind: Kind = "Certificate",
  ) {}

  /** Every resource there is, those that wait for their deletion included. */
  get all(): readonly Saved[] {
    return [...(this.resource ? [this.resource] : []), ...this.condemned];
  }

  preview(program: Bag, name = "web"): Promise<Ended> {
    return this.#command(undefined, async (process) => {
      const news = await this.#check(process, program, name);
      const prior = this.#of(name);
      if (prior === undefined) return void process.did.push("would create");
      const { changes, replaces } = await saving.diff(process.door, prior, news);
      process.did.push(replaces.length > 0 ? "would replace" : changes ? "would update" : "same");
    });
  }

  up(program: Bag, { refresh = false, kill, name = "web" }: { refresh?: boolean; kill?: Kill; name?: string } = {}) {
    return this.#command(kill, async (process) => {
      if (refresh) await this.#refresh(process);
      const news = await this.#check(process, program, name);
      const prior = this.#of(name);
      if (prior === undefined) await this.#create(process, news, name);
      else {
        const { changes, replaces } = await saving.diff(process.door, prior, news);
        if (replaces.length > 0) await this.#create(process, news, name);
        else if (changes || saving.isUnfinished(prior)) await this.#update(process, prior, news);
        else {
          process.did.push("same");
          this.resource = { ...prior, inputs: news };
        }
      }
      for (const old of [...this.condemned]) await this.#delete(process, old);
    });
  }

  refresh(): Promise<Ended> {
    return this.#command(undefined, (process) => this.#refresh(process));
  }

  destroy(): Promise<Ended> {
    return this.#command(undefined, async (process) => {
      for (const old of [...this.condemned]) await this.#delete(process, old);
      if (this.resource !== undefined) await this.#delete(process, this.resource);
    });
  }

  #of(name: string): Saved | undefined {
    return this.resource?.urn === urnOf(this.kind, name) ? this.resource : undefined;
  }

  #command(kill: Kill | undefined, work: (process: Process) => Promise<void>): Promise<Ended> {
    const process = this.#start(kill);
    return command(process, process.dead, work(process));
  }

  #start(kill: Kill | undefined): Process {
    let writes = 0;
    let engineIsThere = true;
    const { dead, die } = mortal();
    const { door, ...traces } = startProvider(this.sim, this.time, {
      engineIsThere: () => engineIsThere,
      delivers: () => {
        writes += 1;
        if (kill === undefined || writes < kill.afterWrite || !engineIsThere) return true;
        engineIsThere = false;
        if (kill.who === "cli") return true;
        die();
        return false;
      },
    });
    const opened = door(this.kind);
    const process: Process = { ...traces, door: opened, did: [], dead };
    if (kill?.who !== "cli") return process;
    // The provider process outlives the CLI: it works on, but what it answers reaches nobody.
    const deaf =
      <Args extends unknown[], Value>(call: (...args: Args) => Promise<Value>) =>
      async (...args: Args): Promise<Value> => {
        const finished = await call(...args).catch((error: unknown) => {
          if (!engineIsThere) throw new Killed();
          throw error;
        });
        if (!engineIsThere) throw new Killed();
        return finished;
      };
    return {
      ...process,
      door: { ...opened, create: deaf(opened.create), update: deaf(opened.update), delete: deaf(opened.delete) },
    };
  }

  #check({ door }: Process, program: Bag, name: string): Promise<Bag> {
    return saving.check(door, this.#of(name), withHidden(program, this.kind, name));
  }

  async #create({ door, did }: Process, news: Bag, name: string): Promise<void> {
    did.push("create");
    const before = this.resource;
    await saving.create(door, urnOf(this.kind, name), news, (saved) => {
      this.resource = saved;
      if (before !== undefined) this.condemned.push(before);
    });
  }

  async #update({ door, did }: Process, prior: Saved, news: Bag): Promise<void> {
    did.push("update");
    await saving.update(door, prior, news, (saved) => {
      this.resource = saved;
    });
  }

  async #refresh({ door, did }: Process): Promise<void> {
    if (this.resource === undefined) return;
    did.push("read");
    await saving.read(door, this.resource, (saved) => {
      this.resource = saved;
    });
  }

  async #delete({ door, did }: Process, old: Saved): Promise<void> {
    did.push("delete");
    await saving.remove(door, old);
    this.condemned = this.condemned.filter((other) => other !== old);
    if (this.resource === old) this.resource = undefined;
  }
}
