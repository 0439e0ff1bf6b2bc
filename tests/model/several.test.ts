import { keepEveryRule } from "./property";
import { Stage } from "./several/scene";
import { sequences } from "./several/steps";

/*
 * Random programs of several resources that meet on orders and contracts: certificates, duplicates, revocations, pairs. What one of
 * them keeps, no other takes (several/laws.ts).
 */
keepEveryRule("programs of several resources", 60, sequences, Stage.build);
