import type { Family } from "./account";
import type { DigicertError } from "./digicert-errors";

interface Refusal {
  readonly family: Family;
  readonly status: number;
  readonly digicert: readonly DigicertError[];
}

const KEY: Readonly<Record<Family, string>> = {
  services: "set digicert:apiKey (or DIGICERT_API_KEY) to a key that CertCentral accepts",
  partner:
    "set digicert:partnerApiKey (or DIGICERT_PARTNER_API_KEY) to a key of a subaccount: ACME contracts take no key of the parent account",
};

const KEY_IN_STATE =
  "refresh and destroy use the key kept in state: run them as pulumi refresh --run-program and pulumi destroy --run-program to use the program's key";

/** What to do about a refusal, one step a line; nothing when DigiCert's own message says it all. */
export function hintFor({ family, status, digicert }: Refusal): string | undefined {
  const says = (code: string) => digicert.some((error) => error.code === code || error.word === code);
  if (status === 401 || says("access_denied|access_denied_invalid_key")) return `${KEY[family]}\n${KEY_IN_STATE}`;
  if (says("access_denied|invalid_approver"))
    return "the user of this key may not decide this request: let another administrator do it in CertCentral";
  if (status === 403 && family === "partner") return `${KEY.partner}\n${KEY_IN_STATE}`;
  if (status === 403)
    return "the user of this key lacks a permission: skipApproval, for one, needs an administrator's key";
  if (says("not_found|order"))
    return "the order does not exist, or this key may not see it: check the id, the account of the key and its division";
  if (says("not_found|route") || status === 405)
    return "check digicert:baseUrl and digicert:region: this address has no such call";
  return undefined;
}
