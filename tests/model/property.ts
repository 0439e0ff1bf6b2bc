import fc from "fast-check";
import { takingOver } from "../in-process-engine/provider-process";

/** Plays a sequence through to its quiet end; throws `Broken` where a rule does not hold. */
export type Play<Sequence> = (sequence: Sequence) => Promise<void>;

/**
 * The test of a model. The same sequences for everybody unless it is said: what is not ours to blame must not turn red by
 * luck. More of them, or the same again: `FC_RUNS=20000 FC_SEED=42 npx jest tests/model/certificate`; `FC_SHRINK=0` stops
 * at the first that breaks a rule, as it was found.
 */
export const keepEveryRule = <Sequence>(
  what: string,
  runs: number,
  sequences: fc.Arbitrary<Sequence>,
  build: () => Promise<{ readonly play: Play<Sequence> }>,
): void => {
  const { FC_SEED, FC_RUNS, FC_SHRINK, TEST_DOOR } = process.env;
  const seed = Number(FC_SEED ?? 7);
  const numRuns = Number(FC_RUNS ?? runs);
  // Through the native door, three in four are stacks of the dynamic one that it takes over, whatever they are in the middle of.
  const taken = TEST_DOOR === "native" ? fc.constantFrom(0, 1, 2, 3) : fc.constant(0);
  test(`${numRuns} ${what} keep every rule (FC_SEED=${seed})`, async () => {
    const stage = await build();
    await fc.assert(
      fc.asyncProperty(sequences, taken, async (sequence, after) => {
        takingOver.after = after;
        await stage.play(sequence);
      }),
      { seed, numRuns, endOnFailure: FC_SHRINK === "0" },
    );
  }, 3_600_000);
};

/** What a model has found, or would have, each in its smallest sequence. */
export const keepEveryRuleIn = <Sequence>(
  cases: readonly (readonly [string, Sequence])[],
  build: () => Promise<{ readonly play: Play<Sequence> }>,
): void => {
  const stage = build();
  test.each(cases)("%s", async (_, sequence) => (await stage).play(sequence));
};
