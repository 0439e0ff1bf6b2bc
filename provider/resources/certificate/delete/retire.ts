import { partialFailureAs } from "../../../contract/partial-failure";
import type { Ctx } from "../../order/context";
import { observeOrder } from "../../order/observe";
import { allOf, isLive, type ObservedOrder, reissuePending } from "../../order/observed-order";
import { listed, namedCertificate } from "../../wording";
import type { CertificateInputs } from "../inputs";
import { dueForRetirement } from "../plan/plan";
import type { CertificateState, Superseded } from "../state";
import { revokeOurs } from "./revoke-owned";

/** Revokes the superseded certificates that the user wants gone by now; only ours are in the ledger. A `Revocation` of one waits. */
export const retire = (state: CertificateState, inputs: CertificateInputs, ctx: Ctx): Promise<CertificateState> =>
  ctx.exclusively(`order ${inputs.orderId}`, () => retireDue(state, inputs, ctx));

const retireDue = async (state: CertificateState, inputs: CertificateInputs, ctx: Ctx): Promise<CertificateState> => {
  const due = dueForRetirement(state, inputs, ctx.run.now());
  if (due.length === 0 || state.pending !== undefined) return state;
  const observed = await observeOrder(inputs.orderId, ctx, { duplicates: inputs.storeReissueAsDuplicate === true });
  const successor = allOf(observed).find(({ certificateId }) => certificateId === state.certificateId);
  // A status word that nobody knows is no end.
  if (
    successor !== undefined &&
    !isLive({ ...successor, life: successor.life === "unknown" ? "live" : successor.life }, ctx.run.now())
  ) {
    ctx.run.log.warn(
      `superseded ${listed(due.map(namedCertificate))} not revoked, for it may be all that is in use: ${namedCertificate(state)}, which took its place, is ${successor.status === "issued" ? "expired" : successor.status}; run pulumi up --refresh, which repairs that first`,
    );
    return state;
  }
  let left = state.supersededCertificates;
  const orders = new Map([[inputs.orderId, observed]]);
  const orderOf = async ({ orderId = inputs.orderId }: Superseded): Promise<ObservedOrder> => {
    const seen = orders.get(orderId) ?? (await observeOrder(orderId, ctx));
    orders.set(orderId, seen);
    return seen;
  };
  const soFar = (): CertificateState => ({ ...state, supersededCertificates: left });
  // What was revoked before the one that fails is out of the ledger.
  return partialFailureAs(String(inputs.orderId), soFar, async () => {
    for (const certificate of due) {
      const requestId = await revokeOne(certificate, inputs, await orderOf(certificate), ctx);
      // Until an administrator has decided, it is alive, and ours.
      left = left.flatMap((other) =>
        other.certificateId !== certificate.certificateId
          ? [other]
          : requestId === undefined
            ? []
            : [{ ...other, requestId }],
      );
    }
    return soFar();
  });
};

/** The request that waits for an administrator, if that is what came of it. */
const revokeOne = async (
  certificate: Superseded,
  { revocation }: CertificateInputs,
  observed: ObservedOrder,
  ctx: Ctx,
): Promise<number | undefined> => {
  const { certificateId } = certificate;
  if (allOf(observed).find((c) => c.certificateId === certificateId)?.status === "revoked") return undefined;
  const name = `superseded ${namedCertificate(certificate)} (order ${observed.orderId})`;
  const how = { ...revocation, reason: revocation?.reason ?? "superseded" };
  const revoked = await revokeOurs({ target: { certificateId }, name, observed, how, blocked }, ctx);
  if (revoked.is === "revoked") return undefined;
  ctx.run.log.warn(`not revoked yet: request ${revoked.requestId} to revoke ${name} waits for an administrator`);
  return revoked.requestId;
};

const blocked = (observed: ObservedOrder): string[] | undefined => {
  if (!reissuePending(observed)) return undefined;
  const requests = observed.openReissueRequests;
  return [
    `order ${observed.orderId} has a pending reissue${requests.length > 0 ? ` (request ${listed(requests.map(String))})` : ""}, and DigiCert revokes nothing while it is pending`,
    'let it finish or have it cancelled in CertCentral, then run pulumi up again, or set superseded: { action: "keep" }',
  ];
};
