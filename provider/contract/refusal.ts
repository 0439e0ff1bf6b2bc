const mark = Symbol.for("pulumi-digicert.refusal");

/**
 * A step that we refuse before anything was changed: what was asked for is not possible, not allowed, or not ours to do.
 * Every line is for the user, the last ones say what to do.
 */
export class Refusal extends Error {
  readonly [mark] = true;
  constructor(readonly lines: readonly string[]) {
    super(lines.join("\n"));
    this.name = "Refusal";
  }

  /** By mark and not by class: our package may be loaded twice. */
  static is(error: unknown): error is Refusal {
    return typeof error === "object" && error !== null && mark in error;
  }
}
