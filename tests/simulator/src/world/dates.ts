export const DAY = 86_400_000;
export const HOUR = 3_600_000;

/** `2018-10-16T20:05:28+00:00` */
export const isoOf = (at: Date): string => `${at.toISOString().slice(0, 19)}+00:00`;

/** `2018-10-16` */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** `2026-06-01 14:00:00` */
export const spacedOf = (at: Date): string => at.toISOString().slice(0, 19).replace("T", " ");

/** `2027-01-29T10:30:00Z` */
export const zuluOf = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`;

export const startOfDay = (at: Date): Date => new Date(Math.floor(at.getTime() / DAY) * DAY);

/** The last second of a period of so many days that begins with the day of `from`. */
export const endOfDays = (from: Date, days: number): Date => new Date(startOfDay(from).getTime() + days * DAY - 1000);

export const earliest = (...dates: readonly Date[]): Date => new Date(Math.min(...dates.map((d) => d.getTime())));

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/** `09 JUN 2025`, as the reissue page writes it, or `2025-06-09`, as older clients do: the last second of that day. */
export const readExpiration = (text: string): Date | undefined => {
  const [, d, name, y] = /^(\d{1,2}) ([A-Za-z]{3}) (\d{4})$/.exec(text.trim()) ?? [];
  const month = MONTHS.indexOf((name ?? "").toUpperCase());
  const day =
    d !== undefined && month >= 0
      ? Date.UTC(Number(y), month, Number(d))
      : Date.parse(/^\d{4}-\d{2}-\d{2}$/.test(text) ? text : "");
  return Number.isNaN(day) ? undefined : endOfDays(new Date(day), 1);
};
