import { nameSet, without } from "../../../pki/names/names";
import { readIssuanceId } from "../../certificate/transitions/issuance-id";
import { allOf, mayLive, type ObservedCertificate, type ObservedOrder } from "../../order/observed-order";
import type { ValidationInputs } from "../inputs";

/** Which certificate of the order is the one that was asked for, as far as its lists tell. */
export type Answer =
  /** `proven`: by its id, or because it is new and carries the key and names that were asked for. */
  | { readonly is: "there"; readonly certificate: ObservedCertificate; readonly proven: boolean }
  /** Nothing new is there. */
  | { readonly is: "nowhere" }
  /** Somebody else's is there instead. */
  | { readonly is: "another"; readonly certificate: ObservedCertificate }
  /** Several could be it. */
  | { readonly is: "doubtful"; readonly certificates: readonly ObservedCertificate[] };

/** Pure. Nothing is taken by its position or date, nor what was there before it was asked for. */
export const answerIn = (observed: ObservedOrder, inputs: ValidationInputs, now: Date): Answer => {
  const { duplicate, certificateId, before } = readIssuanceId(inputs.issuanceId);
  if (certificateId !== undefined) {
    const certificate = allOf(observed).find((c) => c.certificateId === certificateId);
    return certificate?.serialNumber !== undefined || certificate?.status === "issued"
      ? { is: "there", certificate, proven: true }
      : { is: "nowhere" };
  }
  const isUnseen = (c: ObservedCertificate): boolean =>
    c.certificateId !== undefined && !before.includes(c.certificateId);
  if (duplicate) {
    const fitting = observed.others.filter((c) => c.duplicate && mayLive(c, now) && isUnseen(c) && isWanted(c, inputs));
    const [certificate] = fitting;
    if (certificate === undefined) return { is: "nowhere" };
    return fitting.length > 1
      ? { is: "doubtful", certificates: fitting }
      : { is: "there", certificate, proven: inputs.publicKeySha256 !== undefined };
  }
  const { primary } = observed;
  if (primary === undefined || !isUnseen(primary)) return { is: "nowhere" };
  if (!carries(primary, inputs)) return { is: "another", certificate: primary };
  const proven = before.length > 0 && inputs.publicKeySha256 !== undefined && isWanted(primary, inputs);
  return { is: "there", certificate: primary, proven };
};

const carries = ({ key }: ObservedCertificate, { publicKeySha256 }: ValidationInputs): boolean =>
  publicKeySha256 === undefined || key === undefined || key.publicKeySha256 === publicKeySha256;

const isWanted = (c: ObservedCertificate, inputs: ValidationInputs): boolean =>
  carries(c, inputs) && (!c.namesTold || without(nameSet(inputs.names ?? []), c.names).length === 0);
