import {
  CALM,
  type ContractFacts,
  type CredentialFacts,
  type Levers,
  levers,
  type Simulator,
  simulate,
} from "../../simulator/src";
import type { Ended, Saved, Virtual } from "../stack";
import { Engine, nameOf, type Program, type UpOptions } from "./engine";
import { idsHeld, kidOf, ledgerOf, type Moment, rules, unseenOf, type What } from "./rules";
import { type Edit, type Listed, PLACES, type Sequence, type Step, type Wanted, type Which } from "./steps";

const START = Date.parse("2026-11-22T12:00:00Z");
const HOUR = 3_600_000;

/** A rule that did not hold; the message tells the whole story. */
export class Broken extends Error {
  constructor(rule: string, story: readonly string[]) {
    super(`${rule}\n  ${story.join("\n  ")}`);
    this.name = "Broken";
  }
}

/** What sequences share: a simulator and the clock. Each sequence starts in a fresh world. */
export class Stage {
  private constructor(
    readonly sim: Simulator,
    readonly pull: Levers,
    readonly time: Virtual,
  ) {}

  static async build(): Promise<Stage> {
    const time: Virtual = { now: START };
    const sim = await simulate({
      seed: 7,
      listen: false,
      now: () => time.now,
      awkward: { ...CALM, rateWindows: [] },
    });
    return new Stage(sim, levers(sim.leversUrl, sim.fetch), time);
  }

  /** Plays a sequence through to its quiet end; throws `Broken` where a rule does not hold. */
  async play(sequence: Sequence): Promise<void> {
    const random = Math.random;
    Math.random = seeded(1);
    try {
      this.time.now = START;
      await this.pull.reset();
      await this.pull.setAwkward({
        kidHint: "end",
        partnerRevokeStatus: 204,
        partnerRevokedAgain: "refuse",
        nullForAbsent: 0,
        ...sequence.setting.awkward,
      });
      const { validDays, autoRenew } = sequence.setting;
      const scene = new Scene(this, await this.pull.makeContract({ validDays, autoRenew }), sequence);
      for (const step of sequence.steps) await scene.take(step);
      await scene.end();
    } finally {
      Math.random = random;
    }
  }
}

const seeded = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

interface Written {
  name: string;
  wanted: Wanted;
}

class Scene {
  readonly engine: Engine;
  readonly story: string[] = [];
  readonly contract: number;
  /** The pair that the contract was born with. */
  readonly theirs: number;
  readonly program: Written[];
  #names = 0;
  #rotations = 100;
  #stranger: number | undefined;
  /** The trigger that a resource's pair was last asked for with. */
  readonly #answered = new Map<string, number | undefined>();
  /** What `revokeExisting` may revoke, decided when a resource is first asked for. */
  readonly #existing = new Map<string, readonly number[]>();
  /** It may be a pair of ours that nobody has: made by a command, or seen while an answer was lost. */
  readonly #doubtful = new Set<number>();

