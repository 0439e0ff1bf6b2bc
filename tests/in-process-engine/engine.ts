import type { Bag } from "../../provider/contract/resource";
import type { DynamicProvider, Kind } from "../../provider/front-doors/dynamic";
import { type Did, type Ended, endOf, isWell, type Kill, type Row } from "./command";
import { type Mortal, mortal } from "./mortal";
import { type ProviderProcess, type StartProvider, urnOf, withHidden } from "./provider-process";
import * as steps from "./steps";
import { Failed, type Identity, type Saved } from "./steps";

/** A resource as a program declares it. */
export interface Declared {
  readonly kind: Kind;
  /** Unlike any other of the program. */
  readonly name: string;
  /** What the user writes; or what the program makes of other resources' outputs, once their steps have ended. */
  readonly inputs: Bag | ((outputsOf: (name: string) => Bag) => Bag | Promise<Bag>);
  /** The names of those resources: where the step of one fails, this one is skipped. */
  readonly dependsOn?: readonly string[];
  /** As an `onError` hook that has a failed create tried again so often, in the same command. */
  readonly retries?: number;
}

/** Its resources in the order in which they are written, what is depended on first. */
export type Program = readonly Declared[];

export interface UpOptions {
  readonly refresh?: boolean;
  /** As `--replace` of this one. */
  readonly replace?: string | undefined;
  /** As `--target` of these, and of no other. */
  readonly target?: readonly string[] | undefined;
  readonly kill?: Kill | undefined;
}

/** A command under way. */
interface Run extends ProviderProcess, Mortal {
  readonly rows: Row[];
  /** The steps that have begun, by resource: each ends with its row, and never rejects but for a mistake of ours or a death. */
  readonly begun: Map<string, Promise<Row>>;
}

/**
 * What Pulumi's engine does with a stack, as far as a provider can tell. Resources are checked and compared in the order in
 * which they are written, while the steps of those before them are under way; a resource waits for those that it depends
 * on. Deletes come last, dependents first, and only where nothing failed. Every step that ends is saved.
 *
 * In one thing Pulumi depends on the machine's speed, and this engine does not: a step that fails keeps those that have not
 * begun from beginning. Here, what does not depend on it begins all the same.
 */
export class Engine {
  /** By name. */
  readonly saved = new Map<string, Saved>();
  /** Replaced, and not deleted yet. */
  condemned: readonly Saved[] = [];

  constructor(readonly startProvider: StartProvider) {}

  /** Every resource there is, those that wait for their deletion included. */
  get all(): readonly Saved[] {
    return [...this.saved.values(), ...this.condemned];
  }

