/** One number that we hold ourselves to. */
export interface Figure {
  /** As in docs/performance.md. */
  readonly id: string;
  readonly what: string;
  /** Of how many certificates, where that is the question. */
  readonly size?: number;
  readonly value: number;
  readonly unit: "ms" | "times" | "requests" | "reissues" | "seconds" | "MB";
  /** `undefined`: a baseline, or a number that is only shown. */
  readonly bar?: number;
}

export const isOver = ({ value, bar }: Figure): boolean => bar !== undefined && !(value <= bar);

/** A line for people. Pure. */
export const shown = ({ id, what, size, value, unit, bar }: Figure): string =>
  [
    id.padEnd(4),
    String(size ?? "").padStart(4),
    `${value.toFixed(unit === "ms" ? 4 : 3)} ${unit}`.padStart(16),
    (bar === undefined ? "" : `bar ${bar}`).padEnd(10),
    what,
  ].join("  ");

/** The middle one, which a busy moment of the machine does not move. Pure. */
export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
