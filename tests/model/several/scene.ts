import type { Ended, Virtual } from "../../in-process-engine/command";
import { Engine, type UpOptions } from "../../in-process-engine/engine";
import { providerAt } from "../../in-process-engine/provider-process";
import type { Saved } from "../../in-process-engine/steps";
import type { Levers, Simulator } from "../../simulator/src";
import { ledgerOf, pendingOf, shownState } from "../certificate/state";
import { COMMON_NAME, HOUR, inFreshWorld, type Key, makeKey, type Simulated, simulated } from "../simulated";
import { edited, Story } from "../story";
import { askedByKilled, laws } from "./laws";
import type { Side, What } from "./moment";
import { type Lands, Source, type Target, type Written } from "./source";
import { PLACES, type Sequence, type Step, type Targeted } from "./steps";

type Keys = Readonly<Record<"A" | "B" | "duplicate A" | "duplicate B", Key>>;

/** What sequences share: a simulator, keys, and the clock. Each sequence starts in a fresh world. */
export class Stage implements Simulated {
  private constructor(
    readonly sim: Simulator,
    readonly pull: Levers,
    readonly time: Virtual,
    readonly keys: Keys,
  ) {}

  static async build(): Promise<Stage> {
    const { sim, pull, time } = await simulated({ kidHint: "end" });
    const [A, B, C, D] = await Promise.all([makeKey(), makeKey(), makeKey(), makeKey()]);
    return new Stage(sim, pull, time, { A, B, "duplicate A": C, "duplicate B": D });
  }

  play(sequence: Sequence): Promise<void> {
    return inFreshWorld(this, sequence.setting.awkward, async () => {
      const { pull, keys } = this;
      const { approval, ownKey } = sequence.setting;
      const order = (csr?: string) =>
        pull.makeOrder({ commonName: COMMON_NAME, approval, ...(csr === undefined ? {} : { csr }) });
      const orders = [(await order()).orderId, (await order(ownKey ? keys.A.csr : undefined)).orderId];
      const contracts = [(await pull.makeContract()).acmeContractId, (await pull.makeContract()).acmeContractId];
      const csrs = {
        A: keys.A.csr,
        B: keys.B.csr,
        "duplicate A": keys["duplicate A"].csr,
        "duplicate B": keys["duplicate B"].csr,
      };
      const scene = new Scene(this, { orders, contracts, csrs }, sequence);
      for (const step of [...sequence.start, { do: "up" } as const, ...sequence.steps]) await scene.take(step);
      await scene.end();
    });
  }
}

class Scene {
  readonly engine: Engine;
  readonly story: Story;
  readonly source = new Source();
  readonly #told: string[] = [];
  readonly #askedUntold = new Map<number, Saved>();

  constructor(
    readonly stage: Stage,
    readonly lands: Lands,
    sequence: Sequence,
  ) {
    this.engine = new Engine(providerAt(stage.sim, stage.time));
    this.story = new Story(sequence);
  }

