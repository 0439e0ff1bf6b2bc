import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import type { DiagnosticEvent, EngineEvent } from "@pulumi/pulumi/automation";
import { engineEnv, homeFolder } from "../../../scripts/engine";
import { type Ended, type Going, processesWith, start } from "./cli";
import { diagnosticsOf, readEvents, type Step, stepsOf } from "./events";

const REPOSITORY = resolve(__dirname, "../../..");
const STACK = "test";

export type Config = Readonly<Record<string, string | { readonly secret: string }>>;

export interface StackOptions {
  /** The text of `index.js`, plain CommonJS. `require("pulumi-digicert")` and `require("@pulumi/pulumi")` find this repository's. */
  readonly program?: string;
  /** Or a project to copy, as `examples/quickstart`. */
  readonly folder?: string;
  /** More files, by path inside the project. */
  readonly files?: Readonly<Record<string, string>>;
  /** The project has packages of its own, which the test installs: this repository's are not lent to it. */
  readonly ownPackages?: boolean;
  readonly config?: Config;
  /** Variables for the CLI, the program and the provider. Nothing else of the caller's environment reaches them. */
  readonly env?: Readonly<Record<string, string>>;
  /** Colours for whoever sees `onText`; what a command is told to have said comes without them. */
  readonly coloured?: boolean;
  /** Sees the CLI's text as it comes. */
  readonly onText?: (chunk: string) => void;
}

export interface CommandOptions {
  /** More arguments, as `--refresh` or `--expect-no-changes`. */
  readonly args?: readonly string[];
  /** The command has to fail. Without it, a failing command throws with all of its text. */
  readonly fails?: boolean;
  /** The command may fail or not: the test looks at the code. */
  readonly mayFail?: boolean;
  readonly timeoutMs?: number;
}

/** What one `pulumi` command said and did. */
export interface Outcome extends Ended {
  readonly events: readonly EngineEvent[];
  readonly steps: readonly Step[];
  /** Without the engine's debug lines. */
  readonly diagnostics: readonly DiagnosticEvent[];
  /** As in `Resources: 1 to update`: operation → how many. Empty when the command did not get so far. */
  readonly changes: Readonly<Record<string, number>>;
  /** Every line the CLI printed for the resource of this name, oldest first, white space squeezed: `~ pulumi-nodejs:dynamic/digicert:Certificate web update reissue: adds b.example`. */
  readonly rows: (name: string) => readonly string[];
  /** The last of them: in a preview, the row a user reads. */
  readonly row: (name: string) => string;
}

/** A running command, for tests that interrupt it. */
export interface Begun extends Omit<Going, "done"> {
  readonly done: Promise<Outcome>;
}

export interface StoredResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly initErrors?: readonly string[];
  readonly additionalSecretOutputs?: readonly string[];
}

export interface Deployment {
  readonly version: number;
  readonly deployment: {
    readonly resources?: readonly StoredResource[];
    readonly pending_operations?: readonly { readonly type: string; readonly resource: StoredResource }[];
  };
}

export type Command = "up" | "preview" | "refresh" | "destroy";

const YES: Readonly<Record<Command, readonly string[]>> = {
  up: ["--yes", "--skip-preview"],
  preview: [],
  refresh: ["--yes", "--skip-preview"],
  destroy: ["--yes", "--skip-preview"],
};

const open = new Set<Stack>();

/** A new project with a new, empty stack, in a temporary folder of its own that is gone when the test file ends. */
export async function stackFor(options: StackOptions): Promise<Stack> {
  const bin = process.env["PULUMI_DIGICERT_ENGINE_BIN"];
  if (!bin)
    throw new Error(
      "PULUMI_DIGICERT_ENGINE_BIN is not set: engine tests run under jest's project `engine`, whose set-up finds the Pulumi CLI",
    );
  const stack = new Stack(bin, options);
  open.add(stack);
  await stack.cli(["stack", "init", STACK]);
  await stack.setConfig(options.config ?? {});
  return stack;
}

