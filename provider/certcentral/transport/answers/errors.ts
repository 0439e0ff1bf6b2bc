import type { DigicertError } from "./digicert-errors";

const mark = Symbol.for("pulumi-digicert.error");

/** What kind of failure it is, which decides who can do something about it. */
export type ErrorCode =
  /** CertCentral understood, and said no. */
  | "refused"
  /** CertCentral said that there is no such thing, or none that this key may see: the only evidence that something is gone. */
  | "absent"
  /** Too many requests, for longer than we wait (or for a write, which is not sent again before a look). */
  | "rate-limited"
  /** No connection, no answer, or an answer that says the service is down. */
  | "unreachable"
  /** An answer that is not what the documentation promises. */
  | "not-understood"
  /** An answer of more bytes than we take. */
  | "too-large"
  /** There is no key, or none that can be sent. */
  | "no-key";

/** For a write: did it certainly not happen? Reads are always `not-done`. */
export type Outcome = "not-done" | "unknown";

export interface Failure {
  readonly code: ErrorCode;
  readonly outcome: Outcome;
  /** The call in words. */
  readonly endpoint: string;
  readonly method: string;
  /** Without the base URL and without the query. */
  readonly path: string;
  readonly status?: number | undefined;
  readonly digicert?: readonly DigicertError[];
  /** What happened, one fact a line. */
  readonly what: string;
  /** What to do next, one step a line. */
  readonly hint?: string | undefined;
}

/**
 * Everything that `send` can fail with, except a cancelled run. Holds no body, no header, no secret and no other error,
 * and has no `id`, which Pulumi would take for a resource's.
 */
export class CertCentralError extends Error implements Failure {
  override readonly name = "CertCentralError";
  readonly code: ErrorCode;
  readonly outcome: Outcome;
  readonly endpoint: string;
  readonly method: string;
  readonly path: string;
  readonly status: number | undefined;
  readonly digicert: readonly DigicertError[];
  readonly what: string;
  readonly hint: string | undefined;

  constructor(failure: Failure) {
    super(worded(failure));
    this.code = failure.code;
    this.outcome = failure.outcome;
    this.endpoint = failure.endpoint;
    this.method = failure.method;
    this.path = failure.path;
    this.status = failure.status;
    this.digicert = failure.digicert ?? [];
    this.what = failure.what;
    this.hint = failure.hint;
    Object.defineProperty(this, mark, { value: true });
  }

  /** Recognises by mark: this package may be loaded twice, and then `instanceof` quietly fails. */
  static is(error: unknown): error is CertCentralError {
    return typeof error === "object" && error !== null && mark in error;
  }

  /** Whether CertCentral itself said no, whatever its reason. */
  get saysNo(): boolean {
    return this.code === "refused" || this.code === "absent";
  }

  /** Whether DigiCert gave this code: `not_found` also stands for `not_found|order`. */
  says(code: string): boolean {
    return this.digicert.some((given) => given.code === code || given.word === code);
  }
}

function worded({ endpoint, method, path, what, outcome, hint, code }: Failure): string {
  const observed = [`${endpoint}: ${what}`];
  if (code !== "no-key") observed.push(`call: ${method} ${path}`);
  if (outcome === "unknown") observed.push("outcome: not known, it may have happened");
  return [...observed, ...(hint?.split("\n").map((line) => `hint: ${line}`) ?? [])].join("\n");
}
