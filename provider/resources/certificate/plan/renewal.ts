import { dayOf } from "../../../certcentral";
import type { CertificateInputs } from "../inputs";
import { DAY, daysLeft, defaultMinDays, endOfDay, wouldOutlive } from "../product/validity";
import type { Reason } from "../reasons";
import type { CertificateState } from "../state";

/** Early renewal. Decided from state, so that the preview shows it first. */
export const ageing = (
  was: CertificateState,
  wanted: CertificateInputs,
  now: Date,
): { because: Reason[]; warnings: Reason[] } => {
  if (was.notBefore === undefined || was.notAfter === undefined || wanted.minDaysRemaining === 0)
    return { because: [], warnings: [] };
  const [notBefore, notAfter] = [new Date(was.notBefore), new Date(was.notAfter)];
  if (notAfter.getTime() <= now.getTime())
    return { because: [{ code: "expired", notAfter: was.notAfter }], warnings: [] };
  const lifeDays = Math.round((notAfter.getTime() - notBefore.getTime()) / DAY);
  const longest = Math.floor((lifeDays * 2) / 3);
  const asked = wanted.minDaysRemaining ?? defaultMinDays(notBefore, notAfter);
  const minDays = Math.min(asked, longest);
  // Without a limit, a number that was small when lives were long would reissue at every run once they are short.
  const capped: Reason[] = asked > longest ? [{ code: "min-days-capped", asked, lifeDays, counted: minDays }] : [];
  if (notAfter.getTime() - now.getTime() >= minDays * DAY) return { because: [], warnings: capped };
  const life = { notBefore, notAfter, orderValidTill: was.orderValidTill, productNameId: was.productNameId };
  if (wouldOutlive(life, wanted, now))
    return { because: [{ code: "expires-soon", daysLeft: daysLeft(notAfter, now), minDays }], warnings: capped };
  return { because: [], warnings: tooShort(was, was.notAfter, wanted, now) };
};

/** What keeps a new certificate from outliving the current one, where the user can do something about it. */
const tooShort = (was: CertificateState, notAfter: string, wanted: CertificateInputs, now: Date): Reason[] => {
  const needed = Date.parse(notAfter) + DAY;
  const { orderValidTill } = was;
  if (orderValidTill !== undefined && endOfDay(orderValidTill) < needed)
    return [{ code: "coverage-ends", orderId: was.asked.orderId, orderValidTill, notAfter }];
  const date = wanted.customExpirationDate === undefined ? undefined : dayOf(wanted.customExpirationDate);
  return date !== undefined && endOfDay(date) < needed
    ? [{ code: "asked-no-longer", daysLeft: daysLeft(new Date(notAfter), now), date }]
    : [];
};
