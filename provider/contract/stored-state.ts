import type { z } from "zod";
import { Refusal } from "./refusal";
import type { Bag } from "./resource";

/** The version of state that this release writes, for every kind of resource. */
export const STATE_VERSION = 1;

/**
 * A stored bag taken apart again: what was asked, under the inputs' own names, and what came of it. State of a newer
 * release is refused: we would lose what we do not know.
 */
export const takenApart = <Inputs>(
  stored: Bag,
  isInput: Readonly<Record<keyof Inputs & string, unknown>>,
  shape: z.ZodType<Inputs>,
): { readonly requestedInputs: Inputs; readonly outputs: Bag } => {
  const { version } = stored;
  if (typeof version === "number" && version > STATE_VERSION)
    throw new Refusal([
      `this resource was last written by a newer pulumi-digicert (state version ${version}, this one knows ${STATE_VERSION})`,
      "install that release or a later one",
    ]);
  const entries = Object.entries(stored);
  const inputs = Object.fromEntries(entries.filter(([key]) => Object.hasOwn(isInput, key)));
  const parsed = shape.safeParse(inputs);
  return {
    // What an older release accepted may not fit today's shape: diff and delete have to work with it all the same.
    requestedInputs: parsed.success ? parsed.data : (inputs as Inputs),
    outputs: Object.fromEntries(entries.filter(([key]) => !Object.hasOwn(isInput, key))),
  };
};
