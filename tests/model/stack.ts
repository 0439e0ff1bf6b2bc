import { connect, Gates } from "../../provider/certcentral";
import type { Bag } from "../../provider/contract/resource";
import { Claims } from "../../provider/front-doors/claims";
import { type DynamicProvider, type Kind, provider } from "../../provider/front-doors/dynamic";
import type { Simulator } from "../simulator/src";
import { InProcess } from "./transport";

/** A resource as the engine keeps it. */
export interface Saved {
  readonly urn: string;
  readonly id: string;
  readonly inputs: Bag;
  readonly outputs: Bag;
  readonly initErrors?: readonly string[];
}

/** How a command ended: well, with a failure that the user reads, or killed. */
export interface Ended {
  readonly ok: boolean;
  readonly killed: boolean;
  /** What the user reads of the failure. */
  readonly reasons: readonly string[];
  readonly did: readonly string[];
  readonly lines: readonly string[];
  readonly calls: number;
}

/** When and how a command is killed: `provider` dies with the n-th write accepted, or `cli` dies then and the provider lives on. */
export interface Kill {
  readonly who: "provider" | "cli";
  readonly afterWrite: number;
}

export interface Virtual {
  now: number;
}

export interface PartialFailure {
  readonly id: string;
  readonly properties: Bag;
  readonly reasons: readonly string[];
}

export class Killed extends Error {}
export class Failed extends Error {
  constructor(readonly reasons: readonly string[]) {
    super(reasons.join("\n"));
  }
}

/** A provider process for one command, and the engine that speaks to it. */
interface Process {
  readonly door: DynamicProvider;
  readonly transport: InProcess;
  readonly lines: string[];
  readonly did: string[];
  readonly dead: Promise<never>;
}

const MOST_CALLS = 3_000;

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
      const was = this.#of(name);
      if (was === undefined) return void process.did.push("would create");
      const diff = await process.door.diff(was.id, plain(was.outputs), plain(news));
      process.did.push(diff.replaces.length > 0 ? "would replace" : diff.changes ? "would update" : "same");
    });
  }

  up(program: Bag, { refresh = false, kill, name = "web" }: { refresh?: boolean; kill?: Kill; name?: string } = {}) {
    return this.#command(kill, async (process) => {
      if (refresh) await this.#refresh(process);
      const news = await this.#check(process, program, name);
      const was = this.#of(name);
      if (was === undefined) {
        await this.#create(process, news, name);
      } else {
        const diff = await process.door.diff(was.id, plain(was.outputs), plain(news));
        if (diff.replaces.length > 0) await this.#create(process, news, name);
        else if (diff.changes || (was.initErrors?.length ?? 0) > 0) await this.#update(process, was, news);
        else {
          process.did.push("same");
          this.resource = { ...was, inputs: news };
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

  async #command(kill: Kill | undefined, work: (process: Process) => Promise<void>): Promise<Ended> {
    const process = this.#start(kill);
    const end = { did: process.did, lines: process.lines };
    try {
      await Promise.race([work(process), process.dead]);
      return { ok: true, killed: false, reasons: [], calls: process.transport.calls, ...end };
    } catch (error) {
      const calls = process.transport.calls;
      if (error instanceof Killed) return { ok: false, killed: true, reasons: ["killed"], calls, ...end };
      if (error instanceof Failed) return { ok: false, killed: false, reasons: error.reasons, calls, ...end };
      throw error;
    }
  }

  #start(kill: Kill | undefined): Process {
    const lines: string[] = [];
    let writes = 0;
    let engineIsThere = true;
    let die = (_: Error): void => {};
    const dead = new Promise<never>((_, reject) => {
      die = reject;
    });
    dead.catch(() => undefined);
    const transport = new InProcess(this.sim, {
      delivers: () => {
        writes += 1;
        if (kill === undefined || writes < kill.afterWrite || !engineIsThere) return true;
        engineIsThere = false;
        if (kill.who === "cli") return true;
        die(new Killed());
        return false;
      },
    });
    const door = provider(this.kind, {
      engine: {
        log: async ({ severity, text, ephemeral }) => void lines.push(`${ephemeral ? "progress" : severity}: ${text}`),
        ping: async () => {
          if (!engineIsThere) throw new Error("the engine is gone");
        },
      },
      claims: new Claims(),
      env: {},
      connect: ({ account }) =>
        connect(account, { dispatcher: transport, gates: new Gates(), limits: [{ calls: 1_000_000, perSeconds: 5 }] }),
      now: () => new Date(this.time.now),
      sleep: async (ms) => {
        if (transport.calls > MOST_CALLS) throw new Error("the provider asks for ever");
        this.time.now += ms;
      },
    });
    const config: Record<string, string> = {
      "digicert:apiKey": this.sim.apiKey,
      "digicert:baseUrl": this.sim.baseUrl.replace("http:", "https:"),
    };
    void door.configure({ config: { get: (key) => config[key] } });
    const process: Process = { door, transport, lines, did: [], dead };
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
      door: { ...door, create: deaf(door.create), update: deaf(door.update), delete: deaf(door.delete) },
    };
  }

  async #check({ door }: Process, program: Bag, name: string): Promise<Bag> {
    const { inputs, failures } = await door.check(
      plain(this.#of(name)?.inputs ?? {}),
      plain(withHidden(program, this.kind, name)),
    );
    if (failures.length > 0) throw new Failed(failures.map(({ reason }) => `check: ${reason}`));
    return plain(inputs);
  }

  async #create({ door, did }: Process, news: Bag, name: string): Promise<void> {
    did.push("create");
    const before = this.resource;
    const keep = (saved: Saved) => {
      this.resource = saved;
      if (before !== undefined) this.condemned.push(before);
    };
    await half(
      async () => {
        const { id, outs } = await door.create(plain(news));
        if (typeof id !== "string" || id === "") throw new Error("create gave no id");
        keep({ urn: urnOf(this.kind, name), id, inputs: news, outputs: plain(outs) });
      },
      ({ id, properties, reasons }) =>
        keep({ urn: urnOf(this.kind, name), id, inputs: news, outputs: plain(properties), initErrors: reasons }),
    );
  }

  async #update({ door, did }: Process, was: Saved, news: Bag): Promise<void> {
    did.push("update");
    const { initErrors: _, ...rest } = was;
    await half(
      async () => {
        const { outs } = await door.update(was.id, plain(was.outputs), plain(news));
        this.resource = { ...rest, inputs: news, outputs: plain(outs) };
      },
      ({ properties, reasons }) => {
        this.resource = { ...rest, inputs: news, outputs: plain(properties), initErrors: reasons };
      },
    );
  }

  async #refresh({ door, did }: Process): Promise<void> {
    const was = this.resource;
    if (was === undefined) return;
    did.push("read");
    await half(async () => {
      const { id, props } = await door.read(was.id, plain(was.outputs));
      if (id === undefined || id === "") throw new Error("read says that the resource is gone");
      const { initErrors: _, ...rest } = was;
      this.resource = { ...rest, outputs: plain(props) };
    });
  }

  async #delete({ door, did }: Process, old: Saved): Promise<void> {
    did.push("delete");
    await half(() => door.delete(old.id, plain(old.outputs)));
    this.condemned = this.condemned.filter((other) => other !== old);
    if (this.resource === old) this.resource = undefined;
  }
}

