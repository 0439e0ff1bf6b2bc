import { keepEveryRule } from "./property";
import { Stage } from "./revocation/scene";
import { sequences } from "./revocation/steps";

/*
 * The same as certificate.test.ts for `Revocation`: random sequences of edits, ups, outside acts and faults, against the
 * rules of revocation/scene.ts.
 */
keepEveryRule("sequences", 300, sequences, Stage.build);
