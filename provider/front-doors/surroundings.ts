import { setTimeout as delay } from "node:timers/promises";
import { type CertCentral, connect } from "../certcentral";
import { operationFolder } from "../claims/folder";
import { journalIn, noJournal } from "../claims/journal";
import { present } from "../contract/present";
import type { Log, Run } from "../contract/run";
import type { Settings } from "../settings/settings";
import type { Brake } from "./brake";
import { callLog } from "./call-log";
import { Claims } from "./claims/claims";
import { type Engine, engineAddress, engineAt, noEngine } from "./engine";

/** What a door stands in: the process it runs in, or a test's stand-in for it. */
export interface Surroundings {
  readonly engine: Engine;
  readonly claims: Claims;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly connect: (settings: Settings) => CertCentral;
  /** Counts what was sent in this run; that of this process, unless a test has its own. */
  readonly brake?: Brake;
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<void>;
  /** From 0 up to 1; the process's own chance where a test has none. */
  readonly random?: () => number;
}

/** Those of a provider process that an engine has started. */
export const surroundings = (): Surroundings => {
  const address = engineAddress(process.argv);
  const engine = address === undefined ? noEngine : engineAt(address);
  const onCall = callLog(
    process.env["DIGICERT_LOG"],
    (text) => void engine.log({ severity: "warn", text, urn: "", ephemeral: false }),
  );
  return {
    engine,
    claims: new Claims(address === undefined ? noJournal : journalIn(operationFolder(address), "provider")),
    env: process.env,
    connect: ({ account, limits }) => connect(account, present({ onCall, limits })),
    now: () => new Date(),
    sleep: (ms) => delay(ms),
  };
};

/** The world of one step. */
export const runFor = (log: Log, settings: Settings, around: Surroundings): Run => {
  return {
    now: () => new Date(around.now().getTime() + settings.clockOffset * 1000),
    sleep: around.sleep,
    random: around.random ?? Math.random,
    // The dynamic host does not pass cancellation on.
    signal: new AbortController().signal,
    log,
    stillWanted: around.engine.ping,
  };
};
