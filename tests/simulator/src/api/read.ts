/** Reading a request body leniently, as the service does: a member of another type counts as not sent. */
export type Body = { readonly [member: string]: unknown };

export const objectOf = (value: unknown): Body =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
export const has = (value: unknown): boolean => value !== undefined && value !== null && value !== "";
export const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;
export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
export const textsOf = (value: unknown): string[] =>
  listOf(value).filter((one): one is string => typeof one === "string" && one.trim() !== "");
export const flagged = (value: unknown): boolean => value === true || value === 1 || value === "1" || value === "true";

export const numberOf = (value: unknown): number | undefined => {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
};
