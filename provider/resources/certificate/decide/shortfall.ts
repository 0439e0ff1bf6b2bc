import { allOf, isLive, type ObservedCertificate } from "../../order/observed-order";
import { isAnswerTo } from "../../order/ownership";
import { namedCertificate } from "../../wording";
import type { DecisionInput } from "./decision";
import { mismatch } from "./refusals";

/**
 * What came of our request is there, and is not what was asked for: CertCentral left something out. Asking again would bring
 * the same once more at every run. In words for the user; `undefined` when nothing of the kind is known. Pure.
 */
export const shortfall = (s: DecisionInput): string[] | undefined => {
  const { current, orderId } = s.observed;
  if (current === undefined || !isLive(current, s.now) || !isOurs(s, current)) return undefined;
  const { certificateId, serialNumber } = current;
  const name = namedCertificate({
    ...(certificateId === undefined ? {} : { certificateId }),
    ...(serialNumber === undefined ? {} : { serialNumber }),
  });
  return [
    `${name} was issued for our request on order ${orderId}, and is not what was asked for:`,
    ...mismatch(current, s.desired, s.now),
    "nothing is sent again for the same wish: have it explained in CertCentral, then change the inputs, or a value in triggers to ask once more",
  ];
};

/** By its id; where the answer told none, by its key and by who asked, as long as nothing else can be the answer. */
const isOurs = ({ observed, prior, keyUserId, now }: DecisionInput, c: ObservedCertificate): boolean => {
  const pending = prior?.pending;
  if (pending === undefined || pending.foreign === true || pending.phase === "unknown") return false;
  if (c.certificateId === undefined || prior?.knownCertificateIds.includes(c.certificateId)) return false;
  if (pending.certificateId !== undefined) return c.certificateId === pending.certificateId;
  return (
    keyUserId !== undefined &&
    c.userId === keyUserId &&
    pending.publicKeySha256 !== undefined &&
    c.key?.fingerprint === pending.publicKeySha256 &&
    !allOf(observed).some(
      (other) => isLive(other, now) && isAnswerTo(pending, other, prior?.knownCertificateIds ?? [], keyUserId),
    )
  );
};
