import { randomBytes } from "node:crypto";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { isAlive } from "./alive";
import { Appended } from "./appended";

/**
 * What several processes say, in one order that all of them read: each that works out from it who may do what comes to the same
 * answer, without a lock that a dead process could hold.
 */
export interface SharedLog {
  /** Begins the name of whatever this process writes about: nobody else's begins so. */
  readonly me: string;
  readonly write: (line: object) => void;
  /** Every line since the last call, one's own too. Each log has one reader in a process. */
  readonly read: () => readonly unknown[];
  /** Whether the process that a name begins with is no more: what it has begun will not be ended by it. */
  readonly isGone: (name: string) => boolean;
}

/** One that nobody else reads. */
export const privateLog = (): SharedLog => {
  const lines: unknown[] = [];
  return { me: "me", write: (line) => void lines.push(line), read: () => lines.splice(0), isGone: () => false };
};

/** A file in an operation's folder, to which every process appends: the system puts each line behind the one before. */
export const sharedLogIn = (folder: string | undefined, name: string): SharedLog => {
  if (folder === undefined) return privateLog();
  const file = join(folder, `${name}.log`);
  const appended = new Appended(file);
  /** What could not be written (a full disk, a removed folder): that must not stop the work. */
  const owed: object[] = [];
  const heardHere: object[] = [];
  const me = `${process.pid}-${randomBytes(6).toString("hex")}`;
  return {
    me,
    write: (line) => {
      owed.push(line);
      try {
        // It begins on a line of its own, whatever somebody may have left half written.
        appendFileSync(file, owed.map((each) => `\n${JSON.stringify(each)}\n`).join(""), { mode: 0o600 });
        owed.length = 0;
      } catch {
        heardHere.push(line);
      }
    },
    read: () => [...appended.read(), ...heardHere.splice(0)],
    // Whoever cannot write is alone: the others do not hear of it, and it does not wait for them.
    isGone: (name) => !name.startsWith(me) && (owed.length > 0 || !isAlive(Number.parseInt(name, 10))),
  };
};
