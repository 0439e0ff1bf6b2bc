import fc from "fast-check";
import { Stage } from "./acme/scene";
import { sequences } from "./acme/steps";

/*
 * Random sequences of edits, ups, outside acts, faults and clock steps for the credentials of one contract, against rules
 * that know nothing of how they are kept. More of them, or the same again: `FC_RUNS=5000 FC_SEED=42 npx jest tests/model/acme`.
 */
const seed = Number(process.env["FC_SEED"] ?? 7);
const numRuns = Number(process.env["FC_RUNS"] ?? 500);

test(`${numRuns} sequences of ACME credentials keep every rule (FC_SEED=${seed})`, async () => {
  const stage = await Stage.build();
  await fc.assert(
    fc.asyncProperty(sequences, (sequence) => stage.play(sequence)),
    { seed, numRuns, endOnFailure: process.env["FC_SHRINK"] === "0" },
  );
}, 3_600_000);
