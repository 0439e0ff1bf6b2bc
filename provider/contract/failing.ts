import { Unfinished } from "./unfinished";

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
export const unfinishedAs = async <Value, State>(
  id: string,
  state: () => State | undefined,
  work: () => Promise<Value>,
): Promise<Value> => {
  try {
    return await work();
  } catch (error) {
    const saved = state();
    if (saved === undefined || Unfinished.is(error)) throw error;
    throw new Unfinished(id, saved, linesOf(error));
  }
};
