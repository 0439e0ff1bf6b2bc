const MOST = 10;

/** At most ten lines, and how many more there are: an answer with thousands of errors would fill the terminal. */
export const few = (lines: readonly string[]): string[] =>
  lines.length <= MOST ? [...lines] : [...lines.slice(0, MOST), andMore(lines.length - MOST)];

const andMore = (count: number): string => `and ${count} more`;
