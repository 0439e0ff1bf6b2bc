import { anyCertificateOf } from "../../../claims/words";
import { partialFailureAs } from "../../../contract/partial-failure";
import type { Ctx } from "../../order/context";
import { observeLeft, observeOrder } from "../../order/observe";
import { allOf, mayLive, type ObservedOrder, reissuePending } from "../../order/observed-order";
import { listed, namedCertificate } from "../../wording";
import type { CertificateInputs } from "../inputs";
import { dueForRetirement } from "../plan/plan";
import type { CertificateState, Superseded } from "../state";
import { leftToOthers } from "./left-to-others";
import { revokeOurs } from "./revoke-owned";

/** Revokes the superseded certificates that the user wants gone by now; only ours are in the ledger. A `Revocation` of one waits. */
export const retire = (state: CertificateState, inputs: CertificateInputs, ctx: Ctx): Promise<CertificateState> =>
  ctx.exclusively(`order ${inputs.orderId}`, () => retireDue(state, inputs, ctx));

const retireDue = async (state: CertificateState, inputs: CertificateInputs, ctx: Ctx): Promise<CertificateState> => {
  const due = dueForRetirement(state, inputs, ctx.run.now());
  if (due.length === 0 || state.pending !== undefined) return state;
  const observed = await observeOrder(inputs.orderId, ctx, { duplicates: inputs.storeReissueAsDuplicate === true });
  const successor = allOf(observed).find(({ certificateId }) => certificateId === state.certificateId);
  if (successor !== undefined && !mayLive(successor, ctx.run.now())) {
    ctx.run.log.warn(
      `superseded ${listed(due.map(namedCertificate))} not revoked, for it may be all that is in use: ${namedCertificate(state)}, which took its place, is ${successor.status === "issued" ? "expired" : successor.status}; run pulumi up --refresh, which repairs that first`,
    );
    return state;
  }
  let left = state.supersededCertificates;
  const orders = new Map([[inputs.orderId, observed]]);
  const orderOf = async ({ orderId = inputs.orderId, ...certificate }: Superseded): Promise<ObservedOrder> => {
    const wayOut = `superseded ${namedCertificate(certificate)} is of that order: to leave it alive, set superseded: { action: "keep" }`;
    const seen = orders.get(orderId) ?? (await observeLeft(orderId, wayOut, ctx));
    orders.set(orderId, seen);
    return seen;
  };
  const soFar = (): CertificateState => ({ ...state, supersededCertificates: left });
  // What was revoked before the one that fails is out of the ledger.
  return partialFailureAs(String(inputs.orderId), soFar, async () => {
    for (const certificate of due) {
      const its = await orderOf(certificate);
      const rest = stays(certificate, inputs, its, ctx) ?? entryOf(await revokeOne(certificate, inputs, its, ctx));
      left = left.flatMap((other) =>
        other.certificateId !== certificate.certificateId ? [other] : rest === "gone" ? [] : [{ ...other, ...rest }],
      );
    }
    return soFar();
  });
};

/** What the ledger says of a certificate afterwards: nothing, or what has to be added. */
type Rest = "gone" | Partial<Superseded>;

/** Until an administrator has decided, it is alive, and ours. */
const entryOf = (requestId: number | undefined): Rest => (requestId === undefined ? "gone" : { requestId });

/**
 * It is not revoked where another resource of the program lives by it: it is that one's then. Where one may yet come to, the next run
 * knows more; of this order's own reissues none does, for two resources cannot keep one order.
 */
const stays = (
  certificate: Superseded,
  { storeReissueAsDuplicate: duplicate = false }: CertificateInputs,
  observed: ObservedOrder,
  ctx: Ctx,
): Rest | undefined => {
  const { certificateId, orderId } = certificate;
  const name = `superseded ${namedCertificate(certificate)} (order ${observed.orderId})`;
  const others = leftToOthers(certificateId, ctx);
  if (others !== undefined) {
    ctx.run.log.warn(`${name} is left alive, and forgotten here, for ${others}`);
    return "gone";
  }
  const shown = allOf(observed).find((c) => c.certificateId === certificateId);
  if (orderId === undefined && !duplicate && shown?.duplicate === false) return undefined;
  const keeper = ctx.mayBeKeptBy([anyCertificateOf(observed.orderId)]);
  if (keeper === undefined) return undefined;
  ctx.run.log.warn(
    `${name} is not revoked yet, for resource ${keeper} of this program may come to keep it; run pulumi up again, or have this resource wait for it: dependsOn: [${keeper}]`,
  );
  return {};
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
