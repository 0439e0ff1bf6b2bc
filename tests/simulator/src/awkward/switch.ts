/** `account`: a setting of the account. `awkward`: seen in the wild. `unconfirmed`: no document says; each value is a guess to test. */
export type Group = "account" | "awkward" | "unconfirmed";

export interface Switch<T> {
  readonly group: Group;
  readonly meaning: string;
  readonly value: T;
  /** What a lever may set, in words. */
  readonly takes: string;
  readonly accepts: (given: unknown) => given is T;
}

export const flag = (group: Group, value: boolean, meaning: string): Switch<boolean> => ({
  group,
  meaning,
  value,
  takes: "true or false",
  accepts: (given): given is boolean => typeof given === "boolean",
});

const isAmount = (given: unknown): given is number => typeof given === "number" && Number.isFinite(given) && given >= 0;

export const amount = (
  group: Group,
  value: number,
  meaning: string,
  most = Number.MAX_SAFE_INTEGER,
): Switch<number> => ({
  group,
  meaning,
  value,
  takes: most === Number.MAX_SAFE_INTEGER ? "a number from 0" : `a number from 0 to ${most}`,
  accepts: (given): given is number => isAmount(given) && given <= most,
});

export type Range = readonly [number, number];

export const range = (group: Group, value: Range, meaning: string): Switch<Range> => ({
  group,
  meaning,
  value,
  takes: "[least, most]",
  accepts: (given): given is Range => isRange(given) && given[0] <= given[1],
});

export const choice = <T extends string | number>(
  group: Group,
  value: NoInfer<T>,
  of: readonly T[],
  meaning: string,
): Switch<T> => ({
  group,
  meaning,
  value,
  takes: of.map((one) => JSON.stringify(one)).join(" or "),
  accepts: (given): given is T => of.some((one) => one === given),
});

export const words = (group: Group, value: string, meaning: string): Switch<string> => ({
  group,
  meaning,
  value,
  takes: "a text",
  accepts: (given): given is string => typeof given === "string" && given.length > 0,
});

export const list = <T>(
  group: Group,
  value: readonly T[],
  takes: string,
  each: (given: unknown) => given is T,
  meaning: string,
): Switch<readonly T[]> => ({
  group,
  meaning,
  value,
  takes,
  accepts: (given): given is readonly T[] => Array.isArray(given) && given.every(each),
});

export const isRange = (given: unknown): given is Range =>
  Array.isArray(given) && given.length === 2 && given.every(isAmount);
export const isWord = (given: unknown): given is string => typeof given === "string";
