import { setMaxListeners } from "node:events";
import { setImmediate as turn } from "node:timers/promises";
import type { Run } from "./run";

export interface FakeRun extends Run {
  /** Every wait asked for, in milliseconds, in the order asked. */
  readonly waits: number[];
  /** Every line logged, as `info: …`, `warn: …` or `progress: …`. */
  readonly lines: string[];
  /** What `--debug` would show. */
  readonly debugs: string[];
  readonly cancel: (reason?: unknown) => void;
  /** Moves the clock without anybody waiting. */
  readonly advance: (ms: number) => void;
}

export interface FakeRunOptions {
  readonly now?: Date | string;
  readonly seed?: number;
  readonly stillWanted?: () => Promise<void>;
}

/**
 * A `Run` for tests. `sleep` takes no real time: sleepers wake in the order of their times, and the clock
 * jumps to each time in turn, so ten concurrent waits of a second take one second of its clock.
 */
export function fakeRun(options: FakeRunOptions = {}): FakeRun {
  let clock = new Date(options.now ?? "2026-11-22T12:00:00Z").getTime();
  const cancelled = new AbortController();
  setMaxListeners(0, cancelled.signal);
  const sleepers: { at: number; wake: () => void }[] = [];
  const waits: number[] = [];
  const lines: string[] = [];
  const debugs: string[] = [];
  const note = (kind: string) => (text: string) => void lines.push(`${kind}: ${text}`);

  const sleep = async (ms: number): Promise<void> => {
    waits.push(ms);
    cancelled.signal.throwIfAborted();
    const slept = new Promise<void>((wake) => sleepers.push({ at: clock + ms, wake }));
    let interrupt = (): void => {};
    const interrupted = new Promise<never>((_, reject) => {
      interrupt = () => reject(cancelled.signal.reason);
      cancelled.signal.addEventListener("abort", interrupt, { once: true });
    });
    void wakeNext();
    await Promise.race([slept, interrupted]).finally(() => cancelled.signal.removeEventListener("abort", interrupt));
  };

  /** Each sleeper brings one wake-up; it goes to whoever is due first. */
  const wakeNext = async (): Promise<void> => {
    await turn();
    sleepers.sort((a, b) => a.at - b.at);
    const next = sleepers.shift();
    if (next === undefined) return;
    clock = Math.max(clock, next.at);
    next.wake();
  };

  return {
    now: () => new Date(clock),
    sleep,
    random: seeded(options.seed ?? 1),
    signal: cancelled.signal,
    log: {
      info: note("info"),
      warn: note("warn"),
      progress: note("progress"),
      debug: (text) => void debugs.push(text),
    },
    stillWanted: options.stillWanted ?? (async () => {}),
    waits,
    lines,
    debugs,
    cancel: (reason) => cancelled.abort(reason),
    advance: (ms) => {
      clock += ms;
    },
  };
}

/** mulberry32: small, and the same sequence for the same seed everywhere. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
