import { dayOf } from "../../../contract/text/dates";
import { familyOf } from "../../order/product-family";
import type { CertificateInputs } from "../inputs";

export const DAY = 86_400_000;

/**
 * The longest life DigiCert gives a public TLS certificate, by day of issuance
 * (https://docs.digicert.com/manage-certificates/end-2-year-public-ssl-certificates). The step of 2027 is DigiCert's
 * expected figure under the CA/Browser Forum's 100 days; the other two are announced.
 */
export const PUBLIC_TLS_MAX_DAYS = [
  { from: "2026-02-24", days: 199 },
  { from: "2027-03-15", days: 99 },
  { from: "2029-03-15", days: 46 },
] as const;

/** What the reissue page takes for `cert_validity.days`, whatever DigiCert makes of it. */
export const PUBLIC_TLS_PAGE_MAX_DAYS = 199;

/** Days; 397 before the first step. */
export const publicTlsMaxDays = (at: Date): number =>
  PUBLIC_TLS_MAX_DAYS.findLast(({ from }) => at.getTime() >= Date.parse(from))?.days ?? 397;

/** Early renewal unless the user says otherwise: a third of the certificate's life, at most 30 days. */
export const defaultMinDays = (notBefore: Date, notAfter: Date): number =>
  Math.min(30, Math.floor((notAfter.getTime() - notBefore.getTime()) / DAY / 3));

export const daysLeft = (notAfter: Date, now: Date): number => Math.floor((notAfter.getTime() - now.getTime()) / DAY);

/** The last moment of a plain date (`yyyy-MM-dd`), in UTC. */
export const endOfDay = (date: string): number => Date.parse(date) + DAY - 1;

export interface Lifetime {
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** End of the order's coverage, `yyyy-MM-dd`. */
  readonly orderValidTill?: string | undefined;
  readonly productNameId?: string | undefined;
}

/**
 * Whether a certificate issued now would outlive the current one by at least a day. One that does not would be
 * reissued again at the next `up`, for ever.
 */
export const wouldOutlive = (
  life: Lifetime,
  asked: Pick<CertificateInputs, "validityDays" | "customExpirationDate">,
  now: Date,
): boolean => {
  const longest = life.notAfter.getTime() - life.notBefore.getTime();
  const inputs =
    asked.customExpirationDate !== undefined
      ? endOfDay(dayOf(asked.customExpirationDate) ?? asked.customExpirationDate)
      : now.getTime() + (asked.validityDays === undefined ? longest : asked.validityDays * DAY);
  const family = familyOf(life.productNameId);
  const limited = family === "public-tls" || family === "unknown";
  const cap = limited ? now.getTime() + publicTlsMaxDays(now) * DAY : Infinity;
  const covered = life.orderValidTill === undefined ? Infinity : endOfDay(life.orderValidTill);
  return Math.min(inputs, cap, covered) >= life.notAfter.getTime() + DAY;
};
