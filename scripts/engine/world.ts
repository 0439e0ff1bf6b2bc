import { type ChildProcess, spawn } from "node:child_process";
import { setPriority } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly timeoutMs?: number;
  /** Runs at low priority: a long build should leave room for the person at the machine. */
  readonly gently?: boolean;
  readonly onStderrLine?: (line: string) => void;
}

/** Everything that looking for an engine needs from outside: the tests pass their own. */
export interface World {
  readonly env: NodeJS.ProcessEnv;
  readonly say: (line: string) => void;
  /** Never throws: a command that cannot be started gives code 127 and the reason in `stderr`. */
  readonly run: (file: string, args: readonly string[], options?: RunOptions) => Promise<Ran>;
  /** Resolves with why the host cannot be reached, or with nothing. */
  readonly unreachable: (url: string) => Promise<string | undefined>;
}

export const world: World = {
  env: process.env,
  say: (line) => process.stderr.write(`engine: ${line}\n`),
  run,
  unreachable,
};

const children = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of children) killGroup(child);
});

async function run(file: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  // a group of its own, so that a time-out ends the children's children too
  const child = spawn(file, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
  });
  children.add(child);
  if (options.gently && child.pid !== undefined) attempt(() => setPriority(child.pid as number, 10));
  let stdout = "";
  let stderr = "";
  let line = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    stdout += chunk;
  });
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    stderr = (stderr + chunk).slice(-20_000);
    const lines = (line + chunk).split("\n");
    line = lines.pop() ?? "";
    for (const whole of lines) options.onStderrLine?.(whole);
  });
  let late = false;
  const timer = setTimeout(
    () => {
      late = true;
      killGroup(child);
    },
    options.timeoutMs ?? 2 ** 31 - 1,
  );
  return await new Promise<Ran>((resolve) => {
    child.on("error", (error) => resolve({ code: 127, stdout, stderr: error.message }));
    child.on("close", (code) =>
      resolve(
        late
          ? { code: 124, stdout, stderr: `no end after ${(options.timeoutMs ?? 0) / 1000} s` }
          : { code: code ?? 1, stdout, stderr },
      ),
    );
  }).finally(() => {
    clearTimeout(timer);
    children.delete(child);
  });
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  const pid = child.pid;
  attempt(() => (process.platform === "win32" ? child.kill() : process.kill(-pid, "SIGKILL")));
}

/** A closed network shall cost seconds: Pulumi's own installer would try for two minutes. */
async function unreachable(url: string): Promise<string | undefined> {
  const giveUp = sleep(5_000, "no answer within 5 s" as const, { ref: false });
  const asked = fetch(url, { method: "HEAD", redirect: "manual" }).then(
    () => undefined,
    (error: Error & { cause?: Error }) => error.cause?.message ?? error.message,
  );
  return await Promise.race([asked, giveUp]);
}

function attempt(action: () => unknown): void {
  try {
    action();
  } catch {
    // the process is gone already, or we may not
  }
}
