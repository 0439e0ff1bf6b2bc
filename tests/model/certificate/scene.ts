import type { Ended, Virtual } from "../../in-process-engine/command";
import { Stack } from "../../in-process-engine/stack";
import type { Levers, Simulator } from "../../simulator/src";
import { COMMON_NAME, DAY, inFreshWorld, makeKey, type Simulated, simulated } from "../simulated";
import { type Edit, edited, Story } from "../story";
import { fits, inputsOf } from "./program";
import { rules } from "./rules";
import type { What } from "./rules/moment";
import { pendingOf, shownState } from "./state";
import type { Sequence, Step, Wanted } from "./steps";
import { type Keys, shownCertificate, World } from "./world";

/** What sequences share: a simulator, keys, and the clock. Each sequence starts in a fresh world. */
export class Stage implements Simulated {
  private constructor(
    readonly sim: Simulator,
    readonly pull: Levers,
    readonly time: Virtual,
    readonly keys: Keys,
  ) {}

  static async build(): Promise<Stage> {
    const { sim, pull, time } = await simulated();
    const [A, B, C, other] = await Promise.all([makeKey(), makeKey(), makeKey(), makeKey()]);
    return new Stage(sim, pull, time, { A, B, C, other });
  }

  play(sequence: Sequence): Promise<void> {
    return inFreshWorld(this, sequence.setting.awkward, async () => {
      const scene = new Scene(this, sequence);
      await scene.open();
      for (const step of sequence.steps) await scene.take(step);
      await scene.end();
    });
  }
}

/** One sequence, held against the rules. */
class Scene {
  readonly stack: Stack;
  readonly story: Story;
  readonly world: World;
  program: Wanted;
  name = "web";
  #names = 0;

  constructor(
    readonly stage: Stage,
    readonly sequence: Sequence,
  ) {
    this.stack = new Stack(stage.sim, stage.time);
    this.story = new Story(sequence);
    this.world = new World(stage.pull, stage.time, stage.keys, sequence.setting, this.story);
    this.program = sequence.start;
  }

  async open(): Promise<void> {
    await this.world.order(0);
  }

  async take(step: Step): Promise<void> {
    this.story.tell(`> ${JSON.stringify(step)}`);
    switch (step.do) {
      case "edit":
        return this.#edit(step.change);
      case "up": {
        if (step.rename) this.name = `web${++this.#names}`;
        await this.up({ ...(step.refresh ? { refresh: true } : {}), ...(step.kill ? { kill: step.kill } : {}) });
        return;
      }
      case "preview":
        return void (await this.preview());
      case "refresh":
        return void (await this.#command("refresh", () => this.stack.refresh()));
      case "destroy":
        return void (await this.#command("destroy", () => this.stack.destroy()));
      default:
        return this.world.take(step, this.program.order, this.stack.resource?.outputs["certificateId"]);
    }
  }

  #edit(change: Edit<Wanted>): void {
    const { triggers, validityDays } = this.program;
    this.program = edited(this.program, change);
    if (triggers !== this.program.triggers || validityDays !== this.program.validityDays)
      for (const order of this.world.orders) order.fieldsChanged = true;
  }

  async #inputs(): Promise<Record<string, unknown>> {
    const { orderId } = await this.world.order(this.program.order);
    return inputsOf(this.program, orderId, this.stage.keys);
  }

  up(options: Parameters<Stack["up"]>[1] = {}): Promise<Ended> {
    return this.#command("up", async () => this.stack.up(await this.#inputs(), { ...options, name: this.name }));
  }

  preview(): Promise<Ended> {
    return this.#command("preview", async () => this.stack.preview(await this.#inputs(), { name: this.name }));
  }

