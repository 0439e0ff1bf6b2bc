const mark = Symbol.for("pulumi-digicert.unfinished");

/**
 * A step that failed after something was changed remotely. Carries the state that must not be lost;
 * each door knows how to save it, and the next `pulumi up` resumes from it.
 */
export class PartialFailure<State = unknown> extends Error {
  readonly [mark] = true;
  constructor(
    readonly id: string,
    readonly state: State,
    /** One fact a line, ending with what to do next. */
    readonly reasons: readonly string[],
  ) {
    super(reasons.join("\n"));
    this.name = "PartialFailure";
  }

  /** By mark and not by class: our package may be loaded twice. */
  static is(error: unknown): error is PartialFailure {
    return typeof error === "object" && error !== null && mark in error;
  }
}

/** An error as lines for the user: its message, and nothing else of it (no stack, no cause, no foreign members). */
export const linesOf = (error: unknown): readonly string[] => {
  const text =
    error instanceof Error || hasMessage(error)
      ? error.message
      : typeof error === "string"
        ? error
        : "failed without a reason";
  return text.split("\n").filter((line) => line.trim() !== "");
};
const hasMessage = (error: unknown): error is { message: string } =>
  typeof error === "object" && error !== null && "message" in error && typeof error.message === "string";
/**
 * Runs what follows a remote change. Whatever fails in it is thrown with the state that must not be lost;
 * `state` is asked at the moment of the failure, and gives `undefined` as long as nothing was changed.
 */

export const partialFailureAs = async <Value, State>(
  id: string,
  state: () => State | undefined,
  work: () => Promise<Value>,
): Promise<Value> => {
  try {
    return await work();
  } catch (error) {
    const saved = state();
    if (saved === undefined || PartialFailure.is(error)) throw error;
    throw new PartialFailure(id, saved, linesOf(error));
  }
};
