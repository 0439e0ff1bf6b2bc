import { setImmediate as turn } from "node:timers/promises";
import type { Bag } from "../../../provider/contract/resource";
import type { DynamicProvider } from "../../../provider/front-doors/dynamic";
import { command, type Ended, type Kill, mortal, type Traces, type Virtual } from "../../in-process-engine/command";
import { startProvider, urnOf, withHidden } from "../../in-process-engine/provider-process";
import * as saving from "../../in-process-engine/steps";
import { Failed, type Saved } from "../../in-process-engine/steps";
import type { Simulator } from "../../simulator/src";

/** A program: its resources in the order in which they are written. */
export type Program = readonly (readonly [name: string, inputs: Bag])[];

export interface UpOptions {
  readonly refresh?: boolean;
  /** As `--replace` of this one. */
  readonly replace?: string | undefined;
  readonly kill?: Kill | undefined;
}

interface Process extends Traces {
  readonly door: DynamicProvider;
  readonly dead: Promise<never>;
}

const KIND = "AcmeCredentials";

/**
 * What Pulumi's engine does with resources that do not wait for each other: all are checked and compared while the steps of
 * the first are under way; deletes come last, and only when nothing failed; every step that ends is saved.
 */
export class Engine {
  readonly saved = new Map<string, Saved>();
  /** Replaced, and not deleted yet. */
  condemned: Saved[] = [];

  constructor(
    readonly sim: Simulator,
    readonly time: Virtual,
  ) {}

  get all(): readonly Saved[] {
    return [...this.saved.values(), ...this.condemned];
  }

  preview(program: Program): Promise<Ended> {
    return this.#command(undefined, async (process) => {
      for (const [name, inputs] of program) {
        const prior = this.saved.get(name);
        const news = await this.#check(process, name, inputs, prior);
        if (prior === undefined) process.did.push(`${name}: create`);
        else {
          const { changes } = await saving.diff(process.door, prior, news);
          process.did.push(`${name}: ${changes || saving.isUnfinished(prior) ? "update" : "same"}`);
        }
      }
    });
  }

  up(program: Program, { refresh = false, replace, kill }: UpOptions = {}): Promise<Ended> {
    return this.#command(kill, async (process) => {
      if (refresh) await this.#refreshAll(process);
      const steps: Promise<void>[] = [];
      const failures: Failed[] = [];
      const begin = (step: Promise<void>) =>
        steps.push(
          step.catch((error: unknown) => {
            if (!(error instanceof Failed)) throw error;
            failures.push(error);
          }),
        );
      try {
        for (const [name, inputs] of program) {
          const prior = this.saved.get(name);
          const replaced = prior !== undefined && name === replace;
          const news = await this.#check(process, name, inputs, replaced ? undefined : prior);
          if (prior === undefined || replaced) begin(this.#create(process, name, news));
          else {
            const { changes } = await saving.diff(process.door, prior, news);
            if (changes || saving.isUnfinished(prior)) begin(this.#update(process, name, prior, news));
            else {
              process.did.push(`${name}: same`);
              this.saved.set(name, { ...prior, inputs: news });
            }
          }
        }
      } catch (error) {
        if (!(error instanceof Failed)) throw error;
        failures.push(error);
      }
      await Promise.all(steps);
      if (failures.length > 0) throw new Failed(failures.flatMap(({ reasons }) => reasons));
      const names = new Set(program.map(([name]) => name));
      const gone = [...this.saved].filter(([name]) => !names.has(name)).map(([, saved]) => saved);
      await this.#deleteAll(process, [...this.condemned, ...gone]);
    });
  }

  refresh(): Promise<Ended> {
    return this.#command(undefined, (process) => this.#refreshAll(process));
  }

  destroy(): Promise<Ended> {
    return this.#command(undefined, (process) => this.#deleteAll(process, this.all));
  }

  #command(kill: Kill | undefined, work: (process: Process) => Promise<void>): Promise<Ended> {
    const process = this.#start(kill);
    return command(process, process.dead, work(process));
  }

  #start(kill: Kill | undefined): Process {
    let writes = 0;
    let lives = true;
    const { dead, die } = mortal();
    const { door: open, ...traces } = startProvider(this.sim, this.time, {
      engineIsThere: () => lives,
      pause: () => turn(),
      delivers: () => {
        writes += 1;
        if (!lives) return kill?.who === "cli";
        if (kill === undefined || writes < kill.afterWrite) return true;
        lives = false;
        if (kill.who === "provider") die();
        // The provider outlives the CLI for a moment: what it goes on to do reaches nobody.
        else setImmediate(() => setTimeout(die, 5));
        return kill.who === "cli";
      },
    });
    const door = open(KIND);
    const deaf =
      <Args extends unknown[], Value>(call: (...args: Args) => Promise<Value>) =>
      (...args: Args): Promise<Value> =>
        call(...args).then(
          (value) => (lives ? value : new Promise<Value>(() => {})),
          (error: unknown) => {
            if (lives) throw error;
            return new Promise<Value>(() => {});
          },
        );
    return {
      ...traces,
      door: { ...door, create: deaf(door.create), update: deaf(door.update), delete: deaf(door.delete) },
      did: [],
      dead,
    };
  }

  #check({ door }: Process, name: string, inputs: Bag, prior: Saved | undefined): Promise<Bag> {
    return saving.check(door, prior, withHidden(inputs, KIND, name));
  }

  async #create({ door, did }: Process, name: string, news: Bag): Promise<void> {
    did.push(`${name}: create`);
    const before = this.saved.get(name);
    await saving.create(door, urnOf(KIND, name), news, (saved) => {
      this.saved.set(name, saved);
      if (before !== undefined) this.condemned.push(before);
    });
  }

  async #update({ door, did }: Process, name: string, prior: Saved, news: Bag): Promise<void> {
    did.push(`${name}: update`);
    await saving.update(door, prior, news, (saved) => this.saved.set(name, saved));
  }

  async #refreshAll({ door, did }: Process): Promise<void> {
    for (const [name, prior] of [...this.saved]) {
      did.push(`${name}: read`);
      await saving.read(door, prior, (saved) => this.saved.set(name, saved));
    }
  }

  async #deleteAll({ door, did }: Process, doomed: readonly Saved[]): Promise<void> {
    for (const old of doomed) {
      did.push(`${nameOf(old)}: delete`);
      await saving.remove(door, old);
      this.condemned = this.condemned.filter((other) => other !== old);
      if (this.saved.get(nameOf(old)) === old) this.saved.delete(nameOf(old));
    }
  }
}

export const nameOf = ({ urn }: Saved): string => urn.split("::").at(-1) ?? urn;
