import { connect, Gates } from "../../../provider/certcentral";
import type { Bag } from "../../../provider/contract/resource";
import { Claims } from "../../../provider/front-doors/claims";
import { type DynamicProvider, provider } from "../../../provider/front-doors/dynamic";
import type { Simulator } from "../../simulator/src";
import type { Virtual } from "../stack";
import { InProcess } from "../transport";

const KINDS = ["Certificate", "CertificateValidation"] as const;
type Kind = (typeof KINDS)[number];

/** A resource as the engine keeps it. */
export interface Saved {
  readonly id: string;
  readonly inputs: Bag;
  readonly outputs: Bag;
  readonly initErrors?: readonly string[];
}

/** How the step of one resource ended. */
export interface Row {
  readonly did: "create" | "update" | "replace" | "same" | "skipped" | "refused by check";
  /** What the user reads of a failure. */
  readonly reasons: readonly string[];
  readonly lines: readonly string[];
}

/** How an up ended, row by row. */
export interface Ended {
  readonly certificate: Row;
  readonly validation: Row;
}

export const isWell = ({ did, reasons }: Row): boolean => reasons.length === 0 && did !== "skipped";

const SKIPPED: Row = { did: "skipped", reasons: [], lines: [] };
const MOST_CALLS = 2_000;

/**
 * What Pulumi's engine does with a certificate and the validation that follows it: the one first, then whatever publishes
 * its records, then the other, which is left out where an earlier one failed.
 */
export class Pair {
  readonly saved = new Map<Kind, Saved>();

  constructor(
    readonly sim: Simulator,
    readonly time: Virtual,
  ) {}

  /** `between` stands for the resources that depend on the certificate, and that the validation depends on. */
  async up(program: Bag, more: Bag, between: (certificate: Bag) => Promise<void>): Promise<Ended> {
    const { door, spoken } = this.#start();
    const certificate = await this.#step("Certificate", program, door, spoken);
    const outputs = this.saved.get("Certificate")?.outputs;
    if (!isWell(certificate) || outputs === undefined) return { certificate, validation: SKIPPED };
    await between(outputs);
    const validation = await this.#step("CertificateValidation", { ...wired(outputs), ...more }, door, spoken);
    return { certificate, validation };
  }

  #start(): { door: (kind: Kind) => DynamicProvider; spoken: string[] } {
    const spoken: string[] = [];
    const transport = new InProcess(this.sim);
    const around = {
      engine: {
        log: async ({ text, ephemeral }: { text: string; ephemeral: boolean }) => void (ephemeral || spoken.push(text)),
        ping: async () => {},
      },
      claims: new Claims(),
      env: {},
      connect: ({ account }: { account: Parameters<typeof connect>[0] }) =>
        connect(account, { dispatcher: transport, gates: new Gates(), limits: [{ calls: 1_000_000, perSeconds: 5 }] }),
      now: () => new Date(this.time.now),
      sleep: async (ms: number) => {
        if (transport.calls > MOST_CALLS) throw new Error("the provider asks for ever");
        this.time.now += ms;
      },
    };
    const config: Record<string, string> = {
      "digicert:apiKey": this.sim.apiKey,
      "digicert:baseUrl": this.sim.baseUrl.replace("http:", "https:"),
    };
    const doors = new Map<Kind, DynamicProvider>();
    for (const kind of KINDS) {
      const door = provider(kind, around);
      void door.configure({ config: { get: (key) => config[key] } });
      doors.set(kind, door);
    }
    return {
      door: (kind) => doors.get(kind) ?? provider(kind, around),
      spoken,
    };
  }

  async #step(kind: Kind, program: Bag, door: (kind: Kind) => DynamicProvider, spoken: string[]): Promise<Row> {
    const it = door(kind);
    const was = this.saved.get(kind);
    spoken.length = 0;
    const row = (did: Row["did"], reasons: readonly string[] = []): Row => ({ did, reasons, lines: [...spoken] });
    const { inputs, failures } = await it.check(plain(was?.inputs ?? {}), plain({ ...program, ...hidden(kind) }));
    if (failures.length > 0)
      return row(
        "refused by check",
        failures.map(({ reason }) => reason),
      );
    const news = plain(inputs);
    if (was === undefined) return row("create", await this.#half(kind, news, "", async () => it.create(plain(news))));
    const { changes, replaces } = await it.diff(was.id, plain(was.outputs), plain(news));
    if (replaces.length > 0) throw new Error(`${kind} is replaced, though its order is the same`);
    if (!changes && was.initErrors === undefined) {
      this.saved.set(kind, { ...was, inputs: news });
      return row("same");
    }
    return row(
      "update",
      await this.#half(kind, news, was.id, async () => ({
        id: was.id,
        ...(await it.update(was.id, plain(was.outputs), plain(news))),
      })),
    );
  }

  /** Saves what came of a step, or what a failure half-way leaves; answers what the user reads of a failure. */
  async #half(
    kind: Kind,
    inputs: Bag,
    id: string,
    work: () => Promise<{ id: string; outs: Bag }>,
  ): Promise<readonly string[]> {
    try {
      const made = await work();
      this.saved.set(kind, { id: made.id, inputs, outputs: plain(made.outs) });
      return [];
    } catch (error) {
      if (!(error instanceof Error)) throw new Error(`something that is no error was thrown: ${String(error)}`);
      if (/^(Type|Reference|Assertion)Error$/.test(error.name)) throw error;
      if (!("id" in error)) return [error.message];
      const { properties, reasons } = error as unknown as { properties: Bag; reasons: readonly string[] };
      this.saved.set(kind, { id: id || String(error.id), inputs, outputs: plain(properties), initErrors: reasons });
      return reasons;
    }
  }

  async refresh(): Promise<void> {
    const { door } = this.#start();
    for (const kind of KINDS) {
      const was = this.saved.get(kind);
      if (was === undefined) continue;
      try {
        const { props } = await door(kind).read(was.id, plain(was.outputs));
        const { initErrors: _, ...rest } = was;
        this.saved.set(kind, { ...rest, outputs: plain(props) });
      } catch (error) {
        if (!(error instanceof Error) || /^(Type|Reference|Assertion)Error$/.test(error.name)) throw error;
      }
    }
  }
}

interface Pending {
  readonly publicKeySha256?: string;
  readonly names?: readonly string[];
}

/** What the class makes of the certificate's outputs (sdk/certificate-validation.ts). */
const wired = (outputs: Bag): Bag => {
  const pending = outputs["pending"] as Pending | undefined;
  return {
    orderId: outputs["orderId"],
    issuanceKey: outputs["issuanceKey"],
    publicKeySha256: pending === undefined ? outputs["publicKeySha256"] : pending.publicKeySha256,
    names: pending?.names ?? outputs["issuedNames"],
  };
};

const hidden = (kind: Kind): Bag => ({
  __provider: `exports.handler=()=>require("pulumi-digicert/dynamic").provider(${JSON.stringify(kind)})`,
  __urn: `urn:pulumi:test::model::pulumi-nodejs:dynamic/digicert:${kind}::web`,
});

/** As it comes out of the host's own conversion: plain data, a fresh copy. */
const plain = (bag: Bag): Bag => JSON.parse(JSON.stringify(bag));