  constructor(
    readonly stage: Stage,
    made: { acmeContractId: number; credentials: readonly { credentialId: number }[] },
    sequence: Sequence,
  ) {
    this.engine = new Engine(stage.sim, stage.time);
    this.contract = made.acmeContractId;
    this.theirs = made.credentials[0]?.credentialId ?? 0;
    this.program = sequence.start.map((wanted) => ({ name: this.#newName(), wanted }));
    this.tell(`setting ${JSON.stringify(sequence.setting)}`);
    this.tell(`start ${JSON.stringify(sequence.start)}`);
  }

  #newName(): string {
    return `acme${this.#names++}`;
  }

  tell(line: string): void {
    this.story.push(line);
  }

  broken(rule: string): never {
    throw new Broken(rule, this.story);
  }

  facts(): Promise<ContractFacts> {
    return this.stage.pull.contract(this.contract);
  }

  get written(): Program {
    return this.program.map(({ name, wanted }) => [name, { acmeContractId: this.contract, ...bagOf(wanted) }]);
  }

  async take(step: Step): Promise<void> {
    this.tell(`> ${JSON.stringify(step)}`);
    const { pull } = this.stage;
    switch (step.do) {
      case "edit":
        return this.#edit(step.which, step.change);
      case "add":
        if (this.program.length < 3)
          this.program[step.first ? "unshift" : "push"]({ name: this.#newName(), wanted: step.wanted });
        return;
      case "remove":
        if (this.program.length > 1) this.program.splice(this.#place(step.which), 1);
        return;
      case "rename":
        this.#at(step.which).name = this.#newName();
        return;
      case "up":
        return void (await this.up({
          ...(step.refresh ? { refresh: true } : {}),
          ...(step.replace === undefined ? {} : { replace: this.#at(step.replace).name }),
          ...(step.kill === undefined ? {} : { kill: step.kill }),
        }));
      case "rotate":
        this.#edit(step.which, { triggers: ++this.#rotations });
        return void (await this.up({ refresh: true }));
      case "preview":
        return void (await this.preview());
      case "refresh":
        return void (await this.#command("refresh", undefined, () => this.engine.refresh()));
      case "destroy":
        return void (await this.#command("destroy", undefined, () => this.engine.destroy()));
      case "regenerate":
        this.#stranger = (await pull.makeCredential(this.contract, step.revokeExisting)).credentialId;
        return;
      case "revoke": {
        const saved = this.engine.saved.get(this.#at(0).name);
        const own = saved === undefined ? undefined : Number(saved.outputs["credentialId"] ?? 0);
        const previous = saved === undefined ? undefined : ledgerOf(saved).at(-1)?.credentialId;
        const id = { theirs: this.theirs, stranger: this.#stranger, ours: own, previous }[step.whose];
        if (id) await pull.revokeCredential(this.contract, id);
        return;
      }
      case "cancel":
        return void (await this.stage.sim.fetch(`${this.stage.sim.partnerBaseUrl}/acme/${this.contract}`, {
          method: "DELETE",
          headers: { "X-PARTNER-APIKEY": this.stage.sim.partnerApiKey, "User-Agent": "somebody else" },
        }));
      case "fault":
        return void (await pull.fault({ ...PLACES[step.at], kind: step.kind, times: step.times }));
      case "calm":
        return void (await pull.clearFaults());
      case "clock":
        this.stage.time.now += step.hours * HOUR;
        return;
    }
  }

  #place(which: Which): number {
    return which % this.program.length;
  }

  #at(which: Which): Written {
    return this.program[this.#place(which)] ?? this.broken("a program without resources");
  }

  #edit(which: Which, { list, ...change }: Edit): void {
    const entry = this.#at(which);
    const ids = list === undefined ? undefined : list === null ? null : this.#listed(entry.name, list);
    const next = { ...entry.wanted, ...change, ...(ids === undefined ? {} : { revokeCredentialIds: ids }) };
    entry.wanted = Object.fromEntries(
      Object.entries(next).filter(([, value]) => value !== null && value !== undefined),
    ) as Wanted;
  }

  #listed(name: string, whose: Listed): number[] {
    const saved = this.engine.saved.get(name);
    const ids = {
      theirs: this.theirs,
      stranger: this.#stranger,
      unseen: saved === undefined ? undefined : unseenOf(saved).at(-1),
      own: saved?.outputs["credentialId"],
      previous: saved === undefined ? undefined : ledgerOf(saved).at(-1)?.credentialId,
      nonsense: 1,
    } as const;
    return ids[whose] === undefined ? [] : [Number(ids[whose])];
  }

  preview(): Promise<Ended> {
    return this.#command("preview", undefined, () => this.engine.preview(this.written));
  }

  async up(options: UpOptions = {}): Promise<Ended> {
    const { credentials } = await this.facts();
    const { replace = "" } = options;
    const [isThere, existing] = [this.engine.saved.has(replace), this.#existing.get(replace)];
    this.#noteExisting(credentials, options.replace);
    const ended = await this.#command("up", options, () => this.engine.up(this.written, options));
    // The replacement came to nothing: what was to be revoked for it is not.
    if (isThere && !ended.ok && !this.engine.condemned.some((saved) => nameOf(saved) === replace)) {
      if (existing === undefined) this.#existing.delete(replace);
      else this.#existing.set(replace, existing);
    }
    return ended;
  }

  /** `revokeExisting` is for a first pair, and only where nothing was revoked before; pairs of the program are no part of it. */
  #noteExisting(credentials: readonly CredentialFacts[], replaced: string | undefined): void {
    const kept = new Set(this.engine.all.flatMap((saved) => idsHeld(saved, credentials)));
    const kids = new Set(this.program.map(({ name }) => name));
    for (const { name, wanted } of this.program) {
      const saved = this.engine.saved.get(name);
      const first = saved === undefined || name === replaced;
      if (first) this.#existing.delete(name);
      if (wanted.revokeExisting !== true) {
        if (first || kidOf(saved) === undefined) this.#existing.delete(name);
        continue;
      }
      if (this.#existing.has(name) || !(first || kidOf(saved) === undefined)) continue;
      const served = credentials.some(({ status }) => status === "revoked");
      // A pair whose resource is no part of the program any more is on its way out.
      const leaving = new Set(
        this.engine.all.filter((old) => !kids.has(nameOf(old))).flatMap((old) => idsHeld(old, credentials)),
      );
      const may = credentials.filter(
        ({ credentialId: id, status }) => status === "active" && (!kept.has(id) || leaving.has(id)),
      );
      this.#existing.set(name, served ? [] : may.map(({ credentialId }) => credentialId));
    }
  }

  async #command(what: What, options: UpOptions | undefined, run: () => Promise<Ended>): Promise<Ended> {
    const before = { credentials: (await this.facts()).credentials, saved: [...this.engine.all] };
    const ended = await run().catch((error: unknown) =>
      this.broken(`${what} threw: ${error instanceof Error ? error.stack : String(error)}`),
    );
    const { credentials } = await this.facts();
    const after = { credentials, saved: [...this.engine.all] };
    this.#tellAll(what, ended, after);
    const moment: Moment = {
      what,
      ended,
      before,
      after,
      now: this.stage.time.now,
      program: new Map(this.program.map(({ name, wanted }) => [name, wanted])),
      replaced: options?.replace,
      answered: this.#answered,
      existing: this.#existing,
    };
    const had = new Set(before.credentials.map(({ credentialId }) => credentialId));
    for (const { credentialId: id } of credentials) if (!had.has(id)) this.#doubtful.add(id);
    for (const id of after.saved.flatMap(unseenOf)) this.#doubtful.add(id);
    for (const rule of rules) {
      const complaint = rule(moment);
      if (complaint !== undefined) this.broken(complaint);
    }
    for (const { name, wanted } of this.program) {
      const [was, is] = [before.saved, after.saved].map((all) =>
        kidOf(all.find((saved) => nameOf(saved) === name && this.engine.condemned.includes(saved) === false)),
      );
      if (is === undefined) this.#answered.delete(name);
      else if (is !== was)
        this.#answered.set(name, wanted.triggers ?? (name === options?.replace ? undefined : this.#answered.get(name)));
    }
    return ended;
  }

  #tellAll(what: What, ended: Ended, after: Moment["after"]): void {
    this.tell(`  ${what}: ${ended.ok ? "ok" : "FAILED"} [${ended.did.join(", ")}] ${ended.reasons.join(" / ")}`);
    for (const line of ended.lines) if (!line.startsWith("progress")) this.tell(`    ${line}`);
    for (const saved of after.saved) this.tell(`    state ${nameOf(saved)} ${shown(saved)}`);
    this.tell(
      `    world ${after.credentials.map(({ credentialId, status }) => `${credentialId} ${status}`).join(", ")}`,
    );
  }

  /** The faults stop: three ups are enough, and then there is silence. */
  async end(): Promise<void> {
    const { pull, time } = this.stage;
    this.tell("> the end: no more faults");
    await pull.clearFaults();
    const { credentials, canceledAt, validTill } = await this.facts();
    for (const entry of this.program) {
      const others = new Set(
        this.engine.all.filter((saved) => nameOf(saved) !== entry.name).flatMap((saved) => idsHeld(saved, credentials)),
      );
      const ids = entry.wanted.revokeCredentialIds?.filter((id) => id !== 1 && !others.has(id));
      entry.wanted = { ...entry.wanted, ...(ids === undefined ? {} : { revokeCredentialIds: ids }) };
    }
    if (canceledAt !== null || Date.parse(validTill) <= time.now + HOUR) return;
    let ended: Ended | undefined;
    for (let turn = 0; turn < 3 && ended?.ok !== true; turn++) ended = await this.up({ refresh: true });
    if (ended?.ok !== true) this.broken("three ups were not enough");
    // What a grace makes due has an up of its own, which its preview shows first.
    if ((await this.preview()).lines.some((line) => /^info: (retire|resume):/.test(line))) await this.up();
    await this.#isAsWanted();
    await this.#isSilent();
    if (!(await this.#command("destroy", undefined, () => this.engine.destroy())).ok) this.broken("a destroy failed");
  }

  async #isAsWanted(): Promise<void> {
    const { credentials } = await this.facts();
    const active = new Set(credentials.filter(({ status }) => status === "active").map((c) => c.credentialId));
    const held = new Set(this.engine.all.flatMap((saved) => idsHeld(saved, credentials)));
    if (this.engine.all.length !== this.program.length) this.broken("resources are left over");
    for (const { name, wanted } of this.program) {
      const saved = this.engine.saved.get(name);
      const current = credentials.find(({ kid }) => kid === kidOf(saved));
      if (saved === undefined || current?.status !== "active") this.broken(`${name} has no pair that works`);
      const { status, pending, toRevoke = [] } = saved.outputs;
      if (status !== "active" || pending !== undefined) this.broken(`${name} says that it is not done`);
      if (wanted.revokeExisting === true && (toRevoke as unknown[]).length > 0)
        this.broken(`${name} has something left to revoke`);
      for (const id of wanted.revokeCredentialIds ?? [])
        if (active.has(id) && id !== current.credentialId) this.broken(`credential ${id} is listed, and still active`);
      for (const id of wanted.revokeExisting === true ? (this.#existing.get(name) ?? []) : [])
        if (active.has(id) && !held.has(id) && !this.#doubtful.has(id))
          this.broken(`credential ${id} existed, and is still active`);
    }
  }

  async #isSilent(): Promise<void> {
    const { pull } = this.stage;
    const preview = await this.preview();
    if (!preview.did.every((line) => line.endsWith(": same"))) this.broken("the preview of no change shows one");
    for (const refresh of [false, true]) {
      await pull.clearHistory();
      const quiet = await this.up({ refresh });
      const writes = (await pull.history()).filter(({ method }) => method !== "GET");
      if (writes.length > 0) this.broken(`an up without a change wrote: ${writes.map(({ path }) => path)}`);
      if (!quiet.ok || quiet.did.some((line) => !/: (same|read)$/.test(line)))
        this.broken("an up without a change was not silent");
      if (!refresh && quiet.calls > 0) this.broken("an up without a change called the API");
    }
  }
}

const bagOf = ({ triggers, ...rest }: Wanted) => ({
  ...rest,
  ...(triggers === undefined ? {} : { triggers: { n: triggers } }),
});

const shown = (saved: Saved): string => {
  const { kid: _, hmacKey: __, __provider, __urn, version, directoryUrl, accountId, ...outputs } = saved.outputs;
  return `${JSON.stringify(outputs)}${saved.initErrors === undefined ? "" : " unfinished"}`;
};
