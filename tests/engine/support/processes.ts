import { readFileSync } from "node:fs";

/** Those of the processes whose command line holds the text. */
export const processesNamed = (pids: readonly number[], text: string): number[] =>
  pids.filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(text);
    } catch {
      return false;
    }
  });
