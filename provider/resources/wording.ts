/** A certificate, in a sentence. */
export interface NamedCertificate {
  readonly certificateId?: number;
  readonly serialNumber?: string;
  readonly notAfter?: string;
}
export const MOST_LISTED = 5;
/** What is taken, waited for, or left to people is named one by one, however many there are. */
export const each = (items: readonly string[]): string => items.join(", ");
/** `a, b, c and 4 more`. */
export const listed = (items: readonly string[], most = MOST_LISTED): string =>
  items.length <= most ? items.join(", ") : `${items.slice(0, most).join(", ")} and ${items.length - most} more`;
export const day = (time: string): string => time.slice(0, 10);
export const namedCertificate = (c: NamedCertificate): string =>
  [
    `certificate ${c.certificateId ?? "without id"}`,
    c.serialNumber === undefined ? undefined : `serial ${c.serialNumber}`,
    c.notAfter === undefined ? undefined : `valid until ${day(c.notAfter)}`,
  ]
    .filter((part) => part !== undefined)
    .join(", ");
