import * as z from "zod";
import { present } from "../../../contract/present";
import { json, nothing } from "../../transport/answers/received";
import { endpoint } from "../../transport/endpoint";
import { path } from "../../transport/path";
import type { Secret } from "../../transport/secret";
import { id, listOf, maybe, secret, text } from "../../wire/values";

/** A credential as the list shows it: enough to tell it from others, and not to use it. */
export interface AcmeCredential {
  readonly credentialId: number;
  /** A few characters of the key id; which end of it is undocumented. */
  readonly kidHint?: string;
  /** `active` or `revoked`. */
  readonly status: string;
  readonly createdAt?: string;
}

/** A fresh pair, shown this once. Its `credentialId` is not told: only the list has it. */
export interface RegeneratedCredentials {
  readonly acmeContractId: number;
  readonly accountId?: number;
  readonly directoryUrl: string;
  readonly kid: Secret;
  readonly hmacKey: Secret;
  /** The end of the contract, not of the pair. */
  readonly validTill?: string;
}

const Credential = z
  .object({ credential_id: id, kid_hint: maybe.text, status: text, created_at: maybe.time })
  .transform(
    (wire): AcmeCredential =>
      present({
        credentialId: wire.credential_id,
        kidHint: wire.kid_hint,
        status: wire.status,
        createdAt: wire.created_at,
      }),
  );

const Regenerated = z
  .object({
    acme_contract_id: id,
    account_id: maybe.id,
    directory_url: text,
    eab_set: z.object({ kid: secret, hmac_key: secret }),
    valid_till: maybe.time,
  })
  .transform(
    (wire): RegeneratedCredentials =>
      present({
        acmeContractId: wire.acme_contract_id,
        accountId: wire.account_id,
        directoryUrl: wire.directory_url,
        kid: wire.eab_set.kid,
        hmacKey: wire.eab_set.hmac_key,
        validTill: wire.valid_till,
      }),
  );

/**
 * The credentials of a contract, active and revoked.
 * @see https://dev.digicert.com/partner-subscriptions-api/acme-contract-management/list-acme-credentials.html
 */
export const acmeCredentials = endpoint({
  name: "list acme credentials",
  family: "partner",
  method: "GET",
  path: ({ acmeContractId }: { acmeContractId: number }) => path`/acme/${acmeContractId}/credentials`,
  answer: json(z.object({ credentials: listOf(Credential) }).transform(({ credentials }) => credentials)),
  repeatable: true,
});

/**
 * Makes a new pair. `revokeExisting` is always sent, since the API's own default is to cut off everybody who uses the contract.
 *
 * If the answer never comes: the pair is lost, though it may exist, and with `revokeExisting` the old ones may be gone. The list
 * shows whether a credential appeared; nothing shows its secret again.
 * @see https://dev.digicert.com/partner-subscriptions-api/acme-contract-management/regenerate-acme-credentials.html
 */
export const regenerateAcmeCredentials = endpoint({
  name: "regenerate acme credentials",
  family: "partner",
  method: "POST",
  path: ({ acmeContractId }: { acmeContractId: number; revokeExisting: boolean }) =>
    path`/acme/${acmeContractId}/credentials/regenerate`,
  body: ({ revokeExisting }) => ({ revoke_existing: revokeExisting }),
  // Not compared with the contract asked for: the pair is shown only this once, and must not be lost over its contract's id.
  answer: json(Regenerated),
  repeatable: false,
});

/**
 * Revokes one pair. Certificates issued with it live on.
 *
 * If the answer never comes: the list of credentials tells.
 * @see https://dev.digicert.com/partner-subscriptions-api/acme-contract-management/revoke-an-acme-credential.html
 */
export const revokeAcmeCredential = endpoint({
  name: "revoke acme credential",
  family: "partner",
  method: "POST",
  path: ({ acmeContractId, credentialId }: { acmeContractId: number; credentialId: number }) =>
    path`/acme/${acmeContractId}/credentials/revoke/${credentialId}`,
  answer: nothing,
  repeatable: false,
});
