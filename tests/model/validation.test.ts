import { keepEveryRule } from "./property";
import { Stage } from "./validation/scene";
import { sequences } from "./validation/steps";

/*
 * A certificate whose domains have to be proven, and the validation that follows it: random sequences of edits, ups,
 * records that come and go, outside acts, faults and clock steps, against rules that know nothing of how they are kept
 * (validation/scene.ts).
 */
keepEveryRule("sequences", 200, sequences, Stage.build);
