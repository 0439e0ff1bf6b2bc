import { desiredOf } from "../program";
import { pendingOf } from "../state";
import { isOurs } from "../world";
import type { Rule } from "./moment";

/** With `onDrift: "report"`, what was as wanted once has nothing asked for, whatever time and others do, until something else is wanted. */
export const driftIsReported: Rule = ({ what, ended, before, after, program, name, world, story }) => {
  const wish = JSON.stringify([name, desiredOf(program)]);
  const had = new Set(before.observed.flatMap(({ certificates }) => certificates.map(({ id }) => id)));
  const asked = after.observed.flatMap(({ certificates }) => certificates.filter((c) => isOurs(c) && !had.has(c.id)));
  if (program.drift === "report" && world.settled === wish && asked.length > 0)
    story.broken(`asked for ${asked.map(({ id }) => id).join(", ")}, though drift is only to be told`);
  if (what === "preview") return;
  const saved = after.resource;
  const isSettled =
    saved !== undefined && saved.outputs["certificateId"] !== null && pendingOf(saved) === undefined && ended.ok;
  // A refresh asks for nothing, so that what was settled stays so.
  if (what === "up" || !isSettled) world.settled = isSettled ? wish : undefined;
};
