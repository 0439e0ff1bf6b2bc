import { randomBytes } from "node:crypto";
import { appendFileSync, closeSync, fstatSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { type Entry, isEntry, type Speaker } from "./claim";
import { journalName, journalsIn } from "./folder";

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
  const readers = new Map<string, Reader>();
  return {
    say: (entry) => {
      try {
        appendFileSync(join(folder, own), `${JSON.stringify(entry)}\n`, { mode: 0o600 });
      } catch {
        // a full disk or a removed folder must not stop the work: the others then see less
      }
    },
    hear: () =>
      journalsIn(folder).flatMap(({ name, speaker: from }) => {
        if (name === own) return [];
        const reader = readers.get(name) ?? new Reader(join(folder, name));
        readers.set(name, reader);
        return reader.read().map((entry) => ({ speaker: from, from: name, entry }));
      }),
  };
};

/** Reads what was appended since it last looked. */
class Reader {
  #position = 0;
  constructor(readonly file: string) {}

  read(): Entry[] {
    let text: string;
    try {
      text = this.#appended();
    } catch {
      return [];
    }
    return text.split("\n").flatMap((line) => {
      const value = parsed(line);
      return isEntry(value) ? [value] : [];
    });
  }

  /** Whole lines only. */
  #appended(): string {
    const handle = openSync(this.file, "r");
    try {
      const length = fstatSync(handle).size - this.#position;
      if (length <= 0) return "";
      const bytes = Buffer.alloc(length);
      const got = readSync(handle, bytes, 0, length, this.#position);
      const whole = bytes.subarray(0, got).lastIndexOf("\n") + 1;
      this.#position += whole;
      return bytes.subarray(0, whole).toString("utf8");
    } finally {
      closeSync(handle);
    }
  }
}

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};
