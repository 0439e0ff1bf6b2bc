import type { Bag } from "../../../provider/contract/resource";
import { type Ended, isWell, rowOf, type Virtual } from "../../in-process-engine/command";
import { Engine } from "../../in-process-engine/engine";
import { providerAt } from "../../in-process-engine/provider-process";
import type { Levers, OrderFacts, Simulator } from "../../simulator/src";
import { COMMON_NAME, HOUR, inFreshWorld, type Key, makeKey, type Simulated, simulated } from "../simulated";
import { Story } from "../story";
import { CERTIFICATE, VALIDATION, validating } from "./program";
import {
  handsOutWhatIsWanted,
  looksOnly,
  type Moment,
  namesWhatIsMissing,
  openIn,
  type Served,
  type ToldRow,
} from "./rules";
import { PLACES, type Sequence, type Step, type Wanted } from "./steps";

/** What sequences share: a simulator, keys, and the clock. Each sequence starts in a fresh world. */
export class Stage implements Simulated {
  private constructor(
    readonly sim: Simulator,
    readonly pull: Levers,
    readonly time: Virtual,
    readonly keys: Readonly<Record<"A" | "B", Key>>,
  ) {}

  static async build(): Promise<Stage> {
    const { sim, pull, time } = await simulated();
    return new Stage(sim, pull, time, { A: await makeKey(), B: await makeKey() });
  }

  play(sequence: Sequence): Promise<void> {
    const { product, approval, awkward } = sequence.setting;
    return inFreshWorld(this, awkward, async () => {
      const { orderId } = await this.pull.makeOrder({ product, approval, dcv: true, commonName: COMMON_NAME });
      const scene = new Scene(this, orderId, sequence);
      for (const step of sequence.steps) await scene.take(step);
      await scene.end();
    });
  }
}

class Scene {
  readonly engine: Engine;
  readonly story: Story;
  /** What was open at each look that was asked for. */
  readonly checks: string[][] = [];
  program: Wanted;
  /** Somebody said no: the program has to change before the same is asked for again. */
  no = false;
  #served: Served | undefined;

  constructor(
    readonly stage: Stage,
    readonly orderId: number,
    readonly sequence: Sequence,
  ) {
    this.program = sequence.start;
    this.story = new Story(sequence);
    this.engine = new Engine(providerAt({ ...stage.sim, fetch: this.#watched }, stage.time));
  }

  /** Every call passes here: a check is noted with what was open right before it. */
  readonly #watched: Simulator["fetch"] = async (input, init) => {
    if (String(input).endsWith("/check-dcv")) this.checks.push(openIn(await this.#facts()));
    return this.stage.sim.fetch(input, init);
  };

  #facts(): Promise<OrderFacts> {
    return this.stage.pull.order(this.orderId);
  }

  #inputs(): Bag {
    const { key, names, method, scope, trigger, skipApproval, duplicate } = this.program;
    const isDv = this.sequence.setting.product === "ssl_dv_geotrust_flex";
    return {
      orderId: this.orderId,
      csr: this.stage.keys[key].csr,
      commonName: COMMON_NAME,
      dnsNames: names,
      // DV has no files with names of their own.
      dcvMethod: method === "http-token-dynamic" && isDv ? "http-token" : method,
      waitForIssuance: false,
      allowSanRemoval: true,
      ...(scope === undefined ? {} : { certificateDcvScope: scope }),
      ...(trigger === undefined ? {} : { triggers: { n: trigger } }),
      ...(skipApproval === true ? { skipApproval } : {}),
      ...(duplicate === true ? { storeReissueAsDuplicate: true } : {}),
    };
  }

  async take(step: Step): Promise<void> {
    this.story.tell(`> ${JSON.stringify(step)}`);
    const { pull, time, keys } = this.stage;
    // A lever that does not fit the moment is a step that did not happen.
    const perhaps = async (act: Promise<unknown>) => void (await act.catch(() => this.story.tell("  (not possible)")));
    switch (step.do) {
      case "edit":
        this.program = { ...this.program, ...step.change };
        return;
      case "up":
        return void (await this.up(step));
      case "refresh":
        return void (await this.engine.refresh());
      case "publish":
        return this.#publish(this.engine.saved.get(CERTIFICATE)?.outputs ?? {}, step.which === "first" ? 1 : 100);
      case "withdraw":
        return void (await pull.withdraw());
      case "colleague": {
        const { key, slow, approval } = step;
        return perhaps(
          pull.reissue(this.orderId, {
            csr: keys[key].csr,
            ...(slow === undefined ? {} : { slowSeconds: slow }),
            ...(approval === true ? { approval } : {}),
          }),
        );
      }
      case "approve":
        return this.#decide((id) => perhaps(pull.approve(id)));
      case "reject":
        this.no = true;
        return this.#decide((id) => perhaps(pull.reject(id, "no")));
      case "cancel":
        this.no = true;
        return perhaps(pull.cancelReissue(this.orderId));
      case "validate":
        return perhaps(pull.validate(this.orderId));
      case "calm":
        return void (await pull.clearFaults());
      case "clock":
        time.now += step.hours * HOUR;
        return;
      case "fault":
        return void (await pull.fault({ ...PLACES[step.at], kind: step.kind, times: step.times }));
    }
  }

  async #decide(verdict: (requestId: number) => Promise<void>): Promise<void> {
    for (const { id, status } of (await this.#facts()).requests) if (status === "pending") await verdict(id);
  }

  async #publish(outputs: Bag, most = 100): Promise<void> {
    const records = (outputs["dcvRecords"] ?? []) as {
      type: "TXT" | "CNAME" | "HTTP";
      name: string;
      value: string;
      domain: string;
    }[];
    for (const { type, name, value, domain } of records.slice(0, most))
      await this.stage.pull.publish({ type, name: type === "HTTP" ? domain : name, value });
  }

  async up({ refresh = false, publishes = false }: { refresh?: boolean; publishes?: boolean }): Promise<Ended> {
    const { pull, time } = this.stage;
    time.now += 1_000;
    if (refresh) await this.engine.refresh();
    const { saved } = this.engine;
    const before = saved.get(VALIDATION)?.outputs ?? {};
    const faulty = (await pull.faults()).length > 0;
    let sent = 0;
    this.checks.length = 0;
    const ended = await this.story.run("up", () =>
      this.engine.up(
        validating(this.#inputs(), { timeouts: { issuance: 120 } }, async (outputs) => {
          if (publishes) await this.#publish(outputs);
          sent = (await pull.history()).length;
        }),
      ),
    );
    const order = await this.#facts();
    this.#told(ended, order);
    const row = rowsOf(ended).validation;
    this.story.isForPeople(row.reasons);
    if (row.did === "skipped") return ended;

    const moment: Moment = {
      story: this.story,
      program: this.program,
      keys: this.stage.keys,
      row,
      faulty,
      calls: (await pull.history()).slice(sent),
      checks: this.checks,
      order,
      before,
      after: saved.get(VALIDATION)?.outputs ?? {},
      certificate: saved.get(CERTIFICATE),
      served: this.#served,
    };
    looksOnly(moment);
    this.#served = handsOutWhatIsWanted(moment);
    namesWhatIsMissing(moment);
    return ended;
  }

  #told(ended: Ended, observed: OrderFacts): void {
    for (const [name, row] of Object.entries(rowsOf(ended))) {
      this.story.tell(`  ${name}: ${row.did}${row.reasons.length > 0 ? ` FAILED ${row.reasons.join(" / ")}` : ""}`);
      for (const line of row.lines) this.story.tell(`      ${line}`);
    }
    for (const { kind, outputs } of this.engine.saved.values()) {
      const { status, certificateId, issuanceId, pending, missingNames } = outputs;
      this.story.tell(`  ${kind} ${JSON.stringify({ status, certificateId, issuanceId, pending, missingNames })}`);
    }
    const all = observed.certificates.map(
      (c) =>
        `${c.id} ${c.kind} ${c.status}${c.primary ? " PRIMARY" : ""} by ${c.askedBy} for ${c.dnsNames} to prove ${c.toProve}`,
    );
    this.story.tell(`  order ${observed.status}: ${all.join("; ")}`);
  }

