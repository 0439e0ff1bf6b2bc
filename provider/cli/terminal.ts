/** Where a command is given: what it reads and writes, and what surrounds it. Tests give their own. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** All of standard input. */
  readonly readIn: () => Promise<string>;
  /** The result, for people and for machines: nothing else goes to standard output. */
  readonly print: (text: string) => void;
  /** What is said beside it: progress and faults, on standard error. */
  readonly say: (text: string) => void;
  /** How far a long work is: one line that the next one overwrites, and `""` removes, where standard error is a terminal; nothing elsewhere. */
  readonly passing: (text: string) => void;
}

/** Passing lines on a stream, if it is a terminal. None is wider than it: a second row would stay. */
export const passingOn =
  (stream: Pick<NodeJS.WriteStream, "isTTY" | "columns"> & { readonly write: (text: string) => unknown }) =>
  (text: string): void => {
    if (stream.isTTY) stream.write(`\r${text.slice(0, Math.max(0, stream.columns - 1))}\u001b[K`);
  };
