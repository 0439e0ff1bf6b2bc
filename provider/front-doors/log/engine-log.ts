import type { Log } from "../../contract/run";
import type { Engine, Severity } from "../engine";

/** Says one thing after the other, and is done when all of it has arrived: a step that has ended is not listened to. */
export class Voice {
  #last: Promise<void> = Promise.resolve();
  constructor(readonly engine: Engine) {}

  of(urn: string): Log {
    const say = (severity: Severity, ephemeral: boolean) => (text: string) => {
      this.#last = this.#last.then(() => this.engine.log({ severity, text, urn, ephemeral })).catch(() => undefined);
    };
    return {
      info: say("info", false),
      warn: say("warn", false),
      progress: say("info", true),
      debug: say("debug", false),
    };
  }

  done(): Promise<void> {
    return this.#last;
  }
}