  /** `refresh`: against what is there now, of which nothing is saved. */
  preview(program: Program, { refresh = false }: Pick<UpOptions, "refresh"> = {}): Promise<Ended> {
    return this.#command(undefined, async (run) => {
      const seen = new Map(this.saved);
      if (refresh)
        for (const prior of this.saved.values())
          await steps.read(run.door(prior.kind), prior, (saved) => void seen.set(prior.name, saved));
      for (const declared of unique(program)) {
        const { kind, name } = declared;
        const prior = seen.get(name);
        const news = await this.#check(run, declared, prior);
        if (prior === undefined) {
          run.rows.push({ kind, name, did: "would create", reasons: [] });
          continue;
        }
        const { changes, replaces } = await steps.diff(run.door(kind), prior, news);
        const did: Did =
          replaces.length > 0 ? "would replace" : changes || steps.isUnfinished(prior) ? "would update" : "same";
        run.rows.push({ kind, name, did, reasons: [] });
      }
    });
  }

  up(program: Program, { refresh = false, replace, target, kill }: UpOptions = {}): Promise<Ended> {
    return this.#command(kill, async (run) => {
      const isTarget = (name: string): boolean => target?.includes(name) ?? true;
      if (refresh) await this.#readAll(run, isTarget);
      for (const { kind, name, inputs } of program) if (typeof inputs !== "function") run.names(kind, name, inputs);
      await this.#registerAll(run, unique(program), isTarget, replace);
      failIfAny(await Promise.all(run.begun.values()));
      const names = new Set(program.map(({ name }) => name));
      const gone = [...this.saved.values()].filter(({ name }) => !names.has(name));
      await this.#deleteAll(
        run,
        [...this.condemned, ...gone].filter(({ name }) => isTarget(name)),
      );
    });
  }

  refresh(): Promise<Ended> {
    return this.#command(undefined, (run) => this.#readAll(run));
  }

  destroy(): Promise<Ended> {
    return this.#command(undefined, (run) => this.#deleteAll(run, [...this.condemned, ...this.saved.values()]));
  }

  async #command(kill: Kill | undefined, work: (run: Run) => Promise<void>): Promise<Ended> {
    const life = mortal(kill);
    const process = this.startProvider(life);
    const door = (kind: Kind): DynamicProvider => life.heard(process.door(kind));
    const run: Run = { ...process, ...life, door, rows: [], begun: new Map() };
    const over = async (): Promise<void> => {
      try {
        await work(run);
      } finally {
        // A provider that outlives its engine works on; the next command finds what it has done.
        await Promise.allSettled(run.begun.values());
      }
    };
    return endOf(run, life.dead, over());
  }

  /** Up to the first that `check` refuses, or that cannot be a target: the program ends there. */
  async #registerAll(
    run: Run,
    program: Program,
    isTarget: (name: string) => boolean,
    replace: string | undefined,
  ): Promise<void> {
    for (const declared of program) {
      const { kind, name } = declared;
      const prior = this.saved.get(name);
      if (!isTarget(name)) {
        if (prior !== undefined && typeof declared.inputs !== "function")
          run.names(kind, name, declared.inputs, prior.outputs);
        this.#note(run, kind, name, prior === undefined ? "skipped" : "same");
        continue;
      }
      const missing = declared.dependsOn?.find((other) => !isTarget(other) && !this.saved.has(other));
      if (missing !== undefined)
        return this.#note(run, kind, name, "skipped", [`${name} depends on ${missing}, which is new and no target`]);
      if (!(await this.#isReady(run, declared))) {
        this.#note(run, kind, name, "skipped");
        continue;
      }
      try {
        await this.#register(run, declared, prior, prior !== undefined && name === replace);
      } catch (error) {
        if (!(error instanceof Failed)) throw error;
        return this.#note(run, kind, name, "refused by check", error.reasons);
      }
    }
  }

  /** Everything that it depends on has ended well. */
  async #isReady(run: Run, { name, dependsOn = [] }: Declared): Promise<boolean> {
    const rows = dependsOn.map((other) => {
      const row = run.begun.get(other);
      if (row === undefined) throw new Error(`${name} depends on ${other}, which the program does not have before it`);
      return row;
    });
    return (await Promise.all(rows)).every(isWell);
  }

  async #register(run: Run, declared: Declared, prior: Saved | undefined, replaced: boolean): Promise<void> {
    const { kind, name } = declared;
    const which = identityOf(declared);
    const door = run.door(kind);
    const news = await this.#check(run, declared, replaced ? undefined : prior);
    if (prior === undefined || replaced)
      return this.#begin(run, which, "create", () => this.#create(run, which, news, declared));
    const { changes, replaces } = await steps.diff(door, prior, news);
    if (replaces.length > 0) {
      // The inputs of a new resource owe nothing to those of the old one.
      const fresh = await this.#check(run, declared, undefined);
      return this.#begin(run, which, "create", () => this.#create(run, which, fresh, declared));
    }
    if (changes || steps.isUnfinished(prior))
      return this.#begin(run, which, "update", () => steps.update(door, prior, which, news, this.#save));
    this.#save({ ...prior, ...which, inputs: news });
    this.#note(run, kind, name, "same");
  }

  readonly #save = (saved: Saved): void => void this.saved.set(saved.name, saved);

  async #create({ door }: Run, which: Identity, news: Bag, { retries = 0 }: Declared): Promise<void> {
    const before = this.saved.get(which.name);
    const save = (saved: Saved): void => {
      this.#save(saved);
      if (before !== undefined && !this.condemned.includes(before)) this.condemned = [...this.condemned, before];
    };
    for (let left = retries; ; left -= 1)
      try {
        return await steps.create(door(which.kind), which, news, save);
      } catch (error) {
        if (!(error instanceof Failed) || left === 0) throw error;
      }
  }

  async #check(run: Run, { kind, name, inputs }: Declared, prior: Saved | undefined): Promise<Bag> {
    const given = typeof inputs === "function" ? await inputs((other) => this.saved.get(other)?.outputs ?? {}) : inputs;
    return steps.check(run.door(kind), prior, withHidden(given, kind, name));
  }

  /** Something that ended at once. */
  #note(run: Run, kind: Kind, name: string, did: Did, reasons: readonly string[] = []): void {
    const row: Row = { kind, name, did, reasons };
    run.rows.push(row);
    run.begun.set(name, Promise.resolve(row));
  }

  #begin(run: Run, which: Identity, did: Did, step: () => Promise<void>): void {
    const ended = this.#step(run, which, did, step);
    ended.catch(() => undefined);
    run.begun.set(which.name, ended);
  }

  async #step({ rows }: Run, { kind, name }: Identity, did: Did, step: () => Promise<void>): Promise<Row> {
    const begun: Row = { kind, name, did, reasons: [] };
    const at = rows.push(begun) - 1;
    const ended = { ...begun, reasons: await complaintsOf(step()) };
    rows[at] = ended;
    return ended;
  }

  async #readAll(run: Run, isTarget: (name: string) => boolean = () => true): Promise<void> {
    const rows: Row[] = [];
    for (const prior of [...this.saved.values()].filter(({ name }) => isTarget(name)))
      rows.push(await this.#step(run, prior, "read", () => steps.read(run.door(prior.kind), prior, this.#save)));
    failIfAny(rows);
  }

  async #deleteAll(run: Run, doomed: readonly Saved[]): Promise<void> {
    for (const old of dependentsFirst(doomed)) {
      failIfAny([await this.#step(run, old, "delete", () => steps.remove(run.door(old.kind), old))]);
      this.condemned = this.condemned.filter((other) => other !== old);
      if (this.saved.get(old.name) === old) this.saved.delete(old.name);
    }
  }
}

const failIfAny = (rows: readonly Row[]): void => {
  const reasons = rows.flatMap((row) => row.reasons);
  if (reasons.length > 0) throw new Failed(reasons);
};

const identityOf = ({ kind, name, dependsOn = [] }: Declared): Identity => ({
  kind,
  name,
  urn: urnOf(kind, name),
  dependsOn,
});

const unique = (program: Program): Program => {
  if (new Set(program.map(({ name }) => name)).size < program.length)
    throw new Error("two resources of a program have one name");
  return program;
};

/** What the user reads of a step that failed. */
const complaintsOf = async (step: Promise<void>): Promise<readonly string[]> => {
  try {
    await step;
    return [];
  } catch (error) {
    if (error instanceof Failed) return error.reasons;
    throw error;
  }
};

/** No resource is deleted before one that depends on it. */
const dependentsFirst = (doomed: readonly Saved[]): readonly Saved[] => {
  const [next, ...others] = doomed.toSorted((a, b) => dependents(a, doomed) - dependents(b, doomed));
  return next === undefined ? [] : [next, ...dependentsFirst(others)];
};

const dependents = ({ name }: Saved, among: readonly Saved[]): number =>
  among.filter(({ dependsOn }) => dependsOn.includes(name)).length;
