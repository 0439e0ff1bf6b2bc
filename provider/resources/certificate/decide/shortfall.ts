import { present } from "../../../contract/present";
import type { ObservedCertificate } from "../../order/observed-order";
import { namedCertificate } from "../../wording";
import type { DecisionInput } from "./decision";
import { mismatch } from "./refusals";

/**
 * What came of our request is there, and is not what was asked for: CertCentral left something out. Asking again would bring
 * the same once more at every run. In words for the user. Pure.
 */
export const shortfall = (
  answer: ObservedCertificate,
  { observed, desired, now }: Pick<DecisionInput, "observed" | "desired" | "now">,
): string[] => {
  const { certificateId, serialNumber } = answer;
  const name = namedCertificate(present({ certificateId, serialNumber }));
  return [
    `${name} was issued for our request on order ${observed.orderId}, and is not what was asked for:`,
    ...mismatch(answer, desired, now),
    "nothing is sent again for the same wish: have it explained in CertCentral, then change the inputs, or a value in triggers to ask once more",
  ];
};
