const mark = Symbol.for("pulumi-digicert.unfinished");

/**
 * A step that failed after something was changed remotely. Carries the state that must not be lost;
 * each door knows how to save it, and the next `pulumi up` resumes from it.
 */
export class Unfinished<State = unknown> extends Error {
  readonly [mark] = true;
  constructor(
    readonly id: string,
    readonly state: State,
    /** One fact a line, ending with what to do next. */
    readonly reasons: readonly string[],
  ) {
    super(reasons.join("\n"));
    this.name = "Unfinished";
  }

  /** By mark and not by class: our package may be loaded twice. */
  static is(error: unknown): error is Unfinished {
    return typeof error === "object" && error !== null && mark in error;
  }
}
