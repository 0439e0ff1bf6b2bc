/**
 * A value that Pulumi does not know yet (an output of a resource that the preview only plans).
 * The doors turn their own marks into this one and back; nothing else in the provider knows them.
 */
export const UNKNOWN: unique symbol = Symbol("unknown until applied");
export type Unknown = typeof UNKNOWN;

/** Inputs as they may arrive during a preview: each may be unknown as a whole. */
export type Given<Inputs> = { readonly [Key in keyof Inputs]: Inputs[Key] | Unknown };

export const isUnknown = (value: unknown): value is Unknown => value === UNKNOWN;

/** The value, or `undefined` for what is absent or not known yet. */
export const known = <Value>(value: Value | Unknown | undefined): Value | undefined =>
  value === UNKNOWN ? undefined : (value as Value | undefined);

/** What is there and known: an unknown has no opinion. */
export const knownIn = <Inputs extends object>(given: Given<Inputs>): Partial<Inputs> => {
  const isKnown = (value: unknown): boolean => value !== undefined && !isUnknown(value);
  return Object.values(given).every(isKnown)
    ? (given as Inputs)
    : (Object.fromEntries(Object.entries(given).filter(([, value]) => isKnown(value))) as Partial<Inputs>);
};

/** Whether the value holds an unknown at any depth; `mark` is what an engine shows in its place. */
export const holdsUnknown = (value: unknown, mark: unknown = UNKNOWN): boolean => {
  if (typeof value !== "object" || value === null) return value === mark;
  for (const member of Object.values(value)) if (holdsUnknown(member, mark)) return true;
  return false;
};

/** Top-level values that are unknown at any depth become unknown as a whole: that is all that planning can use. */
export const wholly = (bag: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  holdsUnknown(bag)
    ? Object.fromEntries(Object.entries(bag).map(([key, value]) => [key, holdsUnknown(value) ? UNKNOWN : value]))
    : bag;
