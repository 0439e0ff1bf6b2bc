/** The families of products, which take different parameters on a reissue. */
export type Family =
  | "public-tls"
  | "private-tls"
  | "code-signing"
  | "secure-email"
  | "client"
  | "document-signing"
  | "vmc"
  | "unknown";

const FAMILIES: readonly (readonly [RegExp, Family])[] = [
  [/^private_ssl/, "private-tls"],
  [/^(ssl|wildcard_|cloud_)/, "public-tls"],
  [/^code_signing/, "code-signing"],
  [/^secure_email/, "secure-email"],
  [/^client_/, "client"],
  [/^document_signing/, "document-signing"],
  [/^(vmc|verified_mark)/, "vmc"],
];

/** By product identifier (`ssl_basic`, `code_signing_ev`, …); one we do not know is `unknown`, and no rule is applied to it. */
export const familyOf = (productNameId: string): Family =>
  FAMILIES.find(([pattern]) => pattern.test(productNameId))?.[1] ?? "unknown";

/**
 * Whether a reissue must name a common name: for TLS and for client certificates that are not S/MIME. For the others it
 * must be left out (https://dev.digicert.com/certcentral-apis/services-api/orders/reissue-certificate.html, `common_name`).
 */
export const takesCommonName = (family: Family): boolean =>
  family === "public-tls" || family === "private-tls" || family === "client" || family === "unknown";

/** `dns_names` is for TLS and verified mark certificates. */
export const takesDnsNames = (family: Family): boolean =>
  family === "public-tls" || family === "private-tls" || family === "vmc" || family === "unknown";
