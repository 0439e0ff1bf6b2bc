import { LONGEST_LAG_LOOKS, LONGEST_LAG_SECONDS } from "./limits";

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

const isPair = (given: unknown): given is readonly [number, number] =>
  Array.isArray(given) && given.length === 2 && given.every(isAmount);
export const isRange = (given: unknown): given is Range => isPair(given);
export const isWord = (given: unknown): given is string => typeof given === "string";

/** Seconds to either side. */
export const shift = (group: Group, most: number, meaning: string): Switch<number> => ({
  group,
  meaning,
  value: 0,
  takes: `a number from -${most} to ${most}`,
  accepts: (given): given is number => typeof given === "number" && Math.abs(given) <= most,
});

/** Looks and seconds that something stays unseen. */
export type Lag = readonly [looks: number, seconds: number];

export const lag = (group: Group, meaning: string): Switch<Lag> => ({
  group,
  meaning,
  value: [0, 0],
  takes: `[looks, seconds], at most [${LONGEST_LAG_LOOKS}, ${LONGEST_LAG_SECONDS}]`,
  accepts: (given): given is Lag => isPair(given) && given[0] <= LONGEST_LAG_LOOKS && given[1] <= LONGEST_LAG_SECONDS,
});

/** Words in place of others. */
export type WordMap = Readonly<Record<string, string>>;

export const wordMap = (group: Group, known: readonly string[], meaning: string): Switch<WordMap> => ({
  group,
  meaning,
  value: {},
  takes: `a map from ${known.join(", ")} to another text, as {"issued": "active"}`,
  accepts: (given): given is WordMap =>
    typeof given === "object" &&
    given !== null &&
    Object.entries(given).every(([word, other]) => known.includes(word) && isWord(other) && other !== ""),
});

/** Some of these, none by itself. */
export const among = <T extends string>(group: Group, of: readonly T[], meaning: string): Switch<readonly T[]> => ({
  group,
  meaning,
  value: [],
  takes: `a list of ${of.join(", ")}`,
  accepts: (given): given is readonly T[] =>
    Array.isArray(given) && given.every((one) => of.some((known) => known === one)),
});
