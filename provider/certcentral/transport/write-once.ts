import { CertCentralError } from "./answers/errors";

/** Whether a look shows that a write was done. Only a "no" that is certain lets it be sent again. */
export type Done = "yes" | "no" | "cannot tell";

export interface Write<Answer, Seen> {
  /** Sends the write, once. */
  readonly send: () => Promise<Answer>;
  /** Reads what the write was to change. A look that fails tells nothing. */
  readonly look: () => Promise<Seen>;
  readonly isDone: (seen: Seen) => Done;
}

export type Written<Answer, Seen> =
  | { readonly is: "answered"; readonly answer: Answer }
  /** The answer was lost, and a look shows that it is done. */
  | { readonly is: "seen"; readonly error: CertCentralError; readonly seen: Seen }
  /** Whether it was done is not known; `seen` is the last look, where there was one. */
  | { readonly is: "in doubt"; readonly error: CertCentralError; readonly seen?: Seen };

/** How often one write is sent at most, where it is turned away for volume (429) time after time. */
export const MOST_SENDS = 6;

/**
 * Sends a write that must not be done twice. In doubt it looks. It is sent again only after a 429 and a look that shows
 * that nothing was done.
 *
 * Throws what certainly was not done (a refusal, no connection), and everything that is no failure of the API.
 */
export const writeOnce = async <Answer, Seen>({
  send,
  look,
  isDone,
}: Write<Answer, Seen>): Promise<Written<Answer, Seen>> => {
  for (let sends = 1; ; sends++) {
    try {
      return { is: "answered", answer: await send() };
    } catch (error) {
      if (!CertCentralError.is(error) || error.outcome === "not-done") throw error;
      const looked = await look().then(
        (seen) => ({ seen }),
        () => undefined,
      );
      const done = looked === undefined ? "cannot tell" : isDone(looked.seen);
      if (looked !== undefined && done === "yes") return { is: "seen", error, ...looked };
      if (done !== "no" || error.code !== "rate-limited" || sends >= MOST_SENDS)
        return { is: "in doubt", error, ...looked };
    }
  }
};
