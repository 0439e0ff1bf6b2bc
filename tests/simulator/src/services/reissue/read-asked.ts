import { invalid, requireParams } from "../../api/answer";
import { type Body, flagged, has, numberOf, objectOf, textOf, textsOf } from "../../api/read";
import { INTERMEDIATES } from "../../pki/authority";
import { isOneLine, readCsr, type SubjectKey } from "../../pki/csr";
import { HASHES, type Hash } from "../../pki/sign";
import { isWeak } from "../../pki/weak-keys";
import { readExpiration } from "../../world/dates";
import { type Asked, DCV_METHODS, type DcvMethod } from "../../world/facts";
import type { Wish } from "../../world/issuance/validity";
import { isLongCommonName, isName } from "../../world/names";
import {
  CLIENT_AUTH,
  CLIENT_AUTH_SUNSET,
  isCodeSigning,
  isPublicTls,
  isSecureEmail,
  isTls,
  type Product,
  wantsCommonName,
} from "../../world/products";
import type { World } from "../../world/world";

/** Names of members in errors are paths from the body's root. */
const at = (field: string): string => `certificate.${field}`;

/** Which call sends the body. */
export type Sender = "order" | "reissue" | "duplicate";

/** Base64 alone, also in the alphabet of URLs, as clients that speak ACME hand it on. */
const dressed = (text: string): string =>
  /^[\w+/=\s-]+$/.test(text) && !text.includes("-----")
    ? `-----BEGIN CERTIFICATE REQUEST-----${text.replaceAll("-", "+").replaceAll("_", "/")}-----END CERTIFICATE REQUEST-----`
    : text;

/** The key of a CSR or a public key, by the rules for this call. */
const readKey = (world: World, csr: unknown, sender: Sender): SubjectKey | undefined => {
  if (!has(csr)) return undefined;
  const { csrOneLine, csrWithoutHeader } = world.awkward;
  const bareIsFine = csrWithoutHeader === "always" || csrWithoutHeader === sender;
  const text = bareIsFine ? dressed(textOf(csr) ?? "") : (textOf(csr) ?? "");
  if ((csrOneLine === "always" || csrOneLine === sender) && !isOneLine(text))
    throw invalid(
      "csr_invalid_cannot_parse",
      "The CSR must be base64 between header and footer, without line breaks or escape characters.",
    );
  const verdict = readCsr(text);
  if ("key" in verdict) return verdict.key;
  const code = verdict.refused === "csr_invalid_key" ? world.awkward.weakKeyCode : verdict.refused;
  throw invalid(code, `The CSR could not be used: ${verdict.why}.`);
};

/** CA/B Baseline Requirements 6.1.5 and 6.1.6. */
const isSound = ({ bits, exponent = 0n }: SubjectKey): boolean =>
  bits % 8 === 0 && exponent >= 3n && exponent % 2n === 1n;

const isHash = (value: string): value is Hash => HASHES.some((hash) => hash === value);

export const readHash = (value: unknown): Hash => {
  const hash = (textOf(value) ?? "").toLowerCase().replace("-", "");
  if (!isHash(hash))
    throw invalid(`invalid_param:${at("signature_hash")}`, "The signature hash is not allowed for this product.");
  return hash;
};

const readNames = (product: Product, certificate: Body): { commonName?: string; dnsNames: string[] } => {
  const commonName = textOf(certificate["common_name"]);
  const dnsNames = isTls(product) || product.family === "vmc" ? textsOf(certificate["dns_names"]) : [];
  if (product.family !== "private" && isTls(product))
    for (const name of [...(commonName === undefined ? [] : [commonName]), ...dnsNames])
      if (!isName(name)) throw invalid("invalid_domain_name", `${name} is not a valid domain name.`);
  if (commonName !== undefined && wantsCommonName(product) && isLongCommonName(commonName))
    throw invalid("rfc5280_common_name_too_long", "The common name is longer than 64 characters.");
  return { ...(commonName === undefined ? {} : { commonName }), dnsNames };
};

