import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { type CertCentral, connect, RateLimiters } from "../certcentral";
import { operationFolder } from "../claims/folder";
import { journalIn, noJournal } from "../claims/journal";
import { sharedLogIn } from "../claims/shared-log";
import { present } from "../contract/present";
import { type Log, type Run, Stopped } from "../contract/run";
import type { Settings } from "../settings/settings";
import { Allowance } from "./claims/allowance";
import { Claims } from "./claims/claims";
import { Turns } from "./claims/keyed-mutex";
import { type Engine, engineAddress, engineAt, noEngine } from "./engine";
import { callLog } from "./log/call-log";

/** What a door stands in: the process it runs in, or a test's stand-in for it. */
export interface Surroundings {
  readonly engine: Engine;
  readonly claims: Claims;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly connect: (settings: Settings) => CertCentral;
  /** What is done no more than so often in one operation. */
  readonly allowance: Allowance;
  readonly now: () => Date;
  /** Rejects when `signal` is aborted. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** From 0 up to 1; the process's own chance where a test has none. */
  readonly random?: () => number;
  /** Aborted when whoever asked wants no more, with what to say about it as its reason. An engine that passes no cancellation on has none. */
  readonly signal?: AbortSignal;
}

/** Those of a provider process that an engine has started, which is told its address as the last argument. */
export const surroundings = (): Surroundings => surroundingsAt(engineAddress(process.argv));

/**
 * Those of a provider process whose engine listens at `address`. With every other process of that engine's operation, whichever door it
 * is behind, it shares claims, turns, what its keys may send, and what is allowed for one run.
 */
export const surroundingsAt = (address: string | undefined): Surroundings => {
  const engine = address === undefined ? noEngine : engineAt(address);
  const folder = address === undefined ? undefined : operationFolder(address);
  const journal = folder === undefined ? noJournal : journalIn(folder, "provider");
  const rateLimiters = new RateLimiters((key) => sharedLogIn(folder, `requests-${key.slice(0, 16)}`));
  const onCall = callLog(
    process.env["DIGICERT_LOG"],
    (text) => void engine.log({ severity: "warn", text, urn: "", ephemeral: false }),
  );
  return {
    engine,
    claims: new Claims(journal, randomUUID, new Turns(sharedLogIn(folder, "turns"))),
    allowance: new Allowance(sharedLogIn(folder, "allowance")),
    env: process.env,
    connect: ({ account, limits }) => connect(account, present({ onCall, limits, rateLimiters })),
    now: () => new Date(),
    sleep: (ms, signal) => delay(ms, undefined, present({ signal })),
  };
};

/** The world of one step, which may take `timeout` seconds where the engine says so. */
export const runFor = (log: Log, settings: Settings, around: Surroundings, timeout?: number): Run => {
  const signal = around.signal ?? new AbortController().signal;
  const end = timeout === undefined ? Number.POSITIVE_INFINITY : around.now().getTime() + timeout * 1000;
  return {
    now: () => new Date(around.now().getTime() + settings.clockOffset * 1000),
    sleep: async (ms) => {
      signal.throwIfAborted();
      const left = Math.max(end - around.now().getTime(), 0);
      await around.sleep(Math.min(ms, left), signal).catch((error: unknown) => {
        signal.throwIfAborted();
        throw error;
      });
      if (ms > left) throw timeIsUp(timeout);
    },
    random: around.random ?? Math.random,
    signal,
    log,
    stillWanted: around.engine.ping,
  };
};

const timeIsUp = (timeout: number | undefined): Stopped =>
  new Stopped([
    `the ${timeout} s that customTimeouts allows are over`,
    "run pulumi up again: it goes on with what was asked for, and asks for nothing twice",
  ]);