export async function disposeAll(): Promise<void> {
  await Promise.all([...open].map((stack) => stack.dispose()));
}

if (typeof afterAll === "function") afterAll(disposeAll);

export class Stack {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-digicert-engine-")));
  readonly folder: string;
  /** What the CLI runs with. */
  readonly env: Readonly<Record<string, string>>;
  private commands = 0;

  constructor(
    private readonly bin: string,
    private readonly options: StackOptions,
  ) {
    this.folder = join(this.root, "project");
    // the language host leaves its pipes behind when it is killed
    const temporary = join(this.root, "tmp");
    this.env = engineEnv({ bin, root: this.root, extra: { TMPDIR: temporary, ...options.env } });
    for (const folder of [this.folder, temporary]) mkdirSync(folder, { recursive: true });
    if (options.folder !== undefined) copyProject(resolve(REPOSITORY, options.folder), this.folder);
    else
      this.write({
        "Pulumi.yaml": "name: engine-test\nruntime: nodejs\n",
        "package.json": '{ "name": "engine-test", "private": true }\n',
      });
    this.write(options.files ?? {});
    if (options.program !== undefined) this.write({ "index.js": options.program });
    if (!options.ownPackages)
      symlinkSync(join(REPOSITORY, "node_modules"), join(this.folder, "node_modules"), "junction");
  }

