import type { Answer } from "../api/answer";
import type { Call } from "../api/call";
import type { View } from "../views/present";

/** A list as CSV, where Accept asks for it; which columns there are, no document says. */
export const asCsv = (call: Call, columns: readonly string[], rows: readonly View[]): Answer | undefined => {
  if (!call.accept.startsWith("text/csv")) return undefined;
  const line = (row: View): string => columns.map((name) => JSON.stringify(String(row[name] ?? ""))).join(",");
  const text = [columns.join(","), ...rows.map(line)].join("\r\n");
  return { status: 200, type: "text/csv", bytes: new TextEncoder().encode(text) };
};
