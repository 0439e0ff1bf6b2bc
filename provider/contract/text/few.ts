const MOST = 10;

/** At most ten lines, and how many more there are: twenty thousand hide what is the matter, and fill a terminal. */
export const few = (lines: readonly string[]): string[] =>
  lines.length <= MOST ? [...lines] : [...lines.slice(0, MOST), andMore(lines.length - MOST)];

const andMore = (count: number): string => `and ${count} more`;
