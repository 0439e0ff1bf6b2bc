import { type CertCentral, type Me, me } from "../certcentral";
import { Refusal } from "../contract/refusal";

/**
 * Sends nothing with a key that is not this user's: a user belongs to one account, so neither is it another account's. Asked once,
 * before the first call that changes something; looking needs no such proof, for what a key may not see it is not shown.
 */
export const heldBy = (userId: number | undefined, api: CertCentral): CertCentral => {
  if (userId === undefined) return api;
  let holder: Promise<Me> | undefined;
  return {
    ...api,
    send: async (endpoint, args, run) => {
      if (endpoint.family === "services" && endpoint.method !== "GET") {
        holder ??= api.send(me, {}, run);
        const found = await holder.catch((error: unknown) => {
          holder = undefined;
          throw error;
        });
        if (found.userId !== userId) throw new Refusal(notTheirs(found, userId));
      }
      return api.send(endpoint, args, run);
    },
  };
};

const notTheirs = ({ userId, name }: Me, wanted: number): string[] => [
  `the API key is ${userId === undefined ? "of a user whose id is not shown" : `user ${userId}'s${name === undefined ? "" : ` (${name})`}`}, and digicert:userId is ${wanted}`,
  "nothing was sent",
  "set digicert:apiKey to a key of that user, or, if it was meant to change, digicert:userId to this one",
];
