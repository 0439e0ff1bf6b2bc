/*
 * The API's spellings of points in time, and of days. A time without a zone is UTC: the partner API writes
 * `2026-06-01 14:00:00`, and no page says in which zone (undocumented; UTC is what its other times are in).
 */
export const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const NAMED_DAY = /^(\d{1,2}) ([A-Za-z]{3}) (\d{4})$/;
const TIME = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?$/;

/** A day as `YYYY-MM-DD`, whichever way it was written; `undefined` if it is none. The day of a time is its day in UTC. */
export function dayOf(text: string): string | undefined {
  const trimmed = text.trim();
  const named = NAMED_DAY.exec(trimmed);
  if (named) {
    const month = MONTHS.indexOf((named[2] ?? "").toUpperCase()) + 1;
    return realDay(`${named[3]}-${String(month).padStart(2, "0")}-${(named[1] ?? "").padStart(2, "0")}`);
  }
  return DAY.test(trimmed) ? realDay(trimmed) : timeOf(trimmed)?.slice(0, 10);
}

/** A point in time as ISO 8601 in UTC; a day is its first moment. */
export function timeOf(text: string): string | undefined {
  const trimmed = text.trim();
  const [whole, day, clock, zone] = TIME.exec(trimmed) ?? [];
  if (whole === undefined || day === undefined) {
    const plain = DAY.test(trimmed) || NAMED_DAY.test(trimmed) ? dayOf(trimmed) : undefined;
    return plain && `${plain}T00:00:00.000Z`;
  }
  if (realDay(day) === undefined) return undefined;
  const time = new Date(`${day}T${clock}${withColon(zone ?? "Z")}`);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

const realDay = (day: string): string | undefined => {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? day : undefined;
};

const withColon = (zone: string): string => (zone === "Z" ? zone : `${zone.slice(0, 3)}:${zone.slice(-2)}`);
