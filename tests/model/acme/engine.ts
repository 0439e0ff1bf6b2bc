import { setImmediate as turn } from "node:timers/promises";
import { connect, Gates } from "../../../provider/certcentral";
import type { Bag } from "../../../provider/contract/resource";
import { Claims } from "../../../provider/front-doors/claims";
import { type DynamicProvider, provider } from "../../../provider/front-doors/dynamic";
import type { Simulator } from "../../simulator/src";
import { type Ended, Failed, half, type Kill, Killed, plain, type Saved, type Virtual } from "../stack";
import { InProcess } from "../transport";

/** A program: its resources in the order in which they are written. */
export type Program = readonly (readonly [name: string, inputs: Bag])[];

export interface UpOptions {
  readonly refresh?: boolean;
  /** As `--replace` of this one. */
  readonly replace?: string | undefined;
  readonly kill?: Kill | undefined;
}

interface Process {
  readonly door: DynamicProvider;
  readonly transport: InProcess;
  readonly lines: string[];
  readonly did: string[];
  readonly dead: Promise<never>;
}

const MOST_CALLS = 3_000;

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
        const was = this.saved.get(name);
        const news = await this.#check(process, name, inputs, was);
        if (was === undefined) process.did.push(`${name}: create`);
        else {
          const { changes } = await process.door.diff(was.id, plain(was.outputs), plain(news));
          process.did.push(`${name}: ${changes || was.initErrors !== undefined ? "update" : "same"}`);
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
          const was = this.saved.get(name);
          const replaced = was !== undefined && name === replace;
          const news = await this.#check(process, name, inputs, replaced ? undefined : was);
          if (was === undefined || replaced) begin(this.#create(process, name, news));
          else {
            const { changes } = await process.door.diff(was.id, plain(was.outputs), plain(news));
            if (changes || was.initErrors !== undefined) begin(this.#update(process, name, was, news));
            else {
              process.did.push(`${name}: same`);
              this.saved.set(name, { ...was, inputs: news });
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

  async #command(kill: Kill | undefined, work: (process: Process) => Promise<void>): Promise<Ended> {
    const process = this.#start(kill);
    const end = (ok: boolean, killed: boolean, reasons: readonly string[]): Ended => {
      const { did, lines, transport } = process;
      return { ok, killed, reasons, did, lines, calls: transport.calls };
    };
    try {
      await Promise.race([work(process), process.dead]);
      return end(true, false, []);
    } catch (error) {
      if (error instanceof Killed) return end(false, true, ["killed"]);
      if (error instanceof Failed) return end(false, false, error.reasons);
      throw error;
    }
  }

  #start(kill: Kill | undefined): Process {
    const lines: string[] = [];
    let writes = 0;
    let lives = true;
    let die = (_: Error): void => {};
    const dead = new Promise<never>((_, reject) => {
      die = reject;
    });
    dead.catch(() => undefined);
    const transport = new InProcess(this.sim, {
      delivers: () => {
        writes += 1;
        if (!lives) return kill?.who === "cli";
        if (kill === undefined || writes < kill.afterWrite) return true;
        lives = false;
        if (kill.who === "provider") die(new Killed());
        // The provider outlives the CLI for a moment: what it goes on to do reaches nobody.
        else setImmediate(() => setTimeout(() => die(new Killed()), 5));
        return kill.who === "cli";
      },
    });
    const door = provider("AcmeCredentials", {
      engine: {
        log: async ({ severity, text, ephemeral }) => void lines.push(`${ephemeral ? "progress" : severity}: ${text}`),
        ping: async () => {
          if (!lives) throw new Error("the engine is gone");
        },
      },
      claims: new Claims(),
      env: {},
      connect: ({ account }) =>
        connect(account, { dispatcher: transport, gates: new Gates(), limits: [{ calls: 1_000_000, perSeconds: 5 }] }),
      now: () => new Date(this.time.now),
      sleep: async (ms) => {
        if (transport.calls > MOST_CALLS) throw new Error("the provider asks for ever");
        await turn();
        this.time.now += ms;
      },
    });
    const config: Record<string, string> = {
      "digicert:partnerApiKey": this.sim.partnerApiKey,
      "digicert:partnerBaseUrl": this.sim.partnerBaseUrl.replace("http:", "https:"),
    };
    void door.configure({ config: { get: (key) => config[key] } });
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
      door: { ...door, create: deaf(door.create), update: deaf(door.update), delete: deaf(door.delete) },
      transport,
      lines,
      did: [],
      dead,
    };
  }

  async #check({ door }: Process, name: string, inputs: Bag, was: Saved | undefined): Promise<Bag> {
    const news = { ...inputs, __provider: SHELL, __urn: urnOf(name) };
    const checked = await door.check(plain(was?.inputs ?? {}), plain(news));
    if (checked.failures.length > 0) throw new Failed(checked.failures.map(({ reason }) => `check: ${reason}`));
    return plain(checked.inputs);
  }

  async #create({ door, did }: Process, name: string, news: Bag): Promise<void> {
    did.push(`${name}: create`);
    const before = this.saved.get(name);
    const keep = (saved: Saved) => {
      this.saved.set(name, saved);
      if (before !== undefined) this.condemned.push(before);
    };
    await half(
      async () => {
        const { id, outs } = await door.create(plain(news));
        keep({ urn: urnOf(name), id, inputs: news, outputs: plain(outs) });
      },
      ({ id, properties, reasons }) =>
        keep({ urn: urnOf(name), id, inputs: news, outputs: plain(properties), initErrors: reasons }),
    );
  }

  async #update({ door, did }: Process, name: string, was: Saved, news: Bag): Promise<void> {
    did.push(`${name}: update`);
    const { initErrors: _, ...rest } = was;
    await half(
      async () => {
        const { outs } = await door.update(was.id, plain(was.outputs), plain(news));
        this.saved.set(name, { ...rest, inputs: news, outputs: plain(outs) });
      },
      ({ properties, reasons }) => {
        this.saved.set(name, { ...rest, inputs: news, outputs: plain(properties), initErrors: reasons });
      },
    );
  }

  async #refreshAll({ door, did }: Process): Promise<void> {
    for (const [name, was] of [...this.saved]) {
      did.push(`${name}: read`);
      await half(async () => {
        const { id, props } = await door.read(was.id, plain(was.outputs));
        if (id === "") throw new Error("read says that the resource is gone");
        const { initErrors: _, ...rest } = was;
        this.saved.set(name, { ...rest, outputs: plain(props) });
      });
    }
  }

  async #deleteAll({ door, did }: Process, doomed: readonly Saved[]): Promise<void> {
    for (const old of doomed) {
      did.push(`${nameOf(old)}: delete`);
      await half(() => door.delete(old.id, plain(old.outputs)));
      this.condemned = this.condemned.filter((other) => other !== old);
      if (this.saved.get(nameOf(old)) === old) this.saved.delete(nameOf(old));
    }
  }
}

const SHELL = 'exports.handler=()=>require("pulumi-digicert/dynamic").provider("AcmeCredentials")';
const urnOf = (name: string): string =>
  `urn:pulumi:test::model::pulumi-nodejs:dynamic/digicert:AcmeCredentials::${name}`;
export const nameOf = ({ urn }: Saved): string => urn.split("::").at(-1) ?? urn;
