import { connect, RateLimiters } from "../../provider/certcentral";
import { Allowance } from "../../provider/front-doors/claims/allowance";
import { Claims } from "../../provider/front-doors/claims/claims";
import { type DynamicProvider, provider } from "../../provider/front-doors/dynamic";
import { keyText } from "../../provider/pki/keys.fake";
import type { Settings } from "../../provider/settings/settings";
import { dice } from "../fuzz/dice";
import { type AwkwardValues, CALM, levers, type Simulator, simulate } from "../simulator/src";
import { defaults } from "../simulator/src/awkward/awkward";
import { DiscreteClock } from "./clock";
import { type Sent, SlowWire } from "./wire";

type Bag = Readonly<Record<string, unknown>>;
type Saved = { readonly id: string; readonly outs: Bag; readonly inputs: Bag };

/** What a stretch of work cost. */
export interface Cost {
  readonly sent: readonly Sent[];
  readonly requests: number;
  readonly refused: number;
  readonly seconds: number;
  readonly failed: readonly string[];
  /** How often each call was made: `GET /order/certificate/*`. */
  readonly calls: Readonly<Record<string, number>>;
}

const START = Date.parse("2026-11-22T12:00:00Z");
const [before, after] = [keyText("p256"), keyText("p256-other")];

/** A provider process: what shares its rate limiter. */
export interface Process {
  readonly door: DynamicProvider;
  /** The same process's door for validations. */
  readonly validations: DynamicProvider;
  readonly wire: SlowWire;
}

/** What one provider process does, or several. */
interface Work {
  readonly orders: readonly number[];
  readonly atOnce: number;
  readonly work: (orderId: number) => Promise<void>;
  readonly processes: readonly Process[];
}

const costOf = (sent: readonly Sent[], failed: readonly string[], seconds: number): Cost => {
  const calls: Record<string, number> = {};
  for (const { call } of sent) calls[call] = (calls[call] ?? 0) + 1;
  return {
    sent,
    requests: sent.length,
    refused: sent.filter(({ status }) => status === 429).length,
    seconds,
    failed,
    calls,
  };
};

/** What several cost that worked beside each other for so long. */
export const together = (costs: readonly Cost[], seconds: number): Cost =>
  costOf(
    costs.flatMap(({ sent }) => sent),
    costs.flatMap(({ failed }) => failed),
    seconds,
  );

/** Of all chance in what is measured. */
export const SEED = 7;

/** Orders at a simulated CertCentral with its real limits, adopted by a stack, on a clock of their own. */
export class Fleet {
  private constructor(
    readonly sim: Simulator,
    readonly clock: DiscreteClock,
    readonly seed: number,
    readonly pull: ReturnType<typeof levers>,
    readonly orders: readonly number[],
  ) {}

  readonly saved = new Map<number, Saved>();
  #processes = 0;

  static async of(size: number, awkward: Partial<AwkwardValues> = {}, seed = SEED, gated = false): Promise<Fleet> {
    const clock = new DiscreteClock(START);
    const sim = await simulate({ seed, listen: false, now: () => clock.now });
    const pull = levers(sim.leversUrl, sim.fetch);
    const calm = { ...defaults(), ...CALM };
    await pull.setAwkward({ ...calm, rateWindows: [] });
    const orders: number[] = [];
    for (let i = 0; i < size; i += 1)
      orders.push((await pull.makeOrder({ commonName: `c${i}.example.com`, csr: before, approval: gated })).orderId);
    const fleet = new Fleet(sim, clock, seed, pull, orders);
    const adopting = fleet.process();
    await fleet.each(orders, size, (orderId) => fleet.create(adopting, orderId));
    await pull.setAwkward({ ...calm, ...awkward });
    // The windows have forgotten what was done before.
    clock.now += 3_600_000;
    return fleet;
  }

