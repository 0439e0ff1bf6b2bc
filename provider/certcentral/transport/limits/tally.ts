/** Where those who share a key's limits say what they do, in one order that all of them read. */
export interface Tally {
  /** Begins the name of each call of this process; nobody else's begins so. */
  readonly me: string;
  readonly write: (line: object) => void;
  /** Every line since the last call, one's own too. */
  readonly read: () => readonly unknown[];
  /** Whether the process that a name begins with is no more. */
  readonly isGone: (name: string) => boolean;
}

/** Of a process that shares its key with no other one. */
export const ownTally = (): Tally => {
  const lines: unknown[] = [];
  return { me: "me", write: (line) => void lines.push(line), read: () => lines.splice(0), isGone: () => false };
};
