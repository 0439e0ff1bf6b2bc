/** One line of certificates.jsonl. */
export interface Line {
  readonly name: string;
  readonly environment: string;
  readonly orderId: number;
  readonly names: string[];
  /** A CSR of one's own, relative to the program. Without it the order's own key stays. */
  readonly csrFile?: string;
  readonly signatureHash?: "sha256" | "sha384" | "sha512";
}

export type Read = { readonly ok: true; readonly line: Line } | { readonly ok: false; readonly why: string };

const HOST = /^(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/i;

const MEMBERS: Readonly<Record<keyof Line, (value: unknown) => boolean>> = {
  name: (value) => typeof value === "string" && /^[\w.-]+$/.test(value),
  environment: (value) => typeof value === "string",
  orderId: (value) => Number.isSafeInteger(value),
  names: (value) => Array.isArray(value) && value.length > 0 && value.every((name) => HOST.test(String(name))),
  csrFile: (value) => value === undefined || typeof value === "string",
  signatureHash: (value) => value === undefined || /^sha(256|384|512)$/.test(String(value)),
};

/** Each line by itself: one that cannot be read says why, and takes no other with it. What the provider would refuse ends the run for all, so names are looked at here. */
export const readLines = (text: string): { readonly number: number; readonly read: Read }[] => {
  const taken = new Set<string>();
  return text
    .split("\n")
    .map((line, n) => ({ number: n + 1, line }))
    .filter(({ line }) => line.trim() !== "")
    .map(({ number, line }) => ({ number, read: readLine(line, taken) }));
};

const wrongIn = (value: object): string[] => {
  const members = new Map(Object.entries(value));
  return Object.entries(MEMBERS).flatMap(([member, fits]) => (fits(members.get(member)) ? [] : [member]));
};
const isLine = (value: object): value is Line => wrongIn(value).length === 0;

const readLine = (text: string, taken: Set<string>): Read => {
  let value: object;
  try {
    value = { ...JSON.parse(text) };
  } catch {
    return { ok: false, why: "is not JSON" };
  }
  const unknown = Object.keys(value).filter((member) => !Object.hasOwn(MEMBERS, member));
  if (unknown.length > 0) return { ok: false, why: `${unknown.join(", ")} is no member of a line` };
  if (!isLine(value)) return { ok: false, why: `${wrongIn(value).join(", ")} is missing or wrong` };
  // Pulumi would end the whole run for two resources of one name.
  const key = `${value.environment}/${value.name}`;
  if (taken.has(key)) return { ok: false, why: `${key} is there already` };
  taken.add(key);
  return { ok: true, line: value };
};
