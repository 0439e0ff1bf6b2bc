import { randomBytes } from "node:crypto";
import { openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { Appended } from "./appended";
import { type Entry, isEntry, type Speaker } from "./claim";
import { filesIn, journalName, speakerOf } from "./folder";

/** What one process says, and what it hears of the other processes of the same operation. */
export interface Journal {
  readonly say: (entry: Entry) => void;
  /** What the others have said since the last call, each in its own order. */
  readonly hear: () => readonly Heard[];
}

export interface Heard {
  readonly speaker: Speaker;
  /** Names the process's journal. */
  readonly from: string;
  readonly entry: Entry;
}

/** For a process that knows of no engine (tests, mocks), or may not write: nobody else is heard. */
export const noJournal: Journal = { say: () => {}, hear: () => [] };

/**
 * A journal in the operation's folder: each process appends to a file of its own and reads the others', so that nobody waits for a
 * lock that a dead process holds. A line that is half written is read when it is whole; one that never becomes so says nothing.
 */
export const journalIn = (folder: string | undefined, speaker: Speaker): Journal => {
  if (folder === undefined) return noJournal;
  const own = journalName(speaker, process.pid, randomBytes(8).toString("hex"));
  /** By the name of each file that was ever there: a journal of another process, or nothing that is listened to. */
  const readers = new Map<string, (() => readonly Heard[]) | undefined>([[own, undefined]]);
  const readerOf = (name: string): (() => readonly Heard[]) | undefined => {
    const speaker = speakerOf(name);
    if (speaker === undefined) return undefined;
    const appended = new Appended(join(folder, name));
    return () => appended.read().flatMap((entry) => (isEntry(entry) ? [{ speaker, from: name, entry }] : []));
  };
  // Opened once: it is written at every step, for as long as the process lives.
  let handle: number | undefined;
  return {
    say: (entry) => {
      try {
        handle ??= openSync(join(folder, own), "a", 0o600);
        writeSync(handle, `${JSON.stringify(entry)}\n`);
      } catch {
        // a full disk or a removed folder must not stop the work: the others then see less
      }
    },
    hear: () =>
      filesIn(folder).flatMap((name) => {
        if (!readers.has(name)) readers.set(name, readerOf(name));
        return readers.get(name)?.() ?? [];
      }),
  };
};
