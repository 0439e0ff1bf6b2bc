import type { Command } from "commander";
import type { Terminal } from "./terminal";

/** One command of `pulumi-digicert`. */
export interface CliCommand {
  readonly summary: string;
  /** Declares its arguments and options, and whatever its help should tell beside them. */
  readonly declare: (command: Command) => void;
  /** Resolves with the exit code. What it throws ends as exit code 1, in words. */
  readonly run: (given: Given, terminal: Terminal) => Promise<number>;
}

/** What stood behind the command's name, and passed what it declares. */
export interface Given {
  readonly args: readonly string[];
  /** By camel-cased name: `--fail-on` is `failOn`. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** Exit code of whatever could not be done: bad arguments, a refused key, a failed preview. Other codes are results. */
export const FAILED = 1;
