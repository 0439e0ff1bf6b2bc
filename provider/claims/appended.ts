import { closeSync, fstatSync, openSync, readSync } from "node:fs";

/** Reads what was appended to a file since it last looked: whole lines, each as JSON; a line that is none is left out. */
export class Appended {
  #position = 0;
  constructor(readonly file: string) {}

  read(): unknown[] {
    let text: string;
    try {
      text = this.#appended();
    } catch {
      return [];
    }
    return text.split("\n").flatMap((line) => {
      const value = line === "" ? undefined : parsed(line);
      return value === undefined ? [] : [value];
    });
  }

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