  process(): Process {
    const { clock, sim } = this;
    this.#processes += 1;
    const wire = new SlowWire(sim, clock, dice(this.seed * 1000 + this.#processes).roll);
    const https = (url: string): string => url.replace("http:", "https:");
    const rateLimiters = new RateLimiters();
    const around = {
      engine: { log: async () => {}, ping: async () => {} },
      claims: new Claims(),
      allowance: new Allowance(),
      env: {},
      connect: ({ account }: Settings) => connect(account, { dispatcher: wire, rateLimiters }),
      now: () => new Date(clock.now),
      sleep: (ms: number) => clock.sleep(ms),
      random: dice(this.seed * 2000 + this.#processes).roll,
    };
    const [door, validations] = [provider("Certificate", around), provider("CertificateValidation", around)];
    const config: Readonly<Record<string, string>> = {
      "digicert:apiKey": sim.apiKey,
      "digicert:baseUrl": https(sim.baseUrl),
    };
    for (const each of [door, validations]) void each.configure({ config: { get: (key) => config[key] } });
    return { door, validations, wire };
  }

  /** An administrator, who approves each request so many milliseconds after it was made. */
  approveWithin(least: number, most: number, { wire }: Process): void {
    const { random } = { random: dice(this.seed * 3000).roll };
    wire.onSent = ({ call }, answer) => {
      if (!call.endsWith("/reissue") || !call.startsWith("POST")) return;
      const { requests = [] } = JSON.parse(answer) as { requests?: { id: number }[] };
      for (const { id } of requests)
        this.clock.at(this.clock.now + Math.round(least + random() * (most - least)), () => {
          void this.clock.counted(() => this.pull.approve(id));
        });
    };
  }

  async create({ door }: Process, orderId: number): Promise<void> {
    const { inputs } = await door.check({}, { orderId, csr: before, __urn: urnOf(orderId) });
    const { id, outs } = await door.create(inputs);
    this.saved.set(orderId, { id, outs, inputs });
  }

  async refresh({ door }: Process, orderId: number): Promise<void> {
    const saved = this.#of(orderId);
    const { props } = await door.read(saved.id, saved.outs);
    this.saved.set(orderId, { ...saved, outs: props });
  }

  /** A key of its own is asked for. */
  async reissue({ door }: Process, orderId: number, more: Bag = {}): Promise<void> {
    const saved = this.#of(orderId);
    const { inputs } = await door.check(saved.inputs, { orderId, csr: after, ...more, __urn: urnOf(orderId) });
    const { changes } = await door.diff(saved.id, saved.outs, inputs);
    if (!changes) throw new Error(`order ${orderId}: nothing to do`);
    const { outs } = await door.update(saved.id, saved.outs, inputs);
    this.saved.set(orderId, { id: saved.id, outs, inputs });
  }

  /** Waits for what a reissue asked for that did not wait itself. */
  async validate({ validations }: Process, orderId: number, more: Bag = {}): Promise<void> {
    const { issuanceId } = this.#of(orderId).outs;
    const { inputs } = await validations.check({}, { orderId, issuanceId, ...more, __urn: `${urnOf(orderId)}-issued` });
    await validations.create(inputs);
  }

  /** Does it with all of them, so many at once; what fails is in the cost. */
  async each(
    orders: readonly number[],
    atOnce: number,
    work: (orderId: number) => Promise<void>,
    processes: readonly Process[] = [],
  ): Promise<Cost> {
    const [cost] = await this.all([{ orders, atOnce, work, processes }]);
    if (cost === undefined) throw new Error("what was done has no cost");
    return cost;
  }

  /** The same for several that work beside each other. */
  all(works: readonly Work[]): Promise<Cost[]> {
    return this.clock.until(Promise.all(works.map((work) => this.#done(work))));
  }

  async #done({ orders, atOnce, work, processes }: Work): Promise<Cost> {
    const begun = this.clock.now;
    const already = processes.map(({ wire }) => wire.sent.length);
    const failed: string[] = [];
    const line = [...orders];
    const worker = async (): Promise<void> => {
      for (let next = line.shift(); next !== undefined; next = line.shift())
        await work(next).catch((error: unknown) => {
          failed.push(String(error));
        });
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    const sent = processes.flatMap(({ wire }, i) => wire.sent.slice(already[i]));
    return costOf(sent, failed, (this.clock.now - begun) / 1000);
  }

  #of(orderId: number): Saved {
    const saved = this.saved.get(orderId);
    if (saved === undefined) throw new Error(`order ${orderId} is not in the stack`);
    return saved;
  }
}

const urnOf = (orderId: number): string =>
  `urn:pulumi:test::scale::pulumi-nodejs:dynamic/digicert:Certificate::web-${orderId}`;
