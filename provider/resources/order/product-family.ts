import { memo } from "../../pki/memo";

/** The families of products, which take different parameters on a reissue. */
export type ProductFamily =
  | "public-tls"
  | "private-tls"
  | "code-signing"
  | "secure-email-individual"
  | "secure-email-sponsor"
  | "secure-email-organization"
  | "client"
  | "document-signing"
  | "vmc"
  | "unknown";

/** Product identifiers (`GET /product`), most telling beginnings first. */
const FAMILIES: readonly (readonly [RegExp, ProductFamily])[] = [
  [/^private_ssl/, "private-tls"],
  [/^(ssl|wildcard_|cloud_)/, "public-tls"],
  [/^code_signing/, "code-signing"],
  [/^secure_email_sponsor/, "secure-email-sponsor"],
  [/^secure_email_organization/, "secure-email-organization"],
  [/^secure_email_(individual|mailbox)/, "secure-email-individual"],
  [/^client_/, "client"],
  [/^document_signing/, "document-signing"],
  [/^(vmc|verified_mark)/, "vmc"],
];

const familyNamed = memo(
  (productNameId): ProductFamily => FAMILIES.find(([pattern]) => pattern.test(productNameId))?.[1] ?? "unknown",
);

/** By product identifier (`ssl_basic`, `code_signing_ev`, …); one we do not know is `unknown`, and no rule is applied to it. */
export const familyOf = (productNameId: string | undefined): ProductFamily => familyNamed(productNameId ?? "");

/** Domain validated: no organization, and control of the names is proven anew for every certificate. */
export const isDomainValidated = (productNameId: string): boolean => /(^|_)dv(_|$)/.test(productNameId);

/** What a certificate of the family speaks for: host names, mailboxes, or nothing that a request could list. */
export const namesOfFamily = (family: ProductFamily): "hosts" | "mailboxes" | "none" => {
  switch (family) {
    case "public-tls":
    case "private-tls":
    case "vmc":
    case "unknown":
      return "hosts";
    case "client":
    case "secure-email-individual":
    case "secure-email-sponsor":
    case "secure-email-organization":
      return "mailboxes";
    case "code-signing":
    case "document-signing":
      return "none";
  }
};

/**
 * Whether the common name is one of the names: in TLS certificates it is. The common name of a mark certificate is its owner,
 * and its request carries none. A product we do not know is taken for TLS.
 */
export const commonNameIsName = (family: ProductFamily): boolean =>
  namesOfFamily(family) === "hosts" && family !== "vmc";

/**
 * Whether removing a name makes DigiCert revoke the order's earlier certificates: documented for TLS only
 * (https://docs.digicert.com/manage-certificates/reissue-ssltls-certificate/). A product we do not know is taken for TLS.
 */
export const sanRemovalRevokes = (productNameId: string | undefined): boolean => {
  const family = familyOf(productNameId);
  return family === "public-tls" || family === "private-tls" || family === "unknown";
};
