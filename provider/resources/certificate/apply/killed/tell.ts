import type { Ctx } from "../../../order/context";
import type { ReadRequests } from "../../../order/requests/approval-requests";
import { each, namedCertificate } from "../../../wording";
import type { DecisionInput } from "../../decide/decision";
import type { CertificateState } from "../../state";
import { isKept, type Left, untoldOf } from "./untold";

/** Says what is left of it: each request, and what it led to. */
export const tellUntold = (orderId: number, left: readonly Left[], ctx: Ctx): void => {
  for (const one of left)
    ctx.run.log.warn(
      `request ${one.requestId} to reissue order ${orderId}, which a step of this resource had made before it was killed, ${fateOf(one, ctx)}`,
    );
};

const fateOf = ({ isOpen: waits, certificates }: Left, ctx: Ctx): string => {
  if (waits) return "is left as it is: have it rejected in CertCentral if it is no longer wanted";
  if (certificates.length === 0)
    return "was approved, and nothing shows what came of it: that is left alone; look for it in CertCentral";
  const ids = certificates.flatMap(({ certificateId }) => certificateId ?? []);
  const ledTo = `${ids.length > 1 ? "may have led" : "led"} to ${each(certificates.map(namedCertificate))}`;
  if (ids.some((id) => isKept(id, ctx)))
    return `${ledTo}: another resource of this program has found that and keeps it; it is left alive when that one goes, unless that says onDelete: "revoke"`;
  return `${ledTo}: this resource leaves that alone; a Revocation with certificateId: ${ids.join(" or ")} revokes it, once nobody uses it`;
};

/** What a killed step had asked for that is not what is wanted now: state comes to know its request, and nothing else will name what came of it. */
export const tellForgotten = async (
  { inputs, observed, earlier }: DecisionInput,
  prior: CertificateState | undefined,
  taken: number | undefined,
  read: ReadRequests,
  ctx: Ctx,
): Promise<void> => {
  const { left } = await untoldOf(observed, prior, read, ctx);
  const forgotten = left.filter(
    ({ requestId, isOpen: waits, certificates }) =>
      !waits &&
      !earlier?.pending?.requestIds.includes(requestId) &&
      !certificates.some(({ certificateId }) => certificateId !== undefined && certificateId === taken),
  );
  tellUntold(inputs.orderId, forgotten, ctx);
};