  async take(step: Step): Promise<void> {
    this.story.tell(`> ${JSON.stringify(step)}`);
    const { source } = this;
    const { pull, time } = this.stage;
    const perhaps = async (act: Promise<unknown>) => void (await act.catch(() => this.story.tell("  (not possible)")));
    switch (step.do) {
      case "certificate":
        return source.add(step.first, { kind: "Certificate", inputs: step.inputs });
      case "pair":
        return source.add(step.first, { kind: "AcmeCredentials", inputs: step.inputs });
      case "revocation": {
        const target = this.#target(step);
        if (target !== undefined) source.add(step.first, { kind: "Revocation", inputs: target });
        return;
      }
      case "edit certificate": {
        const written = source.of("Certificate", step.which);
        if (written !== undefined) written.inputs = edited(written.inputs, step.change);
        return;
      }
      case "edit pair": {
        const written = source.of("AcmeCredentials", step.which);
        if (written !== undefined) written.inputs = edited(written.inputs, step.change);
        return;
      }
      case "list": {
        const written = source.of("AcmeCredentials", step.which);
        const saved = this.engine.saved.get(source.of("AcmeCredentials", step.of)?.name ?? "");
        const previous = (saved?.outputs["previousCredentials"] ?? []) as { credentialId: number }[];
        const id = step.what === "current" ? saved?.outputs["credentialId"] : previous.at(-1)?.credentialId;
        if (written !== undefined && id !== undefined) written.listed = [Number(id)];
        return;
      }
      case "remove":
      case "rename":
      case "swap": {
        const written = source.at(step.at);
        if (written !== undefined) source[step.do](written);
        return;
      }
      case "depend": {
        const written = source.at(step.at);
        if (written !== undefined && source.resources.indexOf(written) > 0) written.depends = !written.depends;
        return;
      }
      case "up": {
        const nameAt = (place: number | undefined) => (place === undefined ? undefined : source.at(place)?.name);
        const replace = nameAt(step.replace);
        const target = nameAt(step.target);
        return void (await this.up({
          ...(step.refresh === true ? { refresh: true } : {}),
          ...(replace === undefined ? {} : { replace }),
          ...(target === undefined ? {} : { target: [target] }),
          ...(step.kill === undefined ? {} : { kill: step.kill }),
        }));
      }
      case "preview":
        return void (await this.preview());
      case "refresh":
        return void (await this.#command("refresh", undefined, () => this.engine.refresh()));
      case "approve":
      case "reject":
        for (const { requests } of await this.#orders())
          for (const { id, status } of requests) if (status === "pending") await perhaps(pull[step.do](id));
        return;
      case "colleague":
        return perhaps(pull.reissue(this.lands.orders[0] ?? 0, {}));
      case "fault":
        return void (await pull.fault({ ...PLACES[step.at], kind: step.kind, times: step.times }));
      case "calm":
        return void (await pull.clearFaults());
      case "clock":
        time.now += step.hours * HOUR;
        return;
    }
  }

  #target({ what, which, by }: Targeted): Target | undefined {
    const written = this.source.of("Certificate", which);
    const saved = this.engine.saved.get(written?.name ?? "");
    if (saved === undefined) return undefined;
    const certificateId =
      what === "current" ? Number(saved.outputs["certificateId"] ?? 0) : (ledgerOf(saved).at(-1) ?? 0);
    if (certificateId === 0) return undefined;
    if (by === "wholeOrder") return { orderId: Number(saved.outputs["orderId"]), wholeOrder: true };
    const serialNumber = what === "current" ? saved.outputs["serialNumber"] : undefined;
    return by === "serialNumber" && typeof serialNumber === "string" ? { serialNumber } : { certificateId };
  }

  #orders() {
    return Promise.all(this.lands.orders.map((id) => this.stage.pull.order(id)));
  }

