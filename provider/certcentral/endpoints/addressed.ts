import { Unreadable } from "../transport/answers/received";

/**
 * An answer about something else than was asked for is no answer: a cache or a proxy mixed two up. Taken at its word it would be
 * another order that is reissued, or another request that counts as decided.
 */
export function sameId(told: number | undefined, asked: number | string, kind: string): void {
  if (told !== undefined && isId(asked) && Number(asked) !== told)
    throw new Unreadable(`the answer is about another ${kind} than was asked for`, true);
}

/** No serial number and no thumbprint: those are longer. */
export const isId = (value: number | string): boolean => typeof value === "number" || /^\d{1,15}$/.test(value);

/** Whether one of the texts that the answer told is the serial number or thumbprint asked for, however it is spelt. */
export function sameHex(told: readonly (string | undefined)[], asked: string, kind: string): void {
  const known = told.filter((text) => text !== undefined).map(bare);
  if (known.length > 0 && !known.includes(bare(asked)))
    throw new Unreadable(`the answer is about another ${kind} than was asked for`, true);
}

const bare = (text: string): string =>
  text
    .replaceAll(/[^0-9a-f]/gi, "")
    .replace(/^0+/, "")
    .toUpperCase();