  /** The faults stop, the records are there, whoever has to act acts: four ups are enough (one may stop for what its row did not say), and then there is silence. */
  async end(): Promise<void> {
    const { pull, time } = this.stage;
    this.story.tell("> the end: no more faults");
    await pull.clearFaults();
    const rejected = (this.engine.saved.get(CERTIFICATE)?.outputs["rejection"] ?? null) !== null;
    if (this.no || rejected) this.program = { ...this.program, trigger: 99 };
    const letItBe = async (): Promise<void> => {
      await this.#decide((id) => pull.approve(id).then(() => undefined));
      const { certificates, dcvMethod } = await this.#facts();
      // Nobody publishes for a colleague, reads a mail, or knows a file's unique name. Another method counts for the next reissue only.
      if (
        ["email", "http-token-dynamic"].includes(dcvMethod) ||
        certificates.some((c) => c.status === "pending" && isColleague(c))
      )
        await pull.validate(this.orderId);
      time.now += HOUR;
    };
    await letItBe();
    for (let turn = 1; ; turn++) {
      const { certificate, validation } = rowsOf(await this.up({ refresh: true, publishes: true }));
      if (isWell(certificate) && isWell(validation)) break;
      if (turn === 4) this.story.broken("four ups were not enough");
      // What cannot be told to be ours is not taken back: the user lets it finish.
      if (certificate.reasons.some((reason) => reason.includes("let it finish"))) await pull.validate(this.orderId);
      await letItBe();
    }
    // The certificate takes note of what was issued, once its list shows it.
    time.now += HOUR;
    await this.up({ publishes: true });
    await pull.clearHistory();
    const { certificate, validation } = rowsOf(await this.up({ publishes: true }));
    if (certificate.did !== "same" || validation.did !== "same")
      this.story.broken("an up without a change was not silent");
    const calls = await pull.history();
    if (calls.length > 0)
      this.story.broken(`an up without a change called ${calls.map(({ method, path }) => `${method} ${path}`)}`);
  }
}

const rowsOf = (ended: Ended): Readonly<Record<"certificate" | "validation", ToldRow>> => ({
  certificate: told(ended, CERTIFICATE),
  validation: told(ended, VALIDATION),
});

const told = (ended: Ended, name: string): ToldRow => ({
  // Where the certificate is refused, the program ends before the validation.
  ...(ended.rows.some((row) => row.name === name) ? rowOf(ended, name) : SKIPPED),
  lines: ended.linesOf(name).filter((line) => !line.startsWith("progress")),
});

const SKIPPED = { did: "skipped", reasons: [] } as const;

const isColleague = ({ askedBy }: OrderFacts["certificates"][number]): boolean => askedBy.startsWith("somebody");
