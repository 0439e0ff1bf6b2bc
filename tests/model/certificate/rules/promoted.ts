import type { Saved } from "../../../in-process-engine/steps";
import { isOurs } from "../world";
import type { Moment, Rule } from "./moment";

const REFUSED = /requires: the earlier stage has not proven signatureHash/;

/**
 * A hash that the earlier stage has not proven is not asked for, unless it is in use already; nothing else is refused for its
 * sake, so that renewal and repair pass; and a stage whose output got lost lets nothing pass.
 */
export const onlyProvenChanges: Rule = (moment) => {
  const { what, ended, before, after, writes, program, story } = moment;
  const { hash, proven } = program;
  const refused = [...ended.reasons, ...ended.lines].some((line) => REFUSED.test(line));
  if (what !== "up" && what !== "preview") return;
  if (proven === "lost") {
    if (ended.ok) story.broken(`a ${what} went well, though what it requires has no value`);
    if (writes.length > 0) story.broken(`sent ${writes.join(", ")}, though what it requires has no value`);
    return;
  }
  const isGuarded = proven !== undefined && hash !== undefined && hash !== proven;
  // An issuer that signs with its own hash shows that one: what was asked for before is not what is in use.
  const isTold = moment.world.setting.awkward.issuerHash !== "own";
  const inUse = before.saved.flatMap((saved) => hashInUse(moment, saved));
  const isInUse = isTold && inUse.length > 0 && inUse.every((used) => used === hash);
  if (refused && (!isGuarded || isInUse))
    story.broken(`refused what ${isGuarded ? "is in use" : "was proven"}: ${hash}, of ${proven}`);
  const had = new Set(before.observed.flatMap(({ certificates }) => certificates.map(({ id }) => id)));
  const asked = after.observed.flatMap(({ certificates }) => certificates.filter((c) => isOurs(c) && !had.has(c.id)));
  if (isGuarded && isTold && asked.length > 0 && !hashesThere(moment).has(hash))
    story.broken(`asked for ${hash}, of which the earlier stage has proven ${proven}, and which was not in use`);
};

/** A resource with another name is created, and has no state to tell it of what has ended. */
const hashInUse = ({ before, name: inProgram }: Moment, { name, outputs }: Saved): string[] =>
  before.observed.flatMap(({ certificates }) =>
    certificates
      .filter(({ id, status }) => id === outputs["certificateId"] && (name === inProgram || status === "issued"))
      .map(({ signatureHash }) => signatureHash),
  );

/** Of the certificate that state holds; where there is none yet, of any that the order has. */
const hashesThere = (moment: Moment): ReadonlySet<string> => {
  const held = moment.before.saved.flatMap((saved) => hashInUse(moment, saved));
  return new Set(
    held.length > 0
      ? held
      : moment.after.observed.flatMap(({ certificates }) =>
          certificates.filter((c) => !isOurs(c)).map(({ signatureHash }) => signatureHash),
        ),
  );
};
