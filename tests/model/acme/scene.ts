import type { Ended, Virtual } from "../../in-process-engine/command";
import { Engine, type UpOptions } from "../../in-process-engine/engine";
import { providerAt } from "../../in-process-engine/provider-process";
import { internalOf, type Saved } from "../../in-process-engine/steps";
import type { ContractFacts, Levers, Simulator } from "../../simulator/src";
import { HOUR, inFreshWorld, type Simulated, simulated } from "../simulated";
import { edited, Story } from "../story";
import { Memory } from "./memory";
import { idsHeld, kidOf, ledgerOf, type Moment, rules, unseenOf, type What } from "./rules";
import { Source } from "./source";
import { type Change, type Listed, PLACES, type Sequence, type Step, type Wanted, type Which } from "./steps";

/** What sequences share: a simulator and the clock. Each sequence starts in a fresh world. */
export class Stage implements Simulated {
  private constructor(
    readonly sim: Simulator,
    readonly pull: Levers,
    readonly time: Virtual,
  ) {}

  static async build(): Promise<Stage> {
    const { sim, pull, time } = await simulated({
      kidHint: "end",
      partnerRevokeStatus: 204,
      partnerRevokedAgain: "refuse",
    });
    return new Stage(sim, pull, time);
  }

  play(sequence: Sequence): Promise<void> {
    const { validDays, autoRenew, awkward } = sequence.setting;
    return inFreshWorld(this, awkward, async () => {
      const scene = new Scene(this, await this.pull.makeContract({ validDays, autoRenew }), sequence);
      for (const step of sequence.steps) await scene.take(step);
      await scene.end();
    });
  }
}

class Scene {
  readonly engine: Engine;
  readonly story: Story;
  readonly contract: number;
  /** The pair that the contract was born with. */
  readonly theirs: number;
  readonly source: Source;
  #rotations = 100;
  #stranger: number | undefined;
  readonly #memory: Memory;

  constructor(
    readonly stage: Stage,
    made: { acmeContractId: number; credentials: readonly { credentialId: number }[] },
    sequence: Sequence,
  ) {
    this.engine = new Engine(providerAt(stage.sim, stage.time));
    this.contract = made.acmeContractId;
    this.theirs = made.credentials[0]?.credentialId ?? 0;
    this.source = new Source(sequence.start);
    this.story = new Story(sequence);
    this.#memory = new Memory(this.engine, this.source);
  }

  observed(): Promise<ContractFacts> {
    return this.stage.pull.contract(this.contract);
  }

