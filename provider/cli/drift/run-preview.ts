import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { lines } from "../../contract/text/foreign-text";
import type { Terminal } from "../terminal";

export interface PreviewOptions {
  readonly stack?: string | undefined;
  readonly runProgram?: boolean | undefined;
  readonly cwd: string;
}

export interface Printed {
  readonly text: string;
  /** In words, how it ended, where it did not succeed: it has not seen everything then, whatever it printed. */
  readonly failed?: string;
}

/** What a preview printed on standard output, however it ended: its JSON says what failed. Its words for people go on to ours. */
export const runPreview = (
  { stack, runProgram = false, cwd }: PreviewOptions,
  { env, say }: Terminal,
): Promise<Printed> =>
  new Promise((resolve, reject) => {
    const args = [
      "preview",
      "--json",
      "--refresh",
      "--non-interactive",
      ...(runProgram ? ["--run-program"] : []),
      ...(stack === undefined ? [] : ["--stack", stack]),
    ];
    // No shell, on any system: a stack's name is never part of a command. Windows finds pulumi.exe by itself.
    const child = spawn("pulumi", args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], shell: false });
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
    createInterface({ input: child.stderr }).on("line", (line) => say(`${lines(line)}\n`));
    child.on("error", (error) =>
      reject(
        "code" in error && error.code === "ENOENT"
          ? new Error(
              existsSync(cwd)
                ? "there is no pulumi on the PATH\ninstall the Pulumi CLI, or give the preview: pulumi preview --json --refresh | npx pulumi-digicert drift -"
                : `there is no folder ${cwd}\n--cwd takes the one of the Pulumi project`,
            )
          : error,
      ),
    );
    child.on("close", (code, signal) => {
      if (code === 0) return resolve({ text });
      const failed = `pulumi preview ended with ${signal ?? `exit code ${code}`}`;
      if (text.trim() !== "") return resolve({ text, failed });
      reject(new Error(`${failed} and printed nothing\nwhat it says above is what has to be mended`));
    });
  });