  /** Replaces the program, as a user edits it between two ups. */
  rewrite(program: string): void {
    this.write({ "index.js": program });
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, name)), { recursive: true });
      writeFileSync(join(this.folder, name), text);
    }
  }

  async setConfig(config: Config): Promise<void> {
    const args = Object.entries(config).flatMap(([key, value]) =>
      typeof value === "string" ? ["--plaintext", `${key}=${value}`] : ["--secret", `${key}=${value.secret}`],
    );
    if (args.length > 0) await this.cli(["config", "set-all", "--stack", STACK, ...args]);
  }

  up = (options?: CommandOptions) => this.command("up", options);
  preview = (options?: CommandOptions) => this.command("preview", options);
  refresh = (options?: CommandOptions) => this.command("refresh", options);
  destroy = (options?: CommandOptions) => this.command("destroy", options);

  /** Starts a command and does not wait: `begin("up")`, then `says(/creating/)`, `kill("SIGKILL")`, `await done`. */
  begin(command: Command, { args = [], timeoutMs = 300_000 }: CommandOptions = {}): Begun {
    const log = join(this.root, `events-${++this.commands}.json`);
    const all = [
      command,
      "--stack",
      STACK,
      ...(args.includes("--preview-only") ? [] : YES[command]),
      "--event-log",
      log,
      ...args,
    ];
    const going = this.start(all, timeoutMs);
    return { ...going, done: going.done.then((ended) => outcomeOf(ended, readEvents(log))) };
  }

  /** Any other `pulumi` command. Throws with its text when it fails. */
  async cli(args: readonly string[]): Promise<Ended> {
    return expected(args.join(" "), await this.start(args, 180_000).done, false);
  }

  /** The stack's state, secrets in clear. */
  async state(): Promise<Deployment> {
    return JSON.parse((await this.cli(["stack", "export", "--stack", STACK, "--show-secrets"])).stdout);
  }

  /** The state as it lies on disk, secrets encrypted: for tests that look for what must not be readable there. */
  storedText(): string {
    const project = /^name:\s*["']?([^"'\s]+)/m.exec(readFileSync(join(this.folder, "Pulumi.yaml"), "utf8"))?.[1] ?? "";
    return readFileSync(join(this.root, "state/.pulumi/stacks", project, `${STACK}.json`), "utf8");
  }

  /** Replaces the state: yesterday's, for an upgrade test. */
  async setState(state: Deployment): Promise<void> {
    const file = join(this.root, `import-${++this.commands}.json`);
    writeFileSync(file, JSON.stringify(state));
    await this.cli(["stack", "import", "--stack", STACK, "--file", file]);
  }

  /** The stored resource of this name. Throws when there is none. */
  async resource(name: string): Promise<StoredResource> {
    const resources = (await this.state()).deployment.resources ?? [];
    const found = resources.find(({ urn }) => urn.endsWith(`::${name}`));
    if (found === undefined)
      throw new Error(
        `no resource ${name} in the state, which has ${resources.map(({ urn }) => urn).join(", ") || "nothing"}`,
      );
    return found;
  }

  /** The stack's outputs, secrets in clear. */
  async outputs(): Promise<Readonly<Record<string, unknown>>> {
    return JSON.parse((await this.cli(["stack", "output", "--stack", STACK, "--json", "--show-secrets"])).stdout);
  }

  /** The CLI and all it started, as far as still alive. */
  processes(): number[] {
    return processesWith(`PULUMI_HOME=${homeFolder(this.root)}`);
  }

  /** Ends what still runs and removes the folder. */
  async dispose(): Promise<void> {
    open.delete(this);
    // plugins end by themselves, a moment after their CLI
    for (let tries = 0; tries < 200 && this.processes().length > 0; tries++) {
      if (tries >= 20) for (const pid of this.processes()) kill(pid);
      await sleep(50);
    }
    rmSync(this.root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  private async command(command: Command, options: CommandOptions = {}): Promise<Outcome> {
    const outcome = await this.begin(command, options).done;
    return options.mayFail
      ? outcome
      : expected(`${command} ${(options.args ?? []).join(" ")}`, outcome, options.fails ?? false);
  }

  private start(args: readonly string[], timeoutMs: number): Going {
    const going = start(
      join(this.bin, process.platform === "win32" ? "pulumi.exe" : "pulumi"),
      [...args, "--color", this.options.coloured ? "always" : "never", "--non-interactive"],
      {
        cwd: this.folder,
        // without it the CLI has no --event-log
        env: { ...this.env, PULUMI_DEBUG_COMMANDS: "true" },
        timeoutMs,
        onText: this.options.onText,
      },
    );
    return { ...going, done: going.done.then(plain) };
  }
}

function plain(ended: Ended): Ended {
  const { code, stdout, stderr, text } = ended;
  const bare = stripVTControlCharacters;
  return { code, stdout: bare(stdout), stderr: bare(stderr), text: bare(text) };
}

function expected<T extends Ended>(command: string, ended: T, fails: boolean): T {
  if ((ended.code !== 0) !== fails)
    throw new Error(
      `\`pulumi ${command.trim()}\` ended with ${ended.code}, ${fails ? "and was expected to fail" : "and was expected to succeed"}:\n${ended.text}`,
    );
  return ended;
}

function outcomeOf(ended: Ended, events: readonly EngineEvent[]): Outcome {
  const rows = (name: string) =>
    ended.stdout
      .split("\n")
      .map((line) => line.trim().replace(/\s+/g, " "))
      .filter((line) => ROW.exec(line)?.groups?.["name"] === name);
  return {
    ...ended,
    events,
    steps: stepsOf(events),
    diagnostics: diagnosticsOf(events),
    changes: { ...events.find(({ summaryEvent }) => summaryEvent)?.summaryEvent?.resourceChanges },
    rows,
    row: (name) => {
      const last = rows(name).at(-1);
      if (last === undefined) throw new Error(`no row for ${name} in:\n${ended.text}`);
      return last;
    },
  };
}

/** ` ~  pulumi-nodejs:dynamic/digicert:Certificate web update reissue: …`; a resource that stays as it is has no sign before its type. */
const ROW = /^(?:[-+~><=*]+ )?(?<type>\w[\w-]*:[\w/-]*:\w+) (?<name>\S+)(?: |$)/;

function copyProject(from: string, to: string): void {
  cpSync(from, to, {
    recursive: true,
    filter: (file) => !["node_modules", "dist"].includes(basename(file)) && !/^Pulumi\..+\.yaml$/.test(basename(file)),
  });
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // ended by itself meanwhile
  }
}
