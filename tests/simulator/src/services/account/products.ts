import { type Answer, notFound, ok } from "../../api/answer";
import type { Call } from "../../api/call";
import { INTERMEDIATES } from "../../pki/authority";
import { HASHES } from "../../pki/sign";
import { platformView, SERVER_PLATFORM_IDS } from "../../views/certificate";
import type { View } from "../../views/present";
import { isCodeSigning, isPublicTls, isTls, PRODUCTS, type Product, productNamed } from "../../world/products";
import type { World } from "../../world/world";

const VALIDATION: Partial<Record<Product["family"], string>> = {
  dv: "DV",
  ov: "OV",
  ev: "EV",
  private: "Private SSL",
  "code-signing": "CS",
  "document-signing": "DS",
};

const view = (world: World, product: Product): View => ({
  group_name: product.group,
  name_id: product.nameId,
  name: product.name,
  type: product.type,
  validation_type: product.nameId === "code_signing_ev" ? "EV CS" : VALIDATION[product.family],
  allowed_container_ids: [],
  allowed_validity_years: [1],
  allowed_order_validity_years: world.awkward.multiYearPlan && isPublicTls(product) ? [1, 2, 3] : [1],
  signature_hash_types: {
    allowed_hash_types: HASHES.map((id) => ({ id, name: id.replace("sha", "SHA-") })),
    default_hash_type_id: "sha256",
  },
  allowed_ca_certs: world.awkward.icaSelection
    ? INTERMEDIATES.map(({ id, commonName }) => ({ id, name: commonName }))
    : undefined,
  csr_required: isTls(product),
  replacement_product_name_id: undefined,
});

/** GET /product */
export const listProducts = ({ world }: Call): Answer =>
  ok({ products: PRODUCTS.map((product) => view(world, product)) });

/** GET /product/{name_id}. https://dev.digicert.com/en/certcentral-apis/services-api/products/product-info.html */
export const productInfo = ({ world, params }: Call): Answer => {
  const product = productNamed(params["product"] ?? "");
  if (product === undefined) throw notFound("product");
  return ok({
    ...view(world, product),
    allowed_validity_years: ["1"],
    duplicates_allowed: isTls(product) && world.awkward.duplicatesAllowed,
    max_multi_year_order_validity_years: world.awkward.multiYearPlan && isPublicTls(product) ? 3 : undefined,
    additional_dns_names_allowed: isTls(product),
    increased_compatibility_allowed: false,
    custom_expiration_date_allowed: true,
    allow_auto_renew: true,
    server_platforms: isCodeSigning(product) ? [platformView(-1)] : SERVER_PLATFORM_IDS.map(platformView),
    license_agreement: undefined,
  });
};
