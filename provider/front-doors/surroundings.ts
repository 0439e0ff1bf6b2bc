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
  /** Aborted after so many milliseconds, with this reason, for what is under way then. None where time passes only while somebody sleeps. */
  readonly timeUp?: (ms: number, reason: Stopped) => AbortSignal;
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
    timeUp,
  };
};

/** No timer is set for longer: it would be over at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

const timeUp = (ms: number, reason: Stopped): AbortSignal => {
  const ending = new AbortController();
  setTimeout(() => ending.abort(reason), Math.min(ms, LONGEST_TIMER_MS)).unref();
  return ending.signal;
};

/** The world of one step, which may take `timeout` seconds where the engine says so. */
export const runFor = (log: Log, settings: Settings, around: Surroundings, timeout?: number): Run => {
  const unwanted = around.signal ?? new AbortController().signal;
  const late = timeout === undefined ? undefined : around.timeUp?.(timeout * 1000, timeIsUp(timeout));
  const signal = late === undefined ? unwanted : AbortSignal.any([unwanted, late]);
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
