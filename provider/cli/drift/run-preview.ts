import { spawn } from "node:child_process";
import type { Terminal } from "../terminal";

export interface PreviewOptions {
  readonly stack?: string | undefined;
  readonly runProgram?: boolean | undefined;
  readonly cwd: string;
}

/** What a preview printed on standard output, however it ended: its JSON says what failed. Its words for people go on to ours. */
export const runPreview = (
  { stack, runProgram = false, cwd }: PreviewOptions,
  { env, say }: Terminal,
): Promise<string> =>
  new Promise((resolve, reject) => {
    const args = [
      "preview",
      "--json",
      "--refresh",
      "--non-interactive",
      ...(runProgram ? ["--run-program"] : []),
      ...(stack === undefined ? [] : ["--stack", stack]),
    ];
    const child = spawn("pulumi", args, {
      cwd,
      env,
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32",
    });
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
    child.stderr.setEncoding("utf8").on("data", say);
    child.on("error", (error) =>
      reject(
        "code" in error && error.code === "ENOENT"
          ? new Error(
              `there is no pulumi on the PATH, or no folder ${cwd}\ninstall the Pulumi CLI, or give the preview: pulumi preview --json --refresh | npx pulumi-digicert drift -`,
            )
          : error,
      ),
    );
    child.on("close", (code, signal) => {
      if (code === 0 || text.trim() !== "") return resolve(text);
      reject(
        new Error(
          `pulumi preview ended with ${signal ?? `exit code ${code}`} and printed nothing\nwhat it says above is what has to be mended`,
        ),
      );
    });
  });
