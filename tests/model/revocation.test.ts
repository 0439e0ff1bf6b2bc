import fc from "fast-check";
import { Scene } from "./revocation/scene";
import { sequences } from "./revocation/steps";
import { World } from "./revocation/world";

/*
 * The same as model.test.ts for `Revocation`: random sequences of edits, ups, outside acts and faults, against the rules
 * of revocation/scene.ts. More of them, or the same again: `FC_RUNS=20000 FC_SEED=42 npx jest tests/model/revocation`.
 */
const seed = Number(process.env["FC_SEED"] ?? 7);
const numRuns = Number(process.env["FC_RUNS"] ?? 300);

test(`${numRuns} sequences keep every rule (FC_SEED=${seed})`, async () => {
  const world = await World.build();
  await fc.assert(
    fc.asyncProperty(sequences, (sequence) => Scene.play(world, sequence)),
    { seed, numRuns, endOnFailure: process.env["FC_SHRINK"] === "0" },
  );
}, 3_600_000);
