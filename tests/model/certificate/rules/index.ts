import { asPreviewed } from "./as-previewed";
import { askedOnce } from "./asked-once";
import { nothingLeftBehind } from "./deleted";
import type { Rule } from "./moment";
import { onlyProvenChanges } from "./promoted";
import { driftIsReported } from "./reported";
import { nothingForgotten, ownedIsOurs, triggersAreAnswered } from "./state";
import { onlyOursTaken } from "./taken";
import { noteTold } from "./told";

/*
 * What must hold at every command, said of the world and of state alone: the rules know nothing of how they are kept.
 */

/** In this order: a later one relies on what an earlier one noted. */
export const rules: readonly Rule[] = [
  noteTold,
  asPreviewed,
  askedOnce,
  driftIsReported,
  onlyProvenChanges,
  onlyOursTaken,
  nothingLeftBehind,
  ownedIsOurs,
  triggersAreAnswered,
  nothingForgotten,
];
