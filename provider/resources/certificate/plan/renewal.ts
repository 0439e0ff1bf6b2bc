import { present } from "../../../contract/present";
import { dayOf } from "../../../contract/text/dates";
import type { CertificateInputs } from "../inputs";
import { DAY, daysLeft, defaultMinDays, endOfDay, wouldOutlive } from "../product/validity";
import type { DriftReason, Reason } from "../reasons";
import type { CertificateState } from "../state";
import { ended } from "./ended";

/** Early renewal. Decided from state, so that the preview shows it first. */
export const ageing = (
  prior: CertificateState,
  inputs: CertificateInputs,
  now: Date,
): { reasons: DriftReason[]; warnings: Reason[] } => {
  if (prior.notBefore === undefined || prior.notAfter === undefined || inputs.minDaysRemaining === 0)
    return { reasons: [], warnings: [] };
  const [notBefore, notAfter] = [new Date(prior.notBefore), new Date(prior.notAfter)];
  if (notAfter.getTime() <= now.getTime())
    return { reasons: [{ code: "expired", notAfter: prior.notAfter }], warnings: [] };
  const lifeDays = Math.round((notAfter.getTime() - notBefore.getTime()) / DAY);
  const longest = Math.floor((lifeDays * 2) / 3);
  const asked = inputs.minDaysRemaining ?? defaultMinDays(notBefore, notAfter);
  const minDays = Math.min(asked, longest);
  // Without a limit, a number that was small when lives were long would reissue at every run once they are short.
  const capped: Reason[] = asked > longest ? [{ code: "min-days-capped", asked, lifeDays, counted: minDays }] : [];
  if (notAfter.getTime() - now.getTime() >= minDays * DAY) return { reasons: [], warnings: capped };
  const life = { notBefore, notAfter, orderValidTill: prior.orderValidTill, productNameId: prior.productNameId };
  if (wouldOutlive(life, inputs, now))
    return {
      reasons: [{ code: "expires-soon", daysLeft: daysLeft(notAfter, now), minDays, notAfter: prior.notAfter }],
      warnings: capped,
    };
  return { reasons: [], warnings: tooShort(prior, prior.notAfter, inputs, now) };
};

/** The end of the certificate in use, where it is near and what is asked for or waited for now has not come. Said beside that: nothing is done for it. */
export const endsMeanwhile = (prior: CertificateState, inputs: CertificateInputs, now: Date): Reason[] => {
  if (ended(prior, now) !== undefined) return [];
  const { reasons, warnings } = ageing(prior, inputs, now);
  return [...reasons, ...warnings].flatMap((reason): Reason[] =>
    "daysLeft" in reason ? [{ code: "ends-meanwhile", daysLeft: reason.daysLeft, notAfter: reason.notAfter }] : [],
  );
};

/** What keeps a new certificate from outliving the current one, where the user can do something about it. */
const tooShort = (prior: CertificateState, notAfter: string, inputs: CertificateInputs, now: Date): Reason[] => {
  const needed = Date.parse(notAfter) + DAY;
  const { orderValidTill, renewedOrderId } = prior;
  const left = daysLeft(new Date(notAfter), now);
  if (orderValidTill !== undefined && endOfDay(orderValidTill) < needed) {
    const { orderId } = prior.requestedInputs;
    const renewed = present({ renewedOrderId });
    return [{ code: "coverage-ends", orderId, orderValidTill, notAfter, daysLeft: left, ...renewed }];
  }
  const date = inputs.customExpirationDate === undefined ? undefined : dayOf(inputs.customExpirationDate);
  return date !== undefined && endOfDay(date) < needed
    ? [{ code: "asked-no-longer", daysLeft: left, notAfter, date }]
    : [];
};
