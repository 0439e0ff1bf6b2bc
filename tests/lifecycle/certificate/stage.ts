import { keyText, publicKeyIn } from "../../../provider/pki/keys.fake";
import type { Ended } from "../../in-process-engine/command";
import { Stack } from "../../in-process-engine/stack";
import {
  type AwkwardValues,
  CALM,
  type Levers,
  levers,
  type OrderFacts,
  type OrderWish,
  type Simulator,
  simulate,
} from "../../simulator/src";
import { defaults } from "../../simulator/src/awkward/awkward";

/** A simulated CertCentral, an engine's stack of one certificate, and a clock that only moves while somebody sleeps. */
export interface Stage extends Omit<Levers, "order"> {
  readonly sim: Simulator;
  readonly stack: Stack;
  readonly time: { now: number };
  /** An order whose certificate has the key `p256` unless it is told otherwise. */
  readonly order: (desired?: Partial<OrderWish>) => Promise<{ orderId: number; certificateId: number }>;
  /** Every fact about the order. */
  readonly world: (orderId: number) => Promise<OrderFacts>;
  /** One certificate of the order, as the world knows it. */
  readonly certificate: (orderId: number, id: number) => Promise<OrderFacts["certificates"][number]>;
  /** The last request of the order. */
  readonly request: (orderId: number) => Promise<OrderFacts["requests"][number]>;
  /** The calls that change something, in their order: `POST /order/certificate/118/reissue`. */
  readonly writes: () => Promise<string[]>;
  /** The same stack as somebody else's key sees it. */
  readonly withKey: (apiKey: string) => Stack;
  readonly wait: (seconds: number) => void;
}

export const keyTextOf = keyText;
export const csr = keyText("p256");
export const otherCsr = keyText("p256-other");
export const fingerprint = (name: string): string => publicKeyIn(name).publicKeySha256;
export const names = { commonName: "www.example.com", dnsNames: ["a.example.com", "b.example.com"] };

const START = Date.parse("2026-11-22T12:00:00Z");
const time = { now: START };
let simulator: Promise<Simulator> | undefined;

/**
 * Calm, unless a test asks for an awkwardness by name: it is then the test's subject. One simulator for a test file, in a
 * fresh world for each stage: the stage before is over.
 */
export const stage = async (awkward: Partial<AwkwardValues> = {}): Promise<Stage> => {
  time.now = START;
  simulator ??= simulate({ seed: 7, listen: false, now: () => time.now });
  const sim = await simulator;
  const pull = levers(sim.leversUrl, sim.fetch);
  await pull.reset();
  await pull.setAwkward({ ...defaults(), ...CALM, rateWindows: [], ...awkward });
  const stack = new Stack(sim, time);
  return {
    ...pull,
    sim,
    stack,
    time,
    order: (desired = {}) => pull.makeOrder({ ...names, csr, ...desired }),
    world: (orderId) => pull.order(orderId),
    certificate: async (orderId, id) => {
      const found = (await pull.order(orderId)).certificates.find((c) => c.id === id);
      if (found === undefined) throw new Error(`order ${orderId} has no certificate ${id}`);
      return found;
    },
    request: async (orderId) => {
      const last = (await pull.order(orderId)).requests.at(-1);
      if (last === undefined) throw new Error(`order ${orderId} has no request`);
      return last;
    },
    writes: async () =>
      (await pull.history())
        .filter(({ method }) => method !== "GET")
        .map(({ method, path }) => `${method} ${path.replace("/services/v2", "")}`),
    withKey: (apiKey) => stack.withKey(apiKey),
    wait: (seconds) => {
      time.now += seconds * 1000;
    },
  };
};

export const reissueOf = (orderId: number): string => `POST /order/certificate/${orderId}/reissue`;

/** It went well. */
export const well = async (step: Promise<Ended>): Promise<Ended> => {
  const ended = await step;
  if (!ended.ok) throw new Error(`failed: ${ended.reasons.join("\n")}`);
  return ended;
};

/** It failed; what the user reads, as one text. */
export const failed = async (step: Promise<Ended>): Promise<string> => {
  const ended = await step;
  if (ended.ok) throw new Error(`did not fail: ${ended.lines.join("\n")}`);
  // Indented for the engine's list of errors.
  return ended.reasons.join("\n").replaceAll("\n\t  ", "\n");
};
