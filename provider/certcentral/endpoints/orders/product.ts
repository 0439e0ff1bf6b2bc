import * as z from "zod";
import { present } from "../../../contract/present";
import { json } from "../../transport/answers/received";
import { endpoint } from "../../transport/endpoint";
import { path } from "../../transport/path";
import { id, listOf, maybe, text } from "../../wire/values";

/** A product, as far as a reissue cares: what the caller's role and division allow. */
export interface Product {
  readonly nameId: string;
  readonly name?: string;
  readonly type?: string;
  readonly validationType?: string;
  readonly signatureHashes: readonly string[];
  readonly defaultSignatureHash?: string;
  readonly allowedCaCerts: readonly { readonly caCertId: string; readonly name?: string }[];
  readonly csrRequired?: boolean;
  readonly duplicatesAllowed?: boolean;
  readonly additionalDnsNamesAllowed?: boolean;
  readonly customExpirationDateAllowed?: boolean;
  readonly serverPlatforms: readonly { readonly serverPlatformId: number; readonly name?: string }[];
}

const Wire = z
  .object({
    name_id: text,
    name: maybe.text,
    type: maybe.text,
    validation_type: maybe.text,
    signature_hash_types: maybe.object(
      z.object({ allowed_hash_types: listOf(z.object({ id: text })), default_hash_type_id: maybe.text }),
    ),
    allowed_ca_certs: listOf(
      z.object({ id: text, name: maybe.text }).transform((wire) => present({ caCertId: wire.id, name: wire.name })),
    ),
    csr_required: maybe.flag,
    duplicates_allowed: maybe.flag,
    additional_dns_names_allowed: maybe.flag,
    custom_expiration_date_allowed: maybe.flag,
    server_platforms: listOf(
      z.object({ id, name: maybe.text }).transform((wire) => present({ serverPlatformId: wire.id, name: wire.name })),
    ),
  })
  .transform(
    (wire): Product =>
      present({
        nameId: wire.name_id,
        name: wire.name,
        type: wire.type,
        validationType: wire.validation_type,
        signatureHashes: wire.signature_hash_types?.allowed_hash_types.map((hash) => hash.id) ?? [],
        defaultSignatureHash: wire.signature_hash_types?.default_hash_type_id,
        allowedCaCerts: wire.allowed_ca_certs,
        csrRequired: wire.csr_required,
        duplicatesAllowed: wire.duplicates_allowed,
        additionalDnsNamesAllowed: wire.additional_dns_names_allowed,
        customExpirationDateAllowed: wire.custom_expiration_date_allowed,
        serverPlatforms: wire.server_platforms,
      }),
  );

/**
 * The products of the account.
 * @see https://dev.digicert.com/certcentral-apis/services-api/products/product-list.html
 */
export const listProducts = endpoint({
  name: "product list",
  family: "services",
  method: "GET",
  path: (_: Record<never, never>) => path`/product`,
  answer: json(z.object({ products: listOf(Wire) }).transform(({ products }) => products)),
  repeatable: true,
});

/**
 * One product, with more about it than the list.
 * @see https://dev.digicert.com/en/certcentral-apis/services-api/products/product-info.html
 */
export const productInfo = endpoint({
  name: "product info",
  family: "services",
  method: "GET",
  path: ({ nameId }: { nameId: string; containerId?: number }) => path`/product/${nameId}`,
  query: ({ containerId }) => ({ container_id: containerId }),
  answer: json(Wire),
  repeatable: true,
});
