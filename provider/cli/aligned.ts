/** A row of a table on a terminal: short cells in columns, and sentences below them. */
export interface Row {
  readonly cells: readonly string[];
  readonly below: readonly string[];
}

/** For a terminal: columns as wide as they have to be, with what is long below its row, so that a row fits. */
export const aligned = (head: readonly string[], rows: readonly Row[]): string => {
  const widths = head.map((_, at) => Math.max(...[head, ...rows.map(({ cells }) => cells)].map(lengthAt(at))));
  const line = (cells: readonly string[]): string =>
    widths
      .map((width, at) => (cells[at] ?? "").padEnd(width))
      .join("  ")
      .trimEnd();
  return [line(head), ...rows.flatMap(({ cells, below }) => [line(cells), ...below.map((text) => `  ${text}`)])]
    .join("\n")
    .concat("\n");
};

const lengthAt =
  (at: number) =>
  (cells: readonly string[]): number =>
    cells[at]?.length ?? 0;

/** Of a row whose last two columns say what is, and what to do about it. */
export const withSentences = (row: readonly string[]): Row => {
  const [what = "", todo = ""] = row.slice(-2);
  return { cells: row.slice(0, -2), below: [what, `→ ${todo}`] };
};
