import type { CertificateSpec } from "../../../pki/certificate-spec";
import { addedByCa } from "../../../pki/names/names";
import { isLive, type ObservedCertificate, type ObservedOrder } from "../../order/observed-order";
import { answerOn, lackingAnswerOn, mayYetBeTold, type OurRequest } from "../../order/ownership/ownership";
import { fitOf } from "../desired/match";
import type { CertificateState } from "../state";

/** What has come of what state waits for. */
export type IssuanceOutcome =
  | { readonly is: "issued"; readonly certificate: ObservedCertificate; readonly ours: boolean }
  /** Issued for our request, and not what was asked for. */
  | { readonly is: "shortfall"; readonly certificate: ObservedCertificate }
  /** `unlisted`: it may be here, and a list that is behind may yet say so. */
  | { readonly is: "waiting"; readonly unlisted?: true };

interface Shown {
  readonly observed: ObservedOrder;
  readonly desired: CertificateSpec;
  readonly request: OurRequest;
  /** Whether lists have had the time that they may be behind. */
  readonly isLagOver: boolean;
  readonly now: Date;
}

/**
 * The answer to our request, where one is proven; else a new current certificate of the order that is just as wanted, whoever
 * asked for it. An issuer may sign ours with a hash of its own. Pure.
 */
export const issuanceOutcome = (
  prior: CertificateState,
  { observed, desired, request, isLagOver, now }: Shown,
): IssuanceOutcome => {
  const answer = answerOn(observed, request);
  const { signatureHash: _, ...anyHash } = desired;
  const fits = (c: ObservedCertificate, wanted: CertificateSpec) =>
    fitOf(c, wanted, [...prior.caNames, ...c.names.filter((name) => addedByCa(name, wanted.names))]);
  if (answer !== undefined && isLive(answer, now))
    return fits(answer, anyHash) === "no"
      ? { is: "shortfall", certificate: answer }
      : { is: "issued", certificate: answer, ours: true };
  const { current } = observed;
  const isUnseen = current?.certificateId !== undefined && !prior.knownCertificateIds.includes(current.certificateId);
  if (current !== undefined && isUnseen && isLive(current, now) && fits(current, desired) === "yes") {
    if (!isLagOver && mayYetBeTold(observed, current, request)) return { is: "waiting", unlisted: true };
    return { is: "issued", certificate: current, ours: false };
  }
  const lacking = lackingAnswerOn(observed, request);
  return lacking !== undefined && isLive(lacking, now) ? { is: "shortfall", certificate: lacking } : { is: "waiting" };
};
