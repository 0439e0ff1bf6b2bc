import { invalid } from "../api/answer";

/** The values of a thing that a filter compares with. */
export type Columns<T> = Readonly<Record<string, (thing: T) => readonly string[]>>;
type Sorts<T> = Readonly<Record<string, (thing: T) => string | number>>;

const LONGEST_PAGE = 1000;

const whole = (text: string | null, standard: number): number => {
  const number = Number(text ?? standard);
  return Number.isInteger(number) && number >= 0 ? number : standard;
};

const like = (pattern: string, value: string): boolean =>
  new RegExp(
    `^${pattern
      .split("%")
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
      .join(".*")}$`,
    "i",
  ).test(value);

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);

/** Numbers as numbers, dates and words as text. */
const order = (a: string, b: string): number =>
  /^\d+$/.test(a) && /^\d+$/.test(b) ? Number(a) - Number(b) : compare(a, b);

/** One value of a filter: `>x`, `<x`, `a...b`, `null`, or the thing itself. `search` looks for a part. */
const fits = (column: string, wanted: string, values: readonly string[]): boolean => {
  const filled = values.filter((value) => value !== "");
  if (wanted === "null") return filled.length === 0;
  const [from, to] = wanted.split("...");
  if (from !== undefined && to !== undefined)
    return filled.some((value) => order(value, from) >= 0 && order(value, to) <= 0);
  const operand = wanted.slice(1).replace(/^=/, "");
  if (wanted.startsWith(">")) return filled.some((value) => order(value, operand) > 0);
  if (wanted.startsWith("<")) return filled.some((value) => order(value, operand) < 0);
  return filled.some((value) => like(column === "search" ? `%${wanted}%` : wanted, value));
};

/** `filters[name]=value` and `filters[name][0]=value`, by name. */
const filtersOf = (query: URLSearchParams): Map<string, string[]> => {
  const filters = new Map<string, string[]>();
  for (const [key, value] of query) {
    const name = /^filters\[([a-z_]+)\](?:\[\d*\])?$/.exec(key)?.[1];
    if (name !== undefined) filters.set(name, [...(filters.get(name) ?? []), value]);
  }
  return filters;
};

/** Filters, sorting and pages as https://dev.digicert.com/certcentral-apis/services-api.html describes them. */
export const arrange = <T>(
  query: URLSearchParams,
  all: readonly T[],
  columns: Columns<T>,
  sorts: Sorts<T>,
  standard: (thing: T) => number,
) => {
  const kept = [...filtersOf(query)].reduce<readonly T[]>((things, [name, wanted]) => {
    const column = columns[name];
    if (column === undefined) throw invalid(`invalid_filter:${name}`, `${name} is not a filter of this list.`);
    return things.filter((thing) => wanted.some((value) => fits(name, value, column(thing))));
  }, all);
  const keys = (query.get("sort") ?? "").split(",").flatMap((word) => {
    const by = sorts[word.replace(/^[-+ ]/, "")];
    return by === undefined ? [] : [{ by, sign: word.startsWith("-") ? -1 : 1 }];
  });
  const by = [...keys, { by: standard, sign: 1 }];
  const sorted = [...kept].sort((a, b) =>
    by.reduce((first, { by: of, sign }) => first || sign * compare(of(a), of(b)), 0),
  );
  const limit = Math.min(LONGEST_PAGE, whole(query.get("limit"), LONGEST_PAGE) || LONGEST_PAGE);
  const offset = whole(query.get("offset"), 0);
  return { shown: sorted.slice(offset, offset + limit), page: { total: sorted.length, limit, offset } };
};
