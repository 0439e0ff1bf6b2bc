/** Text that has a form is compared by it, for a date without a zone is not a date with one. */
const FORMS: readonly (readonly [string, RegExp])[] = [
  ["date", /^\d{4}-\d\d-\d\d$/],
  ["time with offset", /^\d{4}-\d\d-\d\dT[\d:]+[+-]\d\d:\d\d$/],
  ["time in UTC", /^\d{4}-\d\d-\d\dT[\d:.]+Z$/],
  ["time without zone", /^\d{4}-\d\d-\d\d [\d:]+$/],
  ["PEM", /^-----BEGIN [\s\S]*-----\s*$/],
];

const formOf = (value: unknown): string => {
  if (value === undefined || value === null) return "nothing";
  if (Array.isArray(value)) return "list";
  if (typeof value !== "string") return typeof value;
  return FORMS.find(([, form]) => form.test(value))?.[0] ?? "text";
};

/** Where a vector says just "x", anything that is text will do. */
const isLike = (inputs: string, found: string): boolean => inputs === found || (inputs === "text" && found === "PEM");

const membersOf = (value: unknown): [string, unknown][] =>
  typeof value === "object" && value !== null ? Object.entries(value) : [];

/**
 * Where an answer is not shaped like the documented one: members that are missing or of another type, as paths.
 * More members are fine, and so is anything where the document shows null. An element of a list has its like in the other list.
 */
export const differences = (inputs: unknown, found: unknown, path = ""): string[] => {
  if (inputs === null || inputs === undefined) return [];
  const [want, have] = [formOf(inputs), formOf(found)];
  if (!isLike(want, have)) return [`${path || "the answer"}: ${want} expected, ${have} found`];
  if (Array.isArray(inputs) && Array.isArray(found))
    return inputs.flatMap(
      (one, at) =>
        fewest(found.map((other) => differences(one, other, `${path}[${at}]`))) ?? [`${path}[${at}]: nothing like it`],
    );
  const others = new Map(membersOf(found));
  return want === "object"
    ? membersOf(inputs).flatMap(([name, one]) => differences(one, others.get(name), path ? `${path}.${name}` : name))
    : [];
};

const fewest = (lists: string[][]): string[] | undefined =>
  lists.reduce<string[] | undefined>((least, list) => (least && least.length <= list.length ? least : list), undefined);