  async take(step: Step): Promise<void> {
    this.story.tell(`> ${JSON.stringify(step)}`);
    const { pull } = this.stage;
    switch (step.do) {
      case "edit":
        return this.#edit(step.which, step.change);
      case "add":
        return this.source.add(step.first, step.inputs);
      case "remove":
        return this.source.remove(step.which);
      case "rename":
        return this.source.rename(step.which);
      case "up":
        return void (await this.up({
          ...(step.refresh ? { refresh: true } : {}),
          ...(step.replace === undefined ? {} : { replace: this.source.at(step.replace).name }),
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
        const saved = this.engine.saved.get(this.source.at(0).name);
        const own = saved === undefined ? undefined : Number(saved.outputs["credentialId"] ?? 0);
        const previous = saved === undefined ? undefined : ledgerOf(saved).at(-1)?.credentialId;
        const id = { theirs: this.theirs, stranger: this.#stranger, ours: own, previous }[step.requestOwner];
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

  #edit(which: Which, { list, ...change }: Change): void {
    const entry = this.source.at(which);
    const ids = list === undefined ? undefined : list === null ? null : this.#listed(entry.name, list);
    entry.inputs = edited<Wanted>(entry.inputs, {
      ...change,
      ...(ids === undefined ? {} : { revokeCredentialIds: ids }),
    });
  }

  #listed(name: string, requestOwner: Listed): number[] {
    const saved = this.engine.saved.get(name);
    const ids = {
      theirs: this.theirs,
      stranger: this.#stranger,
      unseen: saved === undefined ? undefined : unseenOf(saved).at(-1),
      own: saved?.outputs["credentialId"] ?? undefined,
      previous: saved === undefined ? undefined : ledgerOf(saved).at(-1)?.credentialId,
      nonsense: 1,
    } as const;
    return ids[requestOwner] === undefined ? [] : [Number(ids[requestOwner])];
  }

  preview(): Promise<Ended> {
    return this.#command("preview", undefined, () => this.engine.preview(this.source.of(this.contract)));
  }

  async up(options: UpOptions = {}): Promise<Ended> {
    const { credentials } = await this.observed();
    return this.#memory.around(credentials, options.replace, () =>
      this.#command("up", options, () => this.engine.up(this.source.of(this.contract), options)),
    );
  }

  async #command(what: What, options: UpOptions | undefined, run: () => Promise<Ended>): Promise<Ended> {
    const before = { credentials: (await this.observed()).credentials, saved: [...this.engine.all] };
    const ended = await this.story.run(what, run);
    const { credentials } = await this.observed();
    const after = { credentials, saved: [...this.engine.all] };
    this.story.ended(what, ended);
    for (const saved of after.saved) this.story.tell(`    state ${saved.name} ${shown(saved)}`);
    this.story.tell(`    world ${credentials.map((c) => `${c.credentialId} ${c.status}`).join(", ")}`);
    const moment: Moment = {
      what,
      ended,
      before,
      after,
      now: this.stage.time.now,
      program: new Map(this.source.resources.map(({ name, inputs }) => [name, inputs])),
      replaced: options?.replace,
      answered: this.#memory.answered,
      existing: this.#memory.existing,
    };
    this.#memory.noteDoubtful(before.credentials, credentials, after.saved);
    for (const rule of rules) {
      const complaint = rule(moment);
      if (complaint !== undefined) this.story.broken(complaint);
    }
    this.#memory.noteAnswered(before.saved, after.saved, options?.replace);
    return ended;
  }

  /** The faults stop: three ups are enough, and then there is silence. */
  async end(): Promise<void> {
    const { pull, time } = this.stage;
    this.story.tell("> the end: no more faults");
    await pull.clearFaults();
    const { credentials, canceledAt, validTill } = await this.observed();
    for (const entry of this.source.resources) {
      const others = new Set(
        this.engine.all.filter((saved) => saved.name !== entry.name).flatMap((saved) => idsHeld(saved, credentials)),
      );
      const ids = entry.inputs.revokeCredentialIds?.filter((id) => id !== 1 && !others.has(id));
      entry.inputs = { ...entry.inputs, ...(ids === undefined ? {} : { revokeCredentialIds: ids }) };
    }
    if (canceledAt !== null || Date.parse(validTill) <= time.now + HOUR) return;
    let ended: Ended | undefined;
    for (let turn = 0; turn < 3 && ended?.ok !== true; turn++) ended = await this.up({ refresh: true });
    if (ended?.ok !== true) this.story.broken("three ups were not enough");
    // What a grace makes due has an up of its own, which its preview shows first.
    if ((await this.preview()).lines.some((line) => /^info: (retire|resume):/.test(line))) await this.up();
    await this.#isAsWanted();
    await this.#isSilent();
    if (!(await this.#command("destroy", undefined, () => this.engine.destroy())).ok)
      this.story.broken("a destroy failed");
  }

  async #isAsWanted(): Promise<void> {
    const { credentials } = await this.observed();
    const active = new Set(credentials.filter(({ status }) => status === "active").map((c) => c.credentialId));
    const held = new Set(this.engine.all.flatMap((saved) => idsHeld(saved, credentials)));
    if (this.engine.all.length !== this.source.resources.length) this.story.broken("resources are left over");
    for (const { name, inputs } of this.source.resources) {
      const saved = this.engine.saved.get(name);
      const current = credentials.find(({ kid }) => kid === kidOf(saved));
      if (saved === undefined || current?.status !== "active") this.story.broken(`${name} has no pair that works`);
      const { status, pendingRevocations } = saved.outputs;
      if (status !== "active" || internalOf(saved)["pending"] !== undefined)
        this.story.broken(`${name} says that it is not done`);
      if (inputs.revokeExisting === true && (pendingRevocations as unknown[]).length > 0)
        this.story.broken(`${name} has something left to revoke`);
      for (const id of inputs.revokeCredentialIds ?? [])
        if (active.has(id) && id !== current.credentialId)
          this.story.broken(`credential ${id} is listed, and still active`);
      for (const id of inputs.revokeExisting === true ? (this.#memory.existing.get(name) ?? []) : [])
        if (active.has(id) && !held.has(id) && !this.#memory.doubtful.has(id) && !isSpared(saved, id))
          this.story.broken(`credential ${id} existed, and is still active`);
    }
  }

  async #isSilent(): Promise<void> {
    const { pull } = this.stage;
    const preview = await this.preview();
    if (!preview.did.every((line) => line.endsWith(": same"))) this.story.broken("the preview of no change shows one");
    for (const refresh of [false, true]) {
      await pull.clearHistory();
      const quiet = await this.up({ refresh });
      await this.story.wroteNothing(pull);
      if (!quiet.ok || quiet.did.some((line) => !/: (same|read)$/.test(line)))
        this.story.broken("an up without a change was not silent");
      if (!refresh && quiet.calls > 0) this.story.broken("an up without a change called the API");
    }
  }
}

/** The user was told that it stays, and state tells him again. */
const isSpared = ({ outputs }: Saved, id: number): boolean =>
  (outputs["sparedCredentials"] as { credentialId: number }[]).some(({ credentialId }) => credentialId === id);

const shown = (saved: Saved): string => {
  const { kid: _, hmacKey: __, __provider, __urn, directoryUrl, ...outputs } = saved.outputs;
  return `${JSON.stringify(outputs)}${saved.initErrors === undefined ? "" : " unfinished"}`;
};
