import { present } from "../../../contract/present";
import type { Ctx } from "../../order/context";
import type { ObservedOrder } from "../../order/observed-order";
import { each, namedCertificate } from "../../wording";
import type { Decision, DecisionInput } from "../decide/decision";
import { mayBeOurs } from "../decide/pending-reissue";
import type { CertificateInputs } from "../inputs";
import { productWarnings } from "../plan/warnings";
import { sentence } from "../reasons";

/*
 * What people are warned of before a step does what it has decided.
 */

/** A create is never planned by us; an update has said it in its plan. */
export const warnOfProduct = (inputs: CertificateInputs, { productNameId }: ObservedOrder, { run }: Ctx): void => {
  for (const warning of productWarnings(productNameId, inputs, run.now())) run.log.warn(sentence(warning));
};

/** What a killed step had asked for, where the row that is carried out lets nothing be cancelled. */
export const warnOfOpen = (requestIds: readonly number[], { run }: Ctx): void => {
  if (requestIds.length > 0)
    run.log.warn(
      `request ${each(requestIds.map(String))}, of an earlier run that was stopped, is still open: have it cancelled in CertCentral, for it is not wanted any more`,
    );
};

/** What lives beside the certificate that is taken and may be what our request brought: nothing else will name it. */
export const warnOfUnproven = (
  input: DecisionInput,
  { certificate, ours }: Extract<Decision, { do: "adopt" }>,
  { run }: Ctx,
): void => {
  if (ours || input.prior?.pending === undefined) return;
  const others = mayBeOurs(input).filter((c) => c !== certificate);
  if (others.length > 0)
    run.log.warn(
      `${each(others.map((c) => namedCertificate(present({ ...c, notAfter: c.validTill }))))} may have come of our request, and nothing proves it: this resource leaves it alone; a Revocation with its certificateId revokes it, once nobody uses it`,
    );
};

export const warnOfRemoval = ({ removed, revoked }: Extract<Decision, { do: "reissue" }>, { run }: Ctx): void => {
  if (removed.length > 0)
    run.log.warn(
      `removes ${each(removed)}: DigiCert revokes every earlier certificate of the order within 72 hours of the new issuance, among them ${each(revoked.map(namedCertificate))}`,
    );
};
