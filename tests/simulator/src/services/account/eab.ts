import { type Answer, invalid, notFound, requireParams } from "../../api/answer";
import type { Call } from "../../api/call";
import { has, numberOf, objectOf } from "../../api/read";
import { DIRECTORY_URL, newEab } from "../../world/contract";
import { isPublicTls, productNamed } from "../../world/products";
import { accountOf } from "../find";

/** POST /key/acme-eab/tlm. https://dev.digicert.com/certcentral-apis/services-api/api-keys/acme-external-account-binding-new.html */
export const createEab = (call: Call): Answer => {
  const { world, key } = call;
  const body = objectOf(call.body);
  const product = productNamed(String(body["product_name_id"] ?? ""));
  const needsOrganization = product !== undefined && product.family !== "dv";
  requireParams(
    ["name", "product_name_id", ...(needsOrganization ? ["organization_id"] : [])].filter((field) => !has(body[field])),
  );
  if (product === undefined || !isPublicTls(product)) throw notFound("product");
  const organizationId = numberOf(body["organization_id"]);
  if (organizationId !== undefined && !accountOf(call).organizations.some((o) => o.id === organizationId))
    throw notFound("organization");
  const years = numberOf(body["validity_years"]);
  if (years !== undefined && years !== 1)
    throw invalid("invalid_param:validity_years", "Public TLS is valid for one year at most.");
  const eab = newEab();
  world.eabKeys.push({
    ...eab,
    accountId: key.accountId,
    name: String(body["name"]),
    productNameId: product.nameId,
    createdAt: world.now,
  });
  return { status: 201, view: { acme_directory_url: DIRECTORY_URL, ext_act_kid: eab.kid, ext_act_hmac: eab.hmac } };
};
