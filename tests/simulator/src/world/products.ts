export type Family =
  | "dv"
  | "ov"
  | "ev"
  | "private"
  | "code-signing"
  | "secure-email"
  | "client"
  | "document-signing"
  | "vmc";

export interface Product {
  nameId: string;
  name: string;
  family: Family;
  type: string;
  validationType?: string;
  group: string;
}

const TYPES: Record<Family, Pick<Product, "type" | "group"> & { validationType?: string }> = {
  dv: { type: "dv_ssl_certificate", group: "dv_ssl_certificate", validationType: "dv" },
  ov: { type: "ssl_certificate", group: "ssl_certificate", validationType: "ov" },
  ev: { type: "ssl_certificate", group: "ssl_certificate", validationType: "ev" },
  private: { type: "ssl_certificate", group: "private_ssl_certificate", validationType: "private_ssl" },
  "code-signing": { type: "code_signing_certificate", group: "code_signing_certificate", validationType: "cs" },
  "secure-email": { type: "secure_email_certificate", group: "secure_email_certificate" },
  client: { type: "client_certificate", group: "client_certificate" },
  "document-signing": {
    type: "document_signing_certificate",
    group: "document_signing_certificate",
    validationType: "ds",
  },
  vmc: { type: "verified_mark_certificate", group: "verified_mark_certificate" },
};

const CATALOGUE: Record<Family, Record<string, string>> = {
  dv: {
    ssl_dv_geotrust: "GeoTrust Standard DV",
    ssl_dv_geotrust_flex: "GeoTrust DV SSL",
    ssl_dv_rapidssl: "RapidSSL Standard DV",
    wildcard_dv_geotrust: "GeoTrust Wildcard DV",
    wildcard_dv_rapidssl: "RapidSSL Wildcard DV",
    cloud_dv_geotrust: "GeoTrust Cloud DV",
  },
  ov: {
    ssl_basic: "Basic OV",
    ssl_securesite_flex: "Secure Site OV",
    ssl_securesite_pro: "Secure Site Pro SSL",
    ssl_plus: "Standard SSL",
    ssl_multi_domain: "Multi-Domain SSL",
    ssl_wildcard: "Wildcard",
    ssl_cloud_wildcard: "Cloud Wildcard",
    ssl_geotrust_truebizid: "GeoTrust TrueBusiness ID OV",
  },
  ev: {
    ssl_ev_basic: "Basic EV",
    ssl_ev_securesite_flex: "Secure Site EV",
    ssl_ev_securesite_pro: "Secure Site Pro EV SSL",
    ssl_ev_plus: "Extended Validation SSL",
    ssl_ev_multi_domain: "EV Multi-Domain",
  },
  private: {
    private_ssl_plus: "Private SSL",
    private_ssl_wildcard: "Private Wildcard",
    private_ssl_multi_domain: "Private Multi-Domain SSL",
  },
  "code-signing": { code_signing: "Code Signing", code_signing_ev: "EV Code Signing" },
  "secure-email": {
    secure_email_mailbox: "Secure Email Mailbox",
    secure_email_individual: "Secure Email Individual",
    secure_email_sponsor: "Secure Email Sponsor",
    secure_email_organization: "Secure Email Organization",
  },
  client: { client_premium: "Premium" },
  "document-signing": {
    document_signing_org_1: "Document Signing - Organization (2000)",
    document_signing_org_2: "Document Signing - Organization (5000)",
  },
  vmc: { vmc_basic: "Verified Mark Certificate" },
};

/** https://dev.digicert.com/en/certcentral-apis/services-api/glossary.html, product identifiers: a part of them. */
export const PRODUCTS: readonly Product[] = Object.entries(CATALOGUE).flatMap(([family, products]) =>
  Object.entries(products).map(([nameId, name]) => ({
    nameId,
    name,
    family: family as Family,
    ...TYPES[family as Family],
  })),
);

export const productNamed = (nameId: string): Product | undefined => PRODUCTS.find((p) => p.nameId === nameId);

export const isTls = ({ family }: Product): boolean => ["dv", "ov", "ev", "private"].includes(family);
export const isPublicTls = ({ family }: Product): boolean => ["dv", "ov", "ev"].includes(family);
export const isCodeSigning = ({ family }: Product): boolean => family === "code-signing";
export const isSecureEmail = ({ family }: Product): boolean => family === "secure-email";

/** Public TLS loses the client authentication usage: https://knowledge.digicert.com/alerts/sunsetting-client-authentication-eku-from-digicert-public-tls-certificates */
export const CLIENT_AUTH_SUNSET = new Date("2027-03-01");
export const CLIENT_AUTH = "server_client_auth_eku";

/** The products whose reissue wants a common name; the others refuse one. */
export const wantsCommonName = (product: Product): boolean => isTls(product) || product.family === "client";
