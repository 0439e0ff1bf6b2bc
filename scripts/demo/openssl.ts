import { spawnSync } from "node:child_process";

/** The system's openssl, in one folder. Nothing of it is ours: that is why the demo asks it. */
export class OpenSsl {
  constructor(
    private readonly folder: string,
    private readonly say: (command: string) => void,
  ) {}

  /** Shows the command, runs it, gives what it printed. */
  run(...args: string[]): string {
    this.say(`openssl ${args.map((arg) => (/[^\w./=:-]/.test(arg) ? `'${arg}'` : arg)).join(" ")}`);
    return this.quietly(...args);
  }

  quietly(...args: string[]): string {
    const { status, stdout, stderr, error } = spawnSync("openssl", args, { cwd: this.folder, encoding: "utf8" });
    if (status !== 0) throw new Error(`openssl ${args[0]} failed: ${error?.message ?? stderr.trim()}`);
    return stdout.trim();
  }
}

/** Why there is no openssl here, and what to install; nothing when there is one. */
export const opensslMissing = (): string | undefined =>
  spawnSync("openssl", ["version"], { encoding: "utf8" }).status === 0
    ? undefined
    : [
        "the demo needs openssl, which makes the key and verifies the chain; it is not on PATH",
        "install it and run the command again: apt-get install openssl, apk add openssl, brew install openssl, winget install openssl",
      ].join("\n");
