import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

export interface Ended {
  /** The exit code; `null` when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Both, in the order in which they came. */
  readonly text: string;
}

export interface Going {
  readonly pid: number;
  readonly done: Promise<Ended>;
  /** Resolves when the text so far matches; fails when the command ends without. */
  readonly says: (pattern: RegExp) => Promise<void>;
  /** The CLI alone, as a user's `kill` does: its plugins live in process groups of their own. */
  readonly kill: (signal: NodeJS.Signals) => void;
}

export interface CliOptions {
  readonly cwd: string;
  readonly env: Record<string, string>;
  /** Ends with SIGKILL whatever takes longer. */
  readonly timeoutMs: number;
  readonly onText?: ((chunk: string) => void) | undefined;
}

export function start(file: string, args: readonly string[], { cwd, env, timeoutMs, onText }: CliOptions): Going {
  const child = spawn(file, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let [stdout, stderr, text] = ["", "", ""];
  let over = false;
  const timer = setTimeout(() => {
    hear(`\n(killed by the test harness after ${timeoutMs / 1000} s)\n`);
    child.kill("SIGKILL");
  }, timeoutMs);
  function hear(chunk: string): void {
    text += chunk;
    onText?.(chunk);
  }
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    stdout += chunk;
    hear(chunk);
  });
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    stderr += chunk;
    hear(chunk);
  });
  const done = new Promise<Ended>((resolve, reject) => {
    child.on("error", reject);
    // not "close": a plugin that outlives a killed CLI keeps the pipes open
    child.on("exit", async (code) => {
      await Promise.race([new Promise((closed) => child.on("close", closed)), sleep(1_000)]);
      child.stdout.destroy();
      child.stderr.destroy();
      resolve({ code, stdout, stderr, text });
    });
  }).finally(() => {
    over = true;
    clearTimeout(timer);
  });
  done.catch(() => {});
  return {
    pid: child.pid ?? -1,
    done,
    kill: (signal) => child.kill(signal),
    says: async (pattern) => {
      while (!pattern.test(text)) {
        if (over) throw new Error(`the command ended without saying ${pattern}:\n${text}`);
        await sleep(20);
      }
    },
  };
}

/** Processes whose environment carries this text: Pulumi's plugins inherit it from the CLI, and outlive a CLI that was killed. Linux only; elsewhere, none. */
export const processesWith = (variable: string): number[] => processesWhose((env) => env.includes(`${variable}\0`));

/** Processes whose environment names this folder, or anything in it. */
export const processesNaming = (folder: string): number[] => processesWhose((env) => env.includes(folder));

function processesWhose(fits: (environment: string) => boolean): number[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => fits(environmentOf(pid)) && isRunning(pid));
}

function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8");
  } catch {
    return ""; // ended meanwhile, or not ours
  }
}

function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}
