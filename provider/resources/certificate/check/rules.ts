import { dayOf } from "../../../contract/text/dates";
import { readCsr } from "../../../pki/csr";
import type { Rule } from "../../input-check/rule";
import { familyOf } from "../../order/product-family";
import type { CertificateInputs } from "../inputs";
import { PUBLIC_TLS_PAGE_MAX_DAYS } from "../product/validity";

const keyOf = (inputs: Partial<CertificateInputs>) => {
  const read = inputs.csr === undefined ? undefined : readCsr(inputs.csr);
  return read?.ok ? read.key : undefined;
};

const isPublicTls = (inputs: Partial<CertificateInputs>): boolean =>
  inputs.product !== undefined && familyOf(inputs.product) === "public-tls";

const CURVES: ReadonlySet<string> = new Set(["P-256", "P-384", "P-521"]);

/** Rules across inputs and about keys, one fact each. */
export const rules: readonly Rule<CertificateInputs>[] = [
  {
    // CA/Browser Forum Baseline Requirements §6.1.5.
    needs: ["csr"],
    holds: (inputs) => keyOf(inputs)?.kind !== "rsa" || (keyOf(inputs)?.bits ?? 0) >= 2048,
    say: (inputs) =>
      `csr: its key is ${keyOf(inputs)?.keyType}, too weak for any product: use RSA-2048 or larger, P-256, P-384 or P-521`,
  },
  {
    needs: ["csr"],
    holds: (inputs) => keyOf(inputs)?.kind !== "ec" || CURVES.has(keyOf(inputs)?.keyType ?? ""),
    say: (inputs) => `csr: its curve is ${keyOf(inputs)?.keyType}, which no product takes: use P-256, P-384 or P-521`,
  },
  {
    needs: ["csr"],
    holds: (inputs) => keyOf(inputs)?.kind !== "other",
    say: (inputs) =>
      `csr: its key is ${keyOf(inputs)?.keyType.toUpperCase()}, which no product takes: use RSA or a NIST curve`,
  },
  {
    needs: ["validityDays", "customExpirationDate"],
    holds: ({ validityDays, customExpirationDate }) => validityDays === undefined || customExpirationDate === undefined,
    say: () => "validityDays and customExpirationDate exclude each other: set one (CertCentral would use the date)",
  },
  {
    // The page's own maximum. What DigiCert gives by then may be less: that is a warning, or a program that nobody changed
    // would fail on the day the limit falls.
    needs: ["validityDays", "product"],
    holds: (inputs) => !isPublicTls(inputs) || (inputs.validityDays ?? 0) <= PUBLIC_TLS_PAGE_MAX_DAYS,
    say: () => `validityDays: public TLS certificates live ${PUBLIC_TLS_PAGE_MAX_DAYS} days at most`,
  },
  {
    needs: ["customExpirationDate"],
    holds: ({ customExpirationDate }) =>
      customExpirationDate === undefined || dayOf(customExpirationDate) !== undefined,
    say: ({ customExpirationDate }) => `customExpirationDate: ${customExpirationDate} is no day of the calendar`,
  },
  {
    needs: ["shipInfo", "csProvisioningMethod"],
    holds: ({ shipInfo, csProvisioningMethod }) =>
      shipInfo === undefined || csProvisioningMethod === undefined || csProvisioningMethod === "ship_token",
    say: () => 'shipInfo goes with csProvisioningMethod: "ship_token" only: remove one of them',
  },
  {
    needs: ["superseded"],
    holds: ({ superseded }) => superseded?.afterHours === undefined || superseded.action === "revoke",
    say: () => 'superseded.afterHours says nothing without superseded.action: "revoke"',
  },
];
