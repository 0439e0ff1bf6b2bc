import { type Levers, levers, type Simulator, simulate } from "certcentral-simulator";
import {
  type Begun,
  type Command,
  disposeAll,
  type Outcome,
  type Stack,
  stackFor,
} from "../../tests/engine/support/harness";
import { ensureEngine } from "../engine";
import { OpenSsl } from "./openssl";
import type { Screen } from "./screen";

/** What is expected and did not come: the demo ends there, with its exit code. */
export class Unexpected extends Error {}

/** A simulated CertCentral, a Pulumi project with a stack, and openssl, all in a temporary folder. */
export class Stage {
  #sim: Simulator | undefined;
  #stack: Stack | undefined;
  #pull: Levers | undefined;
  #running: Begun | undefined;
  #told = 0;
  #hears = false;
  #closed: Promise<void> | undefined;

  constructor(readonly screen: Screen) {}

  async open(): Promise<void> {
    const engine = await ensureEngine();
    process.env["PULUMI_DIGICERT_ENGINE_BIN"] = engine.bin;
    this.screen.say(`Pulumi CLI ${engine.version}, Node ${process.versions.node}`);
    this.#sim = await simulate({ seed: 7 });
    this.#pull = levers(this.#sim.leversUrl);
    this.#stack = await stackFor({
      folder: "examples/quickstart",
      config: { "digicert:apiKey": { secret: this.#sim.apiKey }, "digicert:baseUrl": this.#sim.baseUrl },
      coloured: this.screen.coloured,
      onText: (chunk) => {
        if (this.#hears) this.screen.through(chunk);
      },
    });
  }

  get sim(): Simulator {
    return there(this.#sim);
  }
  get pull(): Levers {
    return there(this.#pull);
  }
  get stack(): Stack {
    return there(this.#stack);
  }
  get openssl(): OpenSsl {
    return new OpenSsl(this.stack.folder, (command) => this.screen.command(command));
  }

  /** Runs a `pulumi` command for everybody to see. Fails when its success is not the expected one. */
  async pulumi(command: Command, args: readonly string[] = [], { fails = false } = {}): Promise<Outcome> {
    this.screen.say("");
    this.screen.command(`pulumi ${[command, ...(command === "preview" ? [] : ["--yes"]), ...args].join(" ")}`);
    this.#hears = true;
    try {
      this.#running = this.stack.begin(command, { args });
      const outcome = await this.#running.done;
      this.screen.end();
      this.expect((outcome.code !== 0) === fails, `exit code ${outcome.code}`);
      return outcome;
    } finally {
      this.#hears = false;
      this.#running = undefined;
    }
  }

  expect(holds: boolean, sentence: string): void {
    if (!holds) throw new Unexpected(sentence);
    this.screen.holds(sentence);
  }

  /** The calls since the last time this was asked that change something, without the addresses' common part. */
  async newWrites(): Promise<string[]> {
    const all = await this.writes();
    const since = all.slice(this.#told);
    this.#told = all.length;
    return since;
  }

  async writes(): Promise<string[]> {
    return (await this.pull.history())
      .filter(({ method }) => method !== "GET")
      .map(({ method, path }) => `${method} ${path.replace("/services/v2", "")}`);
  }

  /** Ends what was started, and only that, and removes the folder. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    const running = this.#running;
    if (running !== undefined) {
      // Ctrl-C has reached it too, and it ends by itself; any other signal has not.
      for (const signal of [undefined, "SIGINT", "SIGKILL"] as const) {
        if (signal !== undefined) running.kill(signal);
        if (await endsWithin(running, 4_000)) break;
      }
    }
    await disposeAll();
    await this.#sim?.close();
  }
}

const endsWithin = async ({ done }: Begun, ms: number): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  return await Promise.race([done.then(() => true).catch(() => true), late]).finally(() => clearTimeout(timer));
};

const there = <Value>(value: Value | undefined): Value => {
  if (value === undefined) throw new Error("the stage is not open yet");
  return value;
};
