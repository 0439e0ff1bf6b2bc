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
}
