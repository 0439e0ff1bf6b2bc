import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const EXAMPLES = resolve(__dirname, "../../examples");

/** A file of examples/ as it lies there: `quickstart/index.ts`. */
export const exampleText = (file: string): string => readFileSync(join(EXAMPLES, file), "utf8");

/** The same without the line that the example is about. Fails where that is not there any more. */
export const withoutLine = (file: string, line: string): string => {
  const all = exampleText(file).split("\n");
  const others = all.filter((each) => each.trim() !== line);
  if (others.length !== all.length - 1) throw new Error(`examples/${file} has not one line ${line}`);
  return others.join("\n");
};
