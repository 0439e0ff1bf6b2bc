import { openSync, readSync } from "node:fs";

/** Room for what is new most of the time: nothing, or a line. */
const ROOM = Buffer.alloc(16_384);

/** Reads what was appended to a file since it last looked: whole lines, each as JSON; a line that is none is left out. */
export class Appended {
  #position = 0;
  #handle: number | undefined;
  constructor(readonly file: string) {}

  read(): unknown[] {
    let text: string;
    try {
      text = this.#appended();
    } catch {
      return [];
    }
    if (text === "") return [];
    return text.split("\n").flatMap((line) => {
      const value = line === "" ? undefined : parsed(line);
      return value === undefined ? [] : [value];
    });
  }

  /** The file is opened once, for it is looked at at every step. */
  #appended(): string {
    this.#handle ??= openSync(this.file, "r");
    let bytes = ROOM;
    let got = readSync(this.#handle, bytes, 0, bytes.length, this.#position);
    if (got === 0) return "";
    while (got === bytes.length) {
      bytes = Buffer.alloc(bytes.length * 4);
      got = readSync(this.#handle, bytes, 0, bytes.length, this.#position);
    }
    const whole = bytes.lastIndexOf("\n", got - 1) + 1;
    this.#position += whole;
    return bytes.toString("utf8", 0, whole);
  }
}

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};
