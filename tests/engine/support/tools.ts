import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** The path of a program that is not ours to bring, if it is there. Servers may lie where only root's PATH leads. */
export const findTool = (name: string): string | undefined =>
  [...(process.env["PATH"] ?? "").split(delimiter), "/usr/local/sbin", "/usr/sbin"]
    .map((folder) => join(folder, name))
    .find(isExecutable);

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** `test`, where the tool is there; else it is left out, and says so. With REQUIRE_ALL=1, as in CI, its absence is a failure. */
export const testWith = (tool: string, install: string): jest.It => {
  if (findTool(tool) !== undefined) return test;
  const missing = `${tool} is not on PATH: ${install}`;
  if (process.env["REQUIRE_ALL"] === "1")
    return Object.assign((name: string) => test(name, () => Promise.reject(new Error(missing))), test) as jest.It;
  process.stderr.write(`left out: ${missing}\n`);
  return test.skip;
};
