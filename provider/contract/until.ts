import type { Run } from "./run";

/** Milliseconds between looks, each longer than the one before, up to the longest. Never ends. */
export function* pauses({
  first,
  growth,
  longest,
}: {
  readonly first: number;
  readonly growth: number;
  readonly longest: number;
}): Generator<number, never> {
  for (let pause = first; ; pause = Math.min(pause * growth, longest)) yield pause;
}

/** What a look leaves to wait for: whose turn it is decides how long, and when to look again. */
export interface Waiting {
  /** Counted from the first look on. 0: nobody waits for this. */
  readonly timeoutMs: number;
  readonly pauses: Iterator<number, never>;
  /** Status text for the user, while it waits; `undefined` where somebody else says it. */
  readonly progress: (waitedMs: number) => string | undefined;
}

/** The last look, and whether it ended the waiting or the time was up. */
export interface Waited<Seen> {
  readonly is: "over" | "time is up";
  readonly seen: Seen;
}

/**
 * Looks until there is nothing to wait for any more, or the time for it is up. Looks once in any case; a look that follows a wait
 * is given the time that is left, so that none outlasts it by more than one attempt.
 */
export const until = async <Seen>(
  look: (run: Run) => Promise<Seen>,
  waiting: (seen: Seen) => Waiting | undefined,
  run: Run,
): Promise<Waited<Seen>> => {
  const start = run.now().getTime();
  let within = run;
  for (;;) {
    const seen = await look(within);
    const goesOn = waiting(seen);
    if (goesOn === undefined) return { is: "over", seen };
    const waited = run.now().getTime() - start;
    const left = goesOn.timeoutMs - waited;
    if (left <= 0) return { is: "time is up", seen };
    within = { ...run, deadline: new Date(start + goesOn.timeoutMs) };
    const text = goesOn.progress(waited);
    if (text !== undefined) run.log.progress(text);
    await run.sleep(Math.min(goesOn.pauses.next().value, left));
  }
};
