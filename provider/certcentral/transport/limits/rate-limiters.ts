import { createHash } from "node:crypto";
import type { Secret } from "../secret";
import { LIMITS, RateLimiter } from "./rate-limiter";
import type { Limit } from "./rolling-window";
import { ownTally, type Tally } from "./tally";

/** The rate limiters of a process, one for each key at each API: whoever connects with the same key shares its limits. */
export class RateLimiters {
  readonly #gates = new Map<string, RateLimiter>();

  /** `tallyFor`: where a key's limits are shared with other processes. Its argument names the key at its API by a digest, in hexadecimal. */
  constructor(readonly tallyFor: (name: string) => Tally = ownTally) {}

  /** The limits of whoever comes first hold for all. */
  for(baseUrl: string, apiKey: Secret, limits: readonly Limit[] = LIMITS): RateLimiter {
    const name = createHash("sha256").update(`${baseUrl}\n${apiKey.reveal()}`).digest("hex");
    const gate = this.#gates.get(name) ?? new RateLimiter(limits, this.tallyFor(name));
    this.#gates.set(name, gate);
    return gate;
  }
}

export const rateLimitersOfThisProcess = new RateLimiters();
