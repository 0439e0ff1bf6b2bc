import { DAY, earliest, endOfDays, startOfDay } from "../dates";
import { isCodeSigning, isPublicTls, type Product } from "../products";

/** https://docs.digicert.com/manage-certificates/end-2-year-public-ssl-certificates. The step of 2027 is UNCONFIRMED at DigiCert. */
const STEPS: readonly (readonly [string, number])[] = [
  ["2029-03-15", 46],
  ["2027-03-15", 99],
  ["2026-02-24", 199],
];

/** Known from a client in use. */
const CODE_SIGNING_SHORTER = new Date("2026-03-01");

export const longestDays = (product: Product, at: Date): number => {
  if (isCodeSigning(product) && at >= CODE_SIGNING_SHORTER) return 459;
  if (!isPublicTls(product)) return 1095;
  return STEPS.find(([from]) => at.getTime() >= Date.parse(from))?.[1] ?? 397;
};

export interface Wish {
  days?: number;
  till?: Date;
  /** A lever's wish: honoured whatever the account and the order are like. */
  certain?: boolean;
}

export interface Period {
  from: Date;
  till: Date;
}

/**
 * The life of a certificate issued at `at`. A wish counts only with Multi-year Plans and an order longer than a year;
 * whatever is wished, the product's maximum and the order's end cut it.
 */
export const periodOf = (
  at: Date,
  product: Product,
  order: { from: Date; till: Date },
  wish: Wish | undefined,
  multiYearPlan: boolean,
): Period => {
  const from = startOfDay(at);
  const longest = endOfDays(from, longestDays(product, at));
  const most = earliest(longest, order.till);
  const longerThanYear = order.till.getTime() - startOfDay(order.from).getTime() > 365 * DAY;
  const counts = wish?.certain === true || (multiYearPlan && longerThanYear);
  const wished = counts
    ? (wish?.till ?? (wish?.days === undefined ? undefined : endOfDays(from, wish.days)))
    : undefined;
  return { from, till: wished === undefined ? most : earliest(wished, most) };
};