/** `cert_validity`: a date wins over days. Too long a wish is cut at issuance, not refused. */
export const readWish = (world: World, value: unknown): Wish | undefined => {
  const { days, years, custom_expiration_date: custom } = objectOf(value);
  if (has(custom)) {
    const till = readExpiration(String(custom));
    if (till === undefined || till <= world.now)
      throw invalid(
        `invalid_param:${at("cert_validity.custom_expiration_date")}`,
        "The custom expiration date is not a date in the future.",
      );
    return { till };
  }
  const wished = numberOf(days) ?? (numberOf(years) ?? 0) * 365;
  return wished > 0 ? { days: Math.floor(wished) } : undefined;
};

const readIca = (world: World, value: unknown): string | undefined => {
  const id = has(value) && world.awkward.icaSelection ? String(value) : undefined;
  if (id !== undefined && !INTERMEDIATES.some((ica) => ica.id === id))
    throw invalid(world.awkward.badIcaCode, "The ICA certificate is not allowed for this product.");
  return id;
};

export const readDcvMethod = (value: unknown): DcvMethod | undefined => {
  if (!has(value)) return undefined;
  const method = DCV_METHODS.find((m) => m === value);
  if (method === undefined) throw invalid("invalid_dcv_method", "The DCV method is not valid.");
  return method;
};

/** The certificate part of a body whose required members are known to be there. */
export const readAsked = (world: World, product: Product, body: Body, sender: Sender): Asked => {
  const certificate = objectOf(body["certificate"]);
  const key = readKey(world, certificate["csr"], sender);
  if (isCodeSigning(product) && key?.kind === "rsa" && key.bits < 3072)
    throw invalid(world.awkward.weakKeyCode, "A code signing key has at least 3072 bits.");
  if (isPublicTls(product) && key?.kind === "rsa" && !isSound(key))
    throw invalid(world.awkward.weakKeyCode, "The modulus is not divisible by 8, or the exponent is even or below 3.");
  if (isPublicTls(product) && key?.kind === "rsa" && isWeak(key.spki))
    throw invalid(world.awkward.weakKeyCode, "The private key can be computed.");
  const wish = readWish(world, certificate["cert_validity"]);
  const profileOption = textOf(certificate["profile_option"]);
  if (
    profileOption === CLIENT_AUTH &&
    isPublicTls(product) &&
    world.now >= CLIENT_AUTH_SUNSET &&
    world.awkward.clientAuthAfterSunset === "refuse"
  )
    throw invalid(`invalid_param:${at("profile_option")}`, "Client authentication is no longer available.");
  const caCertId = readIca(world, certificate["ca_cert_id"]);
  const dcvScope =
    body["certificate_dcv_scope"] === "fqdn"
      ? "fqdn"
      : body["certificate_dcv_scope"] === "base_domain"
        ? "base_domain"
        : undefined;
  return {
    ...readNames(product, certificate),
    emails: isSecureEmail(product) || product.family === "client" ? textsOf(certificate["emails"]) : [],
    ...(key === undefined ? {} : { key }),
    hash: readHash(certificate["signature_hash"]),
    serverPlatformId: numberOf(objectOf(certificate["server_platform"])["id"]) ?? -1,
    ...(wish === undefined ? {} : { wish }),
    ...(profileOption === undefined ? {} : { profileOption }),
    ...(caCertId === undefined ? {} : { caCertId }),
    pss: flagged(certificate["is_rsassa_pss"]),
    ...(dcvScope === undefined ? {} : { dcvScope }),
  };
};

/** Names the members of `certificate` that are missing, as one answer. */
export const requireCertificate = (body: Body, fields: readonly string[]): void => {
  const certificate = objectOf(body["certificate"]);
  const missing = (path: string): boolean => {
    const value = path.split(".").reduce<unknown>((inside, name) => objectOf(inside)[name], certificate);
    return !has(value) || (Array.isArray(value) && value.length === 0);
  };
  requireParams(fields.filter(missing).map(at));
};
