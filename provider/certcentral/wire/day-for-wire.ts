import { dayOf, MONTHS } from "../../contract/text/dates";

/** `2026-06-09` or `9 Jun 2026` as the API wants to be told days: `09 JUN 2026`. */
export function dayForWire(text: string): string {
  const day = dayOf(text);
  if (day === undefined) throw new TypeError(`"${text}" is not a day: write it as 2026-06-09 or 09 JUN 2026`);
  const [year, month, date] = day.split("-");
  return `${date} ${MONTHS[Number(month) - 1]} ${year}`;
}
