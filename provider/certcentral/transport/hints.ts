import type { ApiFamily } from "./account";
import type { DigicertError } from "./digicert-errors";

interface Refusal {
  readonly family: ApiFamily;
  readonly status: number;
  readonly digicert: readonly DigicertError[];
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
export const refusesKey = ({ status, digicert }: Refusal): boolean =>
  status === 401 || saying(digicert)("access_denied|access_denied_invalid_key");

/** What to do about a refusal, one step a line; nothing when DigiCert's own message says it all. */
export function hintFor(refusal: Refusal): string | undefined {
  const { family, status, digicert } = refusal;
  const says = saying(digicert);
  if (refusesKey(refusal)) return `${KEY[family]}\n${KEY_IN_STATE}`;
  if (says("access_denied|invalid_approver"))
    return "the user of this key may not decide this request: let another administrator do it in CertCentral";
  if (status === 403 && family === "partner") return `${KEY.partner}\n${KEY_IN_STATE}`;
  if (status === 403)
    return "the user of this key lacks a permission: skipApproval, for one, needs an administrator's key";
  if (says("not_found|order"))
    return "the order does not exist, or this key may not see it: check the id, the account of the key and its division";
  // What is not CertCentral answers 404 too, in words of its own.
  if (says("not_found|route") || (status === 404 && digicert.length === 0) || status === 405 || status === 501)
    return ADDRESS[family];
  return undefined;
}
