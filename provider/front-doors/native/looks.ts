import type { CertCentral } from "../../certcentral";
import { Stopped } from "../../contract/run";
import type { Allowance } from "../claims/allowance";

/*
 * How many creates a preview looks at, and with how many requests: a look is a service, and must not eat up the key's own limits.
 * Those of every plugin of the run count.
 */

/** Requests for the looks of one preview: a fifth of what a key may send in three minutes, and half a minute at most. */
const MOST_REQUESTS = 150;

/** Why no more creates are looked at; `undefined`: one more is. */
export const refusedLook = (allowance: Allowance, most: number): string | undefined => {
  if (allowance.admits("look", most)) return undefined;
  return most === 0
    ? "digicert:previewLooks is 0"
    : `this preview has looked at ${most} creates, as many as digicert:previewLooks allows`;
};

/** The same client, for looks: it sends so many requests in one preview. */
export const looking = (allowance: Allowance, api: CertCentral): CertCentral => ({
  ...api,
  send: async (endpoint, args, run) => {
    if (!allowance.admits("request of a look", MOST_REQUESTS))
      throw new Stopped([`this preview has sent ${MOST_REQUESTS} requests for looks, the most`]);
    return api.send(endpoint, args, run);
  },
});
