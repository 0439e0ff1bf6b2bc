import { createHash } from "node:crypto";

/** A stable digest of plain data: object members in any order, absent members left out. */
export const digest = (value: unknown): string => createHash("sha256").update(stable(value)).digest("hex").slice(0, 32);

const stable = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(stable).join(",")}]`;
  if (typeof value === "object" && value !== null)
    return `{${Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${stable(member)}`)
      .join(",")}}`;
  return JSON.stringify(typeof value === "bigint" ? value.toString() : value) ?? "null";
};
