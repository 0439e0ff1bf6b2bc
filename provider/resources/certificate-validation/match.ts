import { nameSet, without } from "../../pki/names";
import { readIssuanceKey } from "../certificate/transitions/issuance-key";
import { allOf, type CertificateFacts, isLive, type OrderFacts } from "../order/observed-order";
import type { ValidationInputs } from "./inputs";

/** Which certificate of the order is the one that was asked for, as far as its lists tell. */
export type Answer =
  /** `proven`: by its id, or because it is new and carries the key and names that were asked for. */
  | { readonly is: "there"; readonly certificate: CertificateFacts; readonly proven: boolean }
  /** Nothing new is there. */
  | { readonly is: "nowhere" }
  /** Somebody else's is there instead. */
  | { readonly is: "another"; readonly certificate: CertificateFacts }
  /** Several could be it. */
  | { readonly is: "doubtful"; readonly certificates: readonly CertificateFacts[] };

/** Pure. Nothing is taken by its position or date, nor what was there before it was asked for. */
export const answerIn = (facts: OrderFacts, inputs: ValidationInputs, now: Date): Answer => {
  const { duplicate, certificateId, before } = readIssuanceKey(inputs.issuanceKey);
  if (certificateId !== undefined) {
    const certificate = allOf(facts).find((c) => c.certificateId === certificateId);
    return certificate?.serialNumber !== undefined || certificate?.status === "issued"
      ? { is: "there", certificate, proven: true }
      : { is: "nowhere" };
  }
  const isNews = (c: CertificateFacts): boolean => c.certificateId !== undefined && !before.includes(c.certificateId);
  if (duplicate) {
    const fitting = facts.others.filter((c) => c.duplicate && isLive(c, now) && isNews(c) && isWanted(c, inputs));
    const [certificate] = fitting;
    if (certificate === undefined) return { is: "nowhere" };
    return fitting.length > 1
      ? { is: "doubtful", certificates: fitting }
      : { is: "there", certificate, proven: inputs.publicKeySha256 !== undefined };
  }
  const { primary } = facts;
  if (primary === undefined || !isNews(primary)) return { is: "nowhere" };
  if (!carries(primary, inputs)) return { is: "another", certificate: primary };
  const proven = before.length > 0 && inputs.publicKeySha256 !== undefined && isWanted(primary, inputs);
  return { is: "there", certificate: primary, proven };
};

const carries = ({ key }: CertificateFacts, { publicKeySha256 }: ValidationInputs): boolean =>
  publicKeySha256 === undefined || key === undefined || key.fingerprint === publicKeySha256;

const isWanted = (c: CertificateFacts, inputs: ValidationInputs): boolean =>
  carries(c, inputs) && (!c.namesTold || without(nameSet(inputs.names ?? []), c.names).length === 0);
