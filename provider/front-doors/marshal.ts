import type { Bag } from "../contract/resource";
import { holdsUnknown, UNKNOWN } from "../contract/unknown";

/** What the dynamic host shows for a value that is not known yet, whatever its type (`@pulumi/pulumi/runtime/rpc`, `unknownValue`). */
export const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Values of ours that Pulumi carries but that are no inputs. */
export const HIDDEN = { provider: "__provider", urn: "__urn" } as const;

/** Which instance a bag of outputs is of: each create makes another one, though the URN be the same. State of an older release has none. */
export const instanceIn = (bag: Bag): string | undefined => {
  const { internal } = bag;
  const instance = isObject(internal) ? internal["instanceId"] : undefined;
  return typeof instance === "string" ? instance : undefined;
};

export const withInstance = (bag: Bag, instance: string | undefined): Bag =>
  instance === undefined
    ? bag
    : { ...bag, internal: { ...(isObject(bag["internal"]) ? bag["internal"] : {}), instanceId: instance } };

/** Outputs of a step that ended with an error: the engine keeps that in mind until the next one, and shows it to nobody. */
export const unfinished = (bag: Bag): Bag => ({
  ...bag,
  internal: { ...(isObject(bag["internal"]) ? bag["internal"] : {}), unfinished: true },
});

export const isUnfinished = ({ internal }: Bag): boolean => isObject(internal) && internal["unfinished"] === true;

const isObject = (value: unknown): value is Bag => typeof value === "object" && value !== null;

const marked = (value: unknown): unknown => {
  if (value === UNKNOWN_TEXT) return UNKNOWN;
  if (Array.isArray(value)) return value.map(marked);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, marked(member)]));
  return value;
};

const isHidden = (key: string): boolean => key === HIDDEN.provider || key === HIDDEN.urn;

/** An engine's bag without the hidden values, unknowns marked our way at any depth, nulls left out. Never mutates. */
export const fromEngine = (bag: Bag): Bag => {
  const shown = Object.keys(bag).filter((key) => !isHidden(key) && bag[key] !== null && bag[key] !== undefined);
  const given = Object.fromEntries(shown.map((key) => [key, bag[key]]));
  return holdsUnknown(given, UNKNOWN_TEXT) ? (marked(given) as Bag) : given;
};

/**
 * A bag as the host can carry it: plain data only, a fresh copy. `undefined`, functions and symbols are left out; what is
 * no plain data (a Date, a bigint) becomes text. The host fails on such values only after the remote write.
 */
export const toEngine = (bag: Bag): Record<string, unknown> => plainObject(bag, new Set());

const plain = (value: unknown, above: ReadonlySet<unknown>): unknown => {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value === "bigint") return value.toString();
  if (value === UNKNOWN) return UNKNOWN_TEXT;
  if (typeof value !== "object" || above.has(value)) return undefined;
  if (value instanceof Date) return value.toISOString();
  const within = new Set([...above, value]);
  if (Array.isArray(value)) return value.map((member) => plain(member, within) ?? null);
  return plainObject(value, within);
};

const plainObject = (value: object, above: ReadonlySet<unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(value)
      .map(([key, member]) => [key, plain(member, above)] as const)
      .filter(([, member]) => member !== undefined),
  );

/** Levels of lists and objects within each other: far more than any input has, far less than a stack of calls can bear. */
const MOST_LEVELS = 100;
export const TOO_DEEP = `values are nested more than ${MOST_LEVELS} levels deep, and no input is: give what is meant itself`;

/** Whether a bag is nested deeper than anything here follows it. */
export const isTooDeep = (bag: Bag): boolean => isDeeperThan(MOST_LEVELS, bag);

const isDeeperThan = (levels: number, value: unknown): boolean => {
  if (typeof value !== "object" || value === null) return false;
  for (const member of Object.values(value)) if (levels === 0 || isDeeperThan(levels - 1, member)) return true;
  return false;
};
