import { invalid, Refusal, requireParams } from "../../api/answer";
import { type Body, has, listOf, objectOf, textsOf } from "../../api/read";
import type { Order } from "../../world/facts";
import { isCodeSigning, isSecureEmail, isTls, wantsCommonName } from "../../world/products";
import type { World } from "../../world/world";
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

/** Mailboxes that belong to nobody's organization. */
const PUBLIC_MAIL = ["gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "icloud.com"];
const LONGEST = { serial_number: 100, pseudonym: 128, job_title: 128 } as const;

/** Members of Secure Email that may be only so long, or only so many. */
const requireLimits = ({ product }: Order, body: Body): void => {
  if (!isSecureEmail(product)) return;
  const certificate = objectOf(body["certificate"]);
  const isSponsor = product.nameId === "secure_email_sponsor";
  const principals = isSponsor ? listOf(certificate["user_principle_name"]) : [];
  const subject = objectOf(body["subject"]);
  const wrong = [
    ...(principals.length > 1 || principals.some((p) => String(p).length > 255)
      ? ["certificate.user_principle_name"]
      : []),
    ...Object.entries(LONGEST).flatMap(([field, most]) =>
      isSponsor && String(subject[field] ?? "").length > most ? [`subject.${field}`] : [],
    ),
    ...((isSponsor || product.nameId === "secure_email_organization") &&
    textsOf(certificate["emails"]).some((email) => PUBLIC_MAIL.includes(email.split("@").at(-1)?.toLowerCase() ?? ""))
      ? ["certificate.emails"]
      : []),
  ];
  if (wrong.length > 0)
    throw new Refusal(
      400,
      wrong.map((field) => ({ code: `invalid_param:${field}`, message: `${field} is not valid.` })),
    );
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
  requireLimits(order, body);
  const platform = certificate["server_platform"];
  if (has(platform) && !has(objectOf(platform)["id"]))
    throw new Refusal(400, [
      {
        code: "required_param:certificate.server_platform.id",
        message: "certificate.server_platform.id is a required parameter.",
      },
    ]);
  if (isCodeSigning(order.product) && effectiveMethod(world, order, body) === "ship_token" && has(body["ship_info"]))
    requireAddress(objectOf(body["ship_info"]));
};

const requireAddress = (address: Body): void => {
  requireParams(SHIP.filter((field) => !has(address[field])).map((field) => `ship_info.${field}`));
  if (address["method"] !== "STANDARD" && address["method"] !== "EXPEDITED")
    throw invalid("invalid_param:ship_info.method", "The method of shipping is STANDARD or EXPEDITED.");
};
