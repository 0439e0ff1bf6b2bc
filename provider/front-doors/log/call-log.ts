import { appendFileSync } from "node:fs";
import type { CallRecord } from "../../certcentral";

/**
 * Where `DIGICERT_LOG` says that the calls of the API are written, one line of JSON each; a file is made for its owner alone.
 * Several processes may write to one file: each line is one append. What cannot be written is told once, and stops nothing.
 */
export const callLog = (
  file: string | undefined,
  complain: (text: string) => void,
  append: (file: string, line: string) => void = (name, line) => appendFileSync(name, line, { mode: 0o600 }),
): ((call: CallRecord) => void) => {
  if (file === undefined || file.trim() === "") return () => {};
  let complained = false;
  return (call) => {
    try {
      append(file, `${JSON.stringify(call)}\n`);
    } catch {
      if (!complained) complain("the file that DIGICERT_LOG names cannot be written: name another one, or unset it");
      complained = true;
    }
  };
};
