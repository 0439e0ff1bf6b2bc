import type { ApiFamily } from "../account";
import { type DigicertError, hasNoRoute, isForeign } from "./digicert-errors";

interface Refusal {
  readonly family: ApiFamily;
  readonly status: number;
  readonly digicert: readonly DigicertError[];
  /** Whether the call only looks. */
  readonly read: boolean;
}

const KEY: Readonly<Record<ApiFamily, string>> = {
  services: "set digicert:apiKey (or DIGICERT_API_KEY) to a key that CertCentral accepts",
  partner:
    "set digicert:partnerApiKey (or DIGICERT_PARTNER_API_KEY) to a key of a subaccount: ACME contracts take no key of the parent account",
};

const KEY_IN_STATE =
  "refresh and destroy use the key kept in state: run them with --run-program (pulumi preview --refresh --run-program, too) to use the program's key";

const ADDRESS: Readonly<Record<ApiFamily, string>> = {
  services:
    "this address has no such call: check digicert:baseUrl and its path, which ends in /services/v2, and digicert:region",
  partner:
    "this address has no such call: check digicert:partnerBaseUrl and its path, which ends in /partner-subscription/api/v1",
};

const saying =
  (digicert: readonly DigicertError[]) =>
  (code: string): boolean =>
    digicert.some((error) => error.code === code || error.word === code);

/** Whether it is the key that was refused, and not what it asked for. */
export const refusesKey = ({
  status,
  digicert,
}: {
  readonly status?: number | undefined;
  readonly digicert: readonly DigicertError[];
}): boolean => status === 401 || saying(digicert)("access_denied|access_denied_invalid_key");

export const NOT_DIGICERT =
  "something between here and DigiCert may have answered: check any proxy (HTTPS_PROXY, NO_PROXY), and digicert:baseUrl";
export const NOT_DOCUMENTED =
  "DigiCert documents it otherwise: run the command again; if it stays, report it with this text and the release of pulumi-digicert";
const AGAIN = "run the command again in a while: it looks first what became of the request";
const DOWN = `${AGAIN}\nhttps://status.digicert.com tells whether DigiCert is down`;
const PROXY_AUTH =
  "a proxy wants a user name and a password: give them in HTTPS_PROXY, as http://user:password@proxy.example:3128, percent-encoded";
const BUSY =
  "something else happens to the same thing: look at it in CertCentral, and run the command again when that is over";
const CHANGE = "change what DigiCert's answer names, and run the command again";

/** What a status asks for where DigiCert's codes say nothing better. */
const BY_STATUS: Readonly<Record<number, string>> = {
  402: "the account cannot pay for it: have a finance manager look at its balance and purchase limits in CertCentral, and run the command again",
  406: AGAIN,
  407: PROXY_AUTH,
  408: AGAIN,
  409: BUSY,
  410: "what was asked for is gone: look at it in CertCentral, and correct the id in the program",
  413: NOT_DIGICERT,
  423: BUSY,
  425: AGAIN,
  426: NOT_DIGICERT,
  429: "another program may be using the same key: try again in a few minutes, or lower digicert:requestsPer3Minutes",
  451: NOT_DIGICERT,
  505: NOT_DIGICERT,
  511: "the network wants a sign-in before it lets anything through: sign in with a browser, or use another network",
};

/** Which permission is missing, as far as the call tells. */
const PERMISSION = {
  read: "the user of this key may not see this: use a key of a user with access to the order, its division and its requests",
  write:
    "the user of this key lacks a permission: use a key that may write (not one restricted to view only), and an administrator's for skipApproval",
};

/** What to do about an answer that is none, one step a line. Every status has something. */
export function hintFor(refusal: Refusal): string {
  const { family, status, digicert, read } = refusal;
  const says = saying(digicert);
  if (status < 400) return NOT_DIGICERT;
  if (refusesKey(refusal)) return `${KEY[family]}\n${KEY_IN_STATE}`;
  if (says("access_denied|invalid_approver"))
    return "the user of this key may not decide this request: let another administrator do it in CertCentral";
  if (status === 403 && family === "partner") return `${KEY.partner}\n${KEY_IN_STATE}`;
  if (status === 403 && digicert.length === 0) return `${NOT_DIGICERT}\n${PERMISSION[read ? "read" : "write"]}`;
  if (status === 403) return PERMISSION[read ? "read" : "write"];
  if (says("not_found|order"))
    return "the order does not exist, or this key may not see it: check the id, the account of the key and its division";
  if (hasNoRoute(digicert) || status === 405 || status === 501) return ADDRESS[family];
  // What is not CertCentral answers 404 too, in words of its own.
  if (status === 404 && isForeign(digicert)) return `${ADDRESS[family]}\n${NOT_DIGICERT}`;
  if (status === 404)
    return "it does not exist, or this key may not see it: check the id, the account of the key and its division";
  if (BY_STATUS[status] !== undefined) return BY_STATUS[status];
  if (status >= 500) return DOWN;
  return digicert.length > 0 ? CHANGE : NOT_DIGICERT;
}
