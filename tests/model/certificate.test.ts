import { Stage } from "./certificate/scene";
import { sequences } from "./certificate/steps";
import { keepEveryRule } from "./property";

/*
 * Random sequences of edits, ups, outside acts, faults and clock steps, against rules that know nothing of how they are
 * kept (certificate/rules).
 */
keepEveryRule("sequences", 500, sequences, Stage.build);
