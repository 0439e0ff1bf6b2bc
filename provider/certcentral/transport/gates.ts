import { createHash } from "node:crypto";
import { Gate, LIMITS } from "./gate";
import type { Limit } from "./rolling-window";
import type { Secret } from "./secret";

/** The gates of a process, one for each key at each API: whoever connects with the same key shares its limits. */
export class Gates {
  readonly #gates = new Map<string, Gate>();

  /** The limits of whoever comes first hold for all. */
  for(baseUrl: string, apiKey: Secret, limits: readonly Limit[] = LIMITS): Gate {
    const name = createHash("sha256").update(`${baseUrl}\n${apiKey.reveal()}`).digest("base64");
    const gate = this.#gates.get(name) ?? new Gate(limits);
    this.#gates.set(name, gate);
    return gate;
  }
}

export const gatesOfThisProcess = new Gates();
