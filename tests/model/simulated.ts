import type { Virtual } from "../in-process-engine/command";
import { type AwkwardValues, CALM, type Levers, levers, type Simulator, simulate } from "../simulator/src";
import { newCsr } from "../simulator/src/levers/make";
import { readCsr } from "../simulator/src/pki/csr";

export const START = Date.parse("2026-11-22T12:00:00Z");
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const COMMON_NAME = "www.example.com";

/** What the sequences of a model share: a simulator without sockets, its levers, and the clock. */
export interface Simulated {
  readonly sim: Simulator;
  readonly pull: Levers;
  readonly time: Virtual;
}

/** `awkward`: how it stays where a sequence says nothing else. */
export const simulated = async (awkward: Partial<AwkwardValues> = {}): Promise<Simulated> => {
  const time: Virtual = { now: START };
  const sim = await simulate({
    seed: 7,
    listen: false,
    now: () => time.now,
    awkward: { ...CALM, rateWindows: [], ...awkward },
  });
  return { sim, pull: levers(sim.leversUrl, sim.fetch), time };
};

/** A fresh world for one sequence; whoever draws lots in it draws the same ones every time. */
export const inFreshWorld = async (
  { pull, time }: Simulated,
  awkward: Partial<AwkwardValues>,
  play: () => Promise<void>,
): Promise<void> => {
  const { random } = Math;
  Math.random = seeded(1);
  try {
    time.now = START;
    await pull.reset();
    await pull.setAwkward(awkward);
    await play();
  } finally {
    Math.random = random;
  }
};

const seeded = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

/** A key as a user has it: its CSR, the same in another spelling, and the digest of the key alone. */
export interface Key {
  readonly csr: string;
  readonly otherSpelling: string;
  readonly fingerprint: string;
}

export const makeKey = async (): Promise<Key> => {
  const csr = await newCsr(COMMON_NAME);
  const read = readCsr(csr);
  if (!("key" in read) || typeof read.key === "string") throw new Error("the simulator made a CSR that it cannot read");
  return { csr, otherSpelling: `\r\n${csr.replaceAll("\n", "\r\n")}\r\n`, fingerprint: read.key.spkiSha256 };
};
