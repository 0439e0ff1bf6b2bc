import { revoke } from "../revoking";
import { allOf } from "./facts";
import type { CertificateInputs } from "./inputs";
import { type Ctx, look } from "./look";
import { dueForRetirement } from "./plan";
import { namedCertificate } from "./reasons";
import { targetLook } from "./remove";
import type { CertificateState } from "./state";

/** Revokes the superseded certificates that the user wants gone by now; only ours are in the ledger. */
export const retire = async (
  state: CertificateState,
  inputs: CertificateInputs,
  ctx: Ctx,
): Promise<CertificateState> => {
  const due = dueForRetirement(state, inputs, ctx.run.now());
  if (due.length === 0 || state.pending !== undefined) return state;
  const facts = await look(inputs.orderId, ctx, { duplicates: inputs.storeReissueAsDuplicate === true });
  let left = state.supersededCertificates;
  for (const certificate of due) {
    const seen = allOf(facts).find((c) => c.certificateId === certificate.certificateId);
    let requestId: number | undefined;
    if (seen?.status !== "revoked") {
      const name = `superseded ${namedCertificate(certificate)} (order ${inputs.orderId})`;
      const { reason = "superseded", comments, skipApproval } = inputs.revocation ?? {};
      const revoked = await revoke(
        {
          target: { certificate: certificate.certificateId },
          name,
          look: targetLook(inputs.orderId, certificate.certificateId, facts, ctx),
          reason,
          ...(comments === undefined ? {} : { comments }),
          ...(skipApproval === undefined ? {} : { skipApproval }),
        },
        ctx,
      );
      if (revoked.is === "requested") requestId = revoked.requestId;
      if (revoked.is === "requested")
        ctx.run.log.warn(`not revoked yet: request ${revoked.requestId} to revoke ${name} waits for an administrator`);
    }
    // Until an administrator has decided, it is alive, and ours.
    left = left.flatMap((other) =>
      other.certificateId !== certificate.certificateId
        ? [other]
        : requestId === undefined
          ? []
          : [{ ...other, requestId }],
    );
  }
  return { ...state, supersededCertificates: left };
};
