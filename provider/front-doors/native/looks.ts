import type { CertCentral } from "../../certcentral";

/** Requests for the looks of one preview: a fifth of what a key may send in three minutes, and half a minute at most. */
const MOST_REQUESTS = 150;

/** How many creates a preview looks at, and with how many requests: a look is a service, and must not eat up the key's own limits. */
export class Looks {
  #creates = 0;
  #requests = 0;

  /** Admits one more look; else says why not. */
  admit(mostCreates: number): string | undefined {
    if (mostCreates === 0) return "digicert:previewLooks is 0";
    if (this.#creates >= mostCreates)
      return `this preview has looked at ${mostCreates} creates, as many as digicert:previewLooks allows`;
    if (this.#requests >= MOST_REQUESTS) return `this preview has sent ${MOST_REQUESTS} requests for looks, the most`;
    this.#creates += 1;
    return undefined;
  }

  /** The same client, whose requests count. */
  readonly counted = (api: CertCentral): CertCentral => ({
    ...api,
    send: (endpoint, args, run) => {
      this.#requests += 1;
      return api.send(endpoint, args, run);
    },
  });
}
