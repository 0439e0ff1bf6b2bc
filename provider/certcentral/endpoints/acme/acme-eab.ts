import { z } from "zod";
import { present } from "../../../contract/present";
import { json } from "../../transport/answers/received";
import { endpoint } from "../../transport/endpoint";
import { path } from "../../transport/path";
import type { Secret } from "../../transport/secret";
import { secret, text } from "../../wire/values";

/** A pair for CertCentral's own ACME service, shown this once. */
export interface AcmeEab {
  readonly directoryUrl: string;
  readonly kid: Secret;
  readonly hmacKey: Secret;
}

export interface AcmeEabArgs {
  readonly name: string;
  readonly productNameId: string;
  readonly organizationId?: number;
  readonly validityYears?: number;
}

const Wire = z
  .object({ acme_directory_url: text, ext_act_kid: secret, ext_act_hmac: secret })
  .transform(
    (wire): AcmeEab => ({ directoryUrl: wire.acme_directory_url, kid: wire.ext_act_kid, hmacKey: wire.ext_act_hmac }),
  );

/**
 * Makes external account binding credentials for CertCentral's ACME service.
 *
 * If the answer never comes: the pair is lost, though it may exist. Make another.
 * @see https://dev.digicert.com/certcentral-apis/services-api/api-keys/acme-external-account-binding-new.html
 */
export const createAcmeEab = endpoint({
  name: "create acme eab",
  family: "services",
  method: "POST",
  path: (_: AcmeEabArgs) => path`/key/acme-eab/tlm`,
  body: (args) =>
    present({
      name: args.name,
      product_name_id: args.productNameId,
      organization_id: args.organizationId,
      validity_years: args.validityYears,
    }),
  answer: json(Wire),
  repeatable: false,
});
