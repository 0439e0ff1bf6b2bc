import { inspect } from "node:util";

const SHOWN = "[secret]";

/** A text that will not print: neither in messages, nor as JSON, nor in a debugger's or `console.log`'s view of an object. */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return SHOWN;
  }

  toJSON(): string {
    return SHOWN;
  }

  [inspect.custom](): string {
    return SHOWN;
  }
}