  async #command(what: What, run: () => Promise<Ended>): Promise<Ended> {
    const { world, story, stack, program, name } = this;
    await world.order(program.order);
    const before = { observed: await world.observed(), saved: stack.all };
    await this.stage.pull.clearHistory();
    const ended = await story.run(what, run);
    const writes = await this.#writes();
    story.ended(what, ended);
    const after = { observed: await world.observed(), saved: stack.all, resource: stack.resource };
    story.tell(`    state ${after.saved.map(shownState).join(" + ") || "empty"}`);
    for (const { id, status, certificates } of after.observed)
      story.tell(`    order ${id} ${status}: ${certificates.map((c) => shownCertificate(c, world.keys)).join("; ")}`);
    for (const rule of rules) rule({ what, ended, before, after, writes, program, name, world, story });
    return ended;
  }

  async #writes(): Promise<readonly string[]> {
    const all = await this.stage.pull.history();
    return all.filter(({ method }) => method !== "GET").map(({ method, path }) => `${method} ${path}`);
  }

  /** The faults stop and whoever has to act acts: three ups are enough, and then there is silence. */
  async end(): Promise<void> {
    const { pull } = this.stage;
    this.story.tell("> the end: no more faults, everything is approved");
    await pull.clearFaults();
    const rejected = (this.stack.resource?.outputs["rejection"] ?? null) !== null;
    // What the order does not show, only the user knows.
    const hidden = this.sequence.setting.awkward.missingOnOrderPage ?? [];
    this.#edit({
      allowSanRemoval: true,
      wait: null,
      drift: null,
      proven: null,
      ...(hidden.includes("csr") ? { key: this.program.key ?? "A" } : {}),
      ...(hidden.includes("common_name") ? { commonName: this.program.commonName ?? COMMON_NAME } : {}),
      ...(this.world.no || rejected ? { triggers: 99 } : {}),
    });
    const { orderId } = await this.world.order(this.program.order);
    const isOpen = async () => (await pull.order(orderId)).status === "issued";
    await this.world.letItBe();
    if (!(await isOpen())) return;
    let ended: Ended | undefined;
    for (let [turn, turns] = [0, 3]; turn < turns; turn++) {
      ended = await this.up({ refresh: true });
      if (await this.#isDone(orderId, ended)) break;
      // Where nobody is named, or nothing that was replaced is listed, ours is not known to be issued: the user takes the exit.
      const { missingInLists = [], primaryInsteadOfReissues = false } = this.sequence.setting.awkward;
      const isNamed = !missingInLists.includes("user_id") && !primaryInsteadOfReissues;
      if (!isNamed && turn === 0) this.#edit({ triggers: 98 });
      // Two of ours, one of them asked for by a step that was killed: where waiting brings nothing, and the words name the exit, too.
      if (isNamed && turn === 1 && this.world.orphans.size > 0 && saysExit(ended)) {
        this.#edit({ triggers: 98 });
        turns = 5;
      }
      await this.world.letItBe();
      if (!(await isOpen())) return;
    }
    if (ended?.ok !== true) this.story.broken("three ups were not enough");
    await this.#isAsWanted(orderId);
    // What a grace makes due has an up of its own, which its preview shows first.
    if ((await this.preview()).lines.some((line) => line.startsWith("info: retire:"))) {
      await this.up({ refresh: false });
      await this.world.letItBe();
    }
    await this.#isSilent();
  }

  /** One that is found near its end is adopted first, and then reissued, which the preview shows before. */
  async #isDone(orderId: number, { ok, did }: Ended): Promise<boolean> {
    const { certificates } = await this.stage.pull.order(orderId);
    const end = Date.parse(certificates.find(({ primary }) => primary)?.validTill ?? "");
    const days = (end - this.stage.time.now) / DAY;
    return ok && (days >= (this.program.minDays ?? 30) || did.at(-1) === "same");
  }

  async #isAsWanted(orderId: number): Promise<void> {
    const { keys, pull } = this.stage;
    const primary = (await pull.order(orderId)).certificates.find((c) => c.primary);
    const own = this.sequence.setting.awkward.issuerHash === "own" ? { signatureHash: "sha384" } : {};
    if (
      primary?.status !== "issued" ||
      !(fits(primary, this.program, keys) || fits({ ...primary, ...own }, this.program, keys))
    )
      this.story.broken(`the live certificate is not what is wanted: ${primary && shownCertificate(primary, keys)}`);
    const saved = this.stack.resource;
    if (saved?.outputs["certificateId"] !== primary.id)
      this.story.broken(`state holds another certificate than ${primary.id}`);
    const { status, replacedBy } = saved.outputs;
    // CertCentral's own word, where it is none that we know.
    const isIssued = [...Object.values(this.sequence.setting.awkward.certificateStatusWords ?? {}), "issued"].includes(
      String(status),
    );
    if (pendingOf(saved) !== undefined || !isIssued) this.story.broken("state says that it is not done");
    if (replacedBy !== null) this.story.broken("state says that somebody else's certificate is there");
  }

  async #isSilent(): Promise<void> {
    const { pull } = this.stage;
    const preview = await this.preview();
    if (preview.did.join() !== "same") this.story.broken(`the preview of no change says ${preview.did}`);
    for (const refresh of [false, true]) {
      await pull.clearHistory();
      const quiet = await this.up({ refresh });
      await this.story.wroteNothing(pull);
      if (!quiet.ok || quiet.did.at(-1) !== "same") this.story.broken("an up without a change was not silent");
      if (!refresh && quiet.calls > 0) this.story.broken("an up without a change called the API");
    }
  }
}

const saysExit = ({ reasons }: Ended): boolean => reasons.some((line) => line.includes("change a value in triggers"));
