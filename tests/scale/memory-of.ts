import { execFileSync } from "node:child_process";
import { join } from "node:path";

export interface Memory {
  readonly size: number;
  readonly failed: readonly string[];
  readonly megabytes: number;
}

/** What so many certificates, and then so many more, take of a process of its own (`memory.ts`). */
export const memoryOf = (...sizes: readonly number[]): readonly Memory[] =>
  JSON.parse(
    execFileSync(
      process.execPath,
      ["--expose-gc", "--import", "tsx", join(__dirname, "memory.ts"), ...sizes.map(String)],
      { encoding: "utf8" },
    ),
  );
