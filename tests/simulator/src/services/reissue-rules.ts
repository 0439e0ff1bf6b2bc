import { invalid, Refusal, requireParams } from "../api/answer";
import { type Body, has, objectOf } from "../api/read";
import type { Order } from "../world/facts";
import { isCodeSigning, isSecureEmail, isTls, wantsCommonName } from "../world/products";
import type { World } from "../world/world";
import { effectiveMethod } from "./provisioning";
import { requireCertificate } from "./read-asked";

const secureEmailFields = (nameId: string, indicator: unknown): string[] => {
  const base = ["emails", "usage_designation.primary_usage"];
  if (nameId === "secure_email_organization") return [...base, "common_name_indicator"];
  if (nameId !== "secure_email_sponsor") return base;
  const individual =
    indicator === "pseudonym"
      ? ["individual.pseudonym"]
      : indicator === "given_name_surname"
        ? ["individual.first_name", "individual.last_name"]
        : [];
  return [...base, "common_name_indicator", ...individual];
};

/** The members of `certificate` a reissue of this order must have. */
const requiredFields = (world: World, order: Order, body: Body): string[] => {
  const { product } = order;
  const certificate = objectOf(body["certificate"]);
  if (isTls(product)) return ["common_name", "csr", "signature_hash"];
  if (isSecureEmail(product))
    return [...secureEmailFields(product.nameId, certificate["common_name_indicator"]), "signature_hash"];
  if (product.family === "client") return ["common_name", "emails", "signature_hash"];
  if (!isCodeSigning(product)) return ["signature_hash"];
  const method = effectiveMethod(world, order, body);
  return [
    ...(method === "email" ? ["csr"] : []),
    ...(method === "client_app" ? ["server_platform.id"] : []),
    "signature_hash",
  ];
};

const SHIP = ["name", "addr1", "city", "state", "zip", "country", "method"];

/** Refuses a reissue body that the reissue page would not allow. */
export const requireForReissue = (world: World, order: Order, body: Body): void => {
  requireCertificate(body, requiredFields(world, order, body));
  const certificate = objectOf(body["certificate"]);
  if (
    !wantsCommonName(order.product) &&
    has(certificate["common_name"]) &&
    world.awkward.commonNameWhereForbidden === "refuse"
  )
    throw invalid("invalid_param:certificate.common_name", "certificate.common_name must be omitted for this product.");
  const platform = certificate["server_platform"];
  if (has(platform) && !has(objectOf(platform)["id"]))
    throw new Refusal(400, [
      {
        code: "required_param:certificate.server_platform.id",
        message: "certificate.server_platform.id is a required parameter.",
      },
    ]);
  if (isCodeSigning(order.product) && effectiveMethod(world, order, body) === "ship_token" && has(body["ship_info"]))
    requireParams(
      SHIP.filter((field) => !has(objectOf(body["ship_info"])[field])).map((field) => `ship_info.${field}`),
    );
};