  async #side(): Promise<Side> {
    const contracts = await Promise.all(this.lands.contracts.map((id) => this.stage.pull.contract(id)));
    return {
      certificates: (await this.#orders()).flatMap(({ id: orderId, certificates }) =>
        certificates.map((c) => ({ ...c, orderId })),
      ),
      pairs: contracts.flatMap(({ acmeContractId: contract, credentials }) =>
        credentials.map((p) => ({ ...p, contract })),
      ),
      saved: [...this.engine.saved.values()],
      condemned: [...this.engine.condemned],
    };
  }

  preview(): Promise<Ended> {
    return this.#command("preview", undefined, () => this.engine.preview(this.source.in(this.lands)));
  }

  async up(options: UpOptions = {}): Promise<Ended> {
    const isPlain = Object.keys(options).length === 0;
    const preview = isPlain ? await this.preview() : undefined;
    return this.#command("up", preview, () => this.engine.up(this.source.in(this.lands), options));
  }

  async #command(what: What, preview: Ended | undefined, run: () => Promise<Ended>): Promise<Ended> {
    const { pull } = this.stage;
    const before = await this.#side();
    await pull.clearHistory();
    const ended = await this.story.run(what, run);
    const after = await this.#side();
    const writes = (await pull.history())
      .filter(({ method }) => method !== "GET")
      .map(({ method, path }) => `${method} ${path}`);
    this.story.ended(what, ended);
    for (const write of writes) this.story.tell(`    sent ${write}`);
    for (const saved of [...after.saved, ...after.condemned])
      this.story.tell(`    state ${saved.name} ${shown(saved)}`);
    if (what !== "preview")
      this.story.tell(
        `    world ${[...after.certificates.map((c) => `${c.orderId}/${c.id} ${c.kind} ${c.status} by ${c.askedBy.slice(0, 3)}`), ...after.pairs.map((p) => `${p.contract}/${p.credentialId} ${p.status}`)].join(", ")}`,
      );
    const moment = {
      what,
      ended,
      before,
      after,
      program: this.source.resources,
      orders: this.lands.orders,
      preview,
      told: this.#told,
      askedUntold: this.#askedUntold,
    };
    for (const law of laws) {
      const complaint = law(moment);
      if (complaint !== undefined) this.story.broken(complaint);
    }
    for (const [id, asker] of askedByKilled(moment)) this.#askedUntold.set(id, asker);
    this.#told.push(...[...ended.lines, ...ended.reasons].filter((line) => !/^info: (re)?issued: /.test(line)));
    return ended;
  }

  /** The faults stop, whoever has to act acts, and the program is made one that can be had: some ups are enough, and then there is silence. */
  async end(): Promise<void> {
    const { pull, time } = this.stage;
    this.story.tell("> the end: no more faults, everything is approved");
    await pull.clearFaults();
    await this.#letItBe();
    let ended: Ended | undefined;
    for (let turn = 0; turn < 5 && !(ended?.ok === true && this.#rests()); turn++) {
      // What a Revocation names may come to be kept by the up before.
      await this.#simplify();
      ended = await this.up({ refresh: true });
      await this.#letItBe();
    }
    if (ended?.ok !== true) this.story.broken("five ups were not enough");
    time.now += 50 * HOUR;
    // What a grace makes due has an up of its own; what waits for another resource, one more.
    for (let turn = 0; turn < 3 && !(await this.preview()).did.every((line) => line.endsWith(": same")); turn++) {
      await this.up();
      await this.#letItBe();
    }
    await this.#isSilent();
    const destroy = () => this.#command("destroy", undefined, () => this.engine.destroy());
    if ((await destroy()).ok) return;
    // What is shown late is there when somebody tries again.
    time.now += HOUR;
    if (!(await destroy()).ok) this.story.broken("two destroys failed");
  }

  #rests(): boolean {
    return this.engine.all.every((saved) => saved.kind !== "Certificate" || pendingOf(saved) === undefined);
  }

  async #letItBe(): Promise<void> {
    const { pull, time } = this.stage;
    for (const { requests } of await this.#orders())
      for (const { id, status } of requests) if (status === "pending") await pull.approve(id).catch(() => undefined);
    time.now += 2 * HOUR;
  }

  /** Takes out what contradicts itself: two of one order or of one revocation, a revocation of what is kept, what is on an order that is gone. */
  async #simplify(): Promise<void> {
    const open = new Set((await this.#orders()).filter(({ status }) => status === "issued").map(({ id }) => id));
    const taken = new Set<string>();
    for (const written of [...this.source.resources]) {
      // A Revocation waits for whoever may keep what it names: who waits for it in turn is the program's mistake.
      written.depends = false;
      if (written.kind === "AcmeCredentials") delete written.listed;
      if (written.kind !== "Certificate") continue;
      const { order, key = "A", duplicate } = written.inputs;
      const place = duplicate === true ? `${order} ${key}` : `${order}`;
      if (taken.has(place) || !open.has(this.lands.orders[order] ?? 0)) this.source.remove(written);
      else {
        taken.add(place);
        const { wait: _, ...rest } = written.inputs;
        written.inputs = { ...rest, triggers: 99 };
      }
    }
    for (const written of [...this.source.resources]) {
      if (written.kind !== "Revocation") continue;
      const target = JSON.stringify(written.inputs);
      if (taken.has(target) || this.#isKept(written)) this.source.remove(written);
      else taken.add(target);
    }
  }

  #isKept({ inputs }: Extract<Written, { kind: "Revocation" }>): boolean {
    if ("wholeOrder" in inputs)
      return this.source.resources.some(
        (other) => other.kind === "Certificate" && this.lands.orders[other.inputs.order] === inputs.orderId,
      );
    return this.engine.all.some(
      ({ outputs }) =>
        outputs["certificateId"] !== undefined &&
        ("certificateId" in inputs
          ? outputs["certificateId"] === inputs.certificateId
          : outputs["serialNumber"] === inputs.serialNumber) &&
        outputs["issuanceId"] !== undefined,
    );
  }

  async #isSilent(): Promise<void> {
    const { pull } = this.stage;
    const preview = await this.preview();
    if (!preview.did.every((line) => line.endsWith(": same"))) this.story.broken("the preview of no change shows one");
    for (const refresh of [false, true]) {
      await pull.clearHistory();
      const quiet = await this.up({ ...(refresh ? { refresh } : {}) });
      await this.story.wroteNothing(pull);
      if (!quiet.ok || quiet.did.some((line) => !/: (same|read)$/.test(line)))
        this.story.broken("an up without a change was not silent");
      if (!refresh && quiet.calls > 0) this.story.broken("an up without a change called the API");
    }
    if (this.engine.condemned.length > 0) this.story.broken("something waits for its deletion for ever");
  }
}

const shown = (saved: Saved): string => {
  if (saved.kind === "Certificate") return shownState(saved);
  const { kid: _, hmacKey: __, __provider, __urn, directoryUrl, ...outputs } = saved.outputs;
  return `${JSON.stringify(outputs)}${saved.initErrors === undefined ? "" : " unfinished"}`;
};