/** The host takes a thrown error with an id for a step that failed half-way; without one, nothing is saved. */
export const half = async (step: () => Promise<void>, save?: (failure: PartialFailure) => void): Promise<void> => {
  try {
    await step();
  } catch (error) {
    if (error instanceof Killed) throw error;
    if (!(error instanceof Error)) throw new Error(`something that is no error was thrown: ${String(error)}`);
    if (!("id" in error)) {
      if (error.name === "TypeError" || error.name === "ReferenceError" || error.name === "AssertionError") throw error;
      throw new Failed([error.message]);
    }
    const failure = error as unknown as PartialFailure;
    if (save === undefined) throw new Error("a read or a delete cannot fail half-way");
    if (failure.properties["__provider"] === undefined) throw new Error("a half-way failure without __provider");
    if (failure.reasons.length === 0) throw new Error("a half-way failure without reasons");
    save(failure);
    throw new Failed(failure.reasons);
  }
};

const urnOf = (kind: Kind, name: string): string =>
  `urn:pulumi:test::model::pulumi-nodejs:dynamic/digicert:${kind}::${name}`;

const withHidden = (program: Bag, kind: Kind, name: string): Bag => ({
  ...program,
  __provider: `exports.handler=()=>require("pulumi-digicert/dynamic").provider("${kind}")`,
  __urn: urnOf(kind, name),
});

/** As it comes out of the host's own conversion: plain data, a fresh copy; anything else is our mistake. */
export const plain = (bag: Bag): Record<string, unknown> => {
  const seen = (value: unknown, path: string): unknown => {
    if (value === null || typeof value === "string" || typeof value === "boolean") return value;
    if (typeof value === "number" && Number.isFinite(value)) return value;
    if (Array.isArray(value)) return value.map((member, i) => seen(member, `${path}[${i}]`));
    if (typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype)
      return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, seen(member, `${path}.${key}`)]));
    throw new Error(`the host cannot carry ${path}: ${String(value)}`);
  };
  return seen(bag, "bag") as Record<string, unknown>;
};
