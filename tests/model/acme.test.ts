import { Stage } from "./acme/scene";
import { sequences } from "./acme/steps";
import { keepEveryRule } from "./property";

/*
 * Random sequences of edits, ups, outside acts, faults and clock steps for the credentials of one contract, against rules
 * that know nothing of how they are kept (acme/rules.ts).
 */
keepEveryRule("sequences of ACME credentials", 500, sequences, Stage.build);
