import type { Rule } from "./moment";

const UNPROVEN =
  /^warn: .*(?:nothing proves|not proven|does not know of it|was issued meanwhile|this resource leaves that alone)/;

/** Notes what the user was told of: a certificate whose owner cannot be told, or whose heir knows nothing of it, is named and left to him. */
export const noteTold: Rule = ({ ended, after, world }) => {
  const said = ended.lines.filter((line) => UNPROVEN.test(line)).join("\n");
  for (const { certificates } of after.observed)
    for (const { id } of certificates) if (new RegExp(`certificate ${id}\\b`).test(said)) world.told.add(id);
};
