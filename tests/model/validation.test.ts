import fc from "fast-check";
import { Stage } from "./validation/scene";
import { sequences } from "./validation/steps";

/*
 * A certificate whose domains have to be proven, and the validation that follows it: random sequences of edits, ups,
 * records that come and go, outside acts, faults and clock steps, against rules that know nothing of how they are kept
 * (validation/scene.ts). More of them, or the same again: `FC_RUNS=5000 FC_SEED=42 npx jest tests/model/validation`.
 */
const seed = Number(process.env["FC_SEED"] ?? 7);
const numRuns = Number(process.env["FC_RUNS"] ?? 200);

test(`${numRuns} sequences keep every rule (FC_SEED=${seed})`, async () => {
  const stage = await Stage.build();
  await fc.assert(
    fc.asyncProperty(sequences, (sequence) => stage.play(sequence)),
    { seed, numRuns, endOnFailure: process.env["FC_SHRINK"] === "0" },
  );
}, 3_600_000);
