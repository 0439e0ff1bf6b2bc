import type { CertCentral } from "../certcentral";
import type { Action } from "../contract/plan";
import { Refusal } from "../contract/refusal";
import type { BrakeLimits, Deed } from "../settings/settings";
import type { Allowance } from "./claims/allowance";

/** By the endpoint's name. What is not among them changes nothing that counts (a domain check, a random value). */
export const DEEDS: Readonly<Record<string, Deed>> = {
  "reissue certificate": "reissue",
  "regenerate acme credentials": "reissue",
  "revoke certificate": "revocation",
  "revoke order": "revocation",
  "revoke acme credential": "revocation",
  // What is cancelled or rejected is gone as well.
  "update order status": "revocation",
  "update request status": "revocation",
};

const SETTING: Readonly<Record<Deed, string>> = { reissue: "maxReissues", revocation: "maxRevocations" };
const SUCH: Readonly<Record<Deed, string>> = {
  reissue: "reissues and new credentials",
  revocation: "revocations and cancellations",
};

/** What each action sends that is held back; the others send nothing, or what is not known beforehand. */
const SENDS = { reissue: "reissue", regenerate: "reissue", retire: "revocation" } as const satisfies Partial<
  Record<Action, Deed>
>;
const isSending = (action: Action): action is keyof typeof SENDS => Object.hasOwn(SENDS, action);

/** What a preview says of an action that this stack will not carry out. */
export const heldBack = (action: Action, limits: BrakeLimits): string | undefined => {
  const deed = isSending(action) ? SENDS[action] : undefined;
  return deed === undefined || limits[deed] !== 0
    ? undefined
    : `digicert:${SETTING[deed]} is 0: pulumi up will stop here and send nothing; raise it, or remove it, to let this happen`;
};

/**
 * Holds writes back beyond what the user allows for one run: for a takeover, a first week, an incident. Those of every provider of the
 * run count, with a limit of their own or without. The same write of one resource that is sent again (turned away for volume, or first
 * asked for without approval) counts once; two resources of one order or contract send two.
 */
export const braked = (api: CertCentral, limits: BrakeLimits, allowance: Allowance): CertCentral => ({
  ...api,
  send: async (endpoint, args, run) => {
    const deed = Object.hasOwn(DEEDS, endpoint.name) ? DEEDS[endpoint.name] : undefined;
    const call = `${endpoint.method} ${endpoint.path(args)}`;
    if (deed !== undefined && !allowance.admits(deed, limits[deed], `${run.resource} ${call}`))
      throw new Refusal(held(deed, call, limits[deed]));
    return api.send(endpoint, args, run);
  },
});

const held = (deed: Deed, call: string, most: number | undefined): string[] => [
  `held back: ${call}`,
  `digicert:${SETTING[deed]} is ${most}: ${most === 0 ? `this stack sends no ${SUCH[deed]}` : `as many ${SUCH[deed]} were sent in this run`}`,
  most === 0
    ? `look at what the preview says; to let it happen, raise digicert:${SETTING[deed]} or remove it`
    : `run pulumi up again for the next ones, or raise digicert:${SETTING[deed]}`,
];
