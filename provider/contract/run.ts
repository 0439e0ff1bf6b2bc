/**
 * Everything a call may need from the world besides the API itself: time, randomness, cancellation, somebody to tell.
 * Tests pass a `Run` whose `sleep` moves its own clock, so no test waits.
 */
export interface Run {
  readonly now: () => Date;
  /** Resolves after `ms` milliseconds; rejects at once when `signal` is aborted. */
  readonly sleep: (ms: number) => Promise<void>;
  /** A number in [0, 1), as `Math.random`. */
  readonly random: () => number;
  readonly signal: AbortSignal;
  /** After this moment no further attempt is begun; one that is under way may finish. */
  readonly deadline?: Date;
  readonly log: Log;
  /** The resource whose step it is, where it is one's: no other has this name. */
  readonly resource?: string;
  /**
   * Called right before a write that cannot be taken back. Rejects when whoever asked for it is gone:
   * a provider process outlives a killed Pulumi CLI and would otherwise go on reissuing for nobody.
   */
  readonly stillWanted: () => Promise<void>;
}

/** Where words for the user go. Never given secrets, bodies or headers. */
export interface Log {
  /** Shown under Diagnostics and, for the last one, in the resource's row. */
  readonly info: (text: string) => void;
  readonly warn: (text: string) => void;
  /** Passing status text: what is being waited for right now. */
  readonly progress: (text: string) => void;
  /** For whoever operates this; shown by `pulumi up --debug`. */
  readonly debug: (text: string) => void;
}

/**
 * Whoever asked for a step wants no more of it: Ctrl-C, or its time is over. Neither a refusal nor a failure of the API, so that
 * nothing that may do without an answer takes it for one. Every line is for the user, the last ones say what to do.
 */
export class Stopped extends Error {
  constructor(lines: readonly string[]) {
    super(lines.join("\n"));
    this.name = "Stopped";
  }
}
