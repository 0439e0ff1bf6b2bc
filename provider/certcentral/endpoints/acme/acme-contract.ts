import * as z from "zod";
import { present } from "../../../contract/present";
import { json } from "../../transport/answers/received";
import { endpoint } from "../../transport/endpoint";
import { path } from "../../transport/path";
import { id, maybe, texts } from "../../wire/values";
import { sameId } from "../addressed";

/** A subscription to ACME certificates. Cancelled when it has a `dateCanceled`; there is no status. */
export interface AcmeContract {
  readonly acmeContractId: number;
  readonly accountId?: number;
  readonly productNameId?: string;
  readonly createdAt?: string;
  readonly sans: readonly string[];
  readonly validTill?: string;
  readonly isOrganizationValidated?: boolean;
  readonly autoRenew?: boolean;
  readonly dateCanceled?: string;
}

const Wire = z
  .object({
    acme_contract_id: id,
    account_id: maybe.id,
    product_name_id: maybe.text,
    created_at: maybe.time,
    sans: texts,
    valid_till: maybe.time,
    is_organization_validated: maybe.flag,
    auto_renew: maybe.flag,
    date_canceled: maybe.time,
  })
  .transform(
    (wire): AcmeContract =>
      present({
        acmeContractId: wire.acme_contract_id,
        accountId: wire.account_id,
        productNameId: wire.product_name_id,
        createdAt: wire.created_at,
        sans: wire.sans,
        validTill: wire.valid_till,
        isOrganizationValidated: wire.is_organization_validated,
        autoRenew: wire.auto_renew,
        dateCanceled: wire.date_canceled,
      }),
  );

/**
 * One ACME contract. Never tells its directory or credentials.
 * @see https://dev.digicert.com/partner-subscriptions-api/acme-contract-management/get-acme-contract-details.html
 */
export const acmeContract = endpoint({
  name: "acme contract",
  family: "partner",
  method: "GET",
  path: ({ acmeContractId }: { acmeContractId: number }) => path`/acme/${acmeContractId}`,
  answer: (received, { acmeContractId }) => {
    const contract = json(Wire)(received);
    sameId(contract.acmeContractId, acmeContractId, "contract");
    return contract;
  },
  repeatable: true,
});
