import { anyCertificateOf, anyDuplicateOf } from "../../../claims/words";
import { partialFailureAs } from "../../../contract/partial-failure";
import type { Ctx } from "../../order/context";
import { observeLeft, observeOrder } from "../../order/observe";
import { allOf, mayLive, type ObservedOrder, reissuePending } from "../../order/observed-order";
import { each, namedCertificate } from "../../wording";
import type { CertificateInputs } from "../inputs";
import { dueForRetirement } from "../plan/plan";
import type { CertificateState, Superseded } from "../state";
import { leftToOthers } from "./left-to-others";
import { revokeOurs } from "./revoke-owned";

/**
 * Revokes the superseded certificates that the user wants gone by now; only ours are in the ledger. A `Revocation` of one waits, and
 * whoever works on their order, one order after the other: who held two could wait for somebody who waits for him.
 */
export const retire = async (
  state: CertificateState,
  inputs: CertificateInputs,
  ctx: Ctx,
): Promise<CertificateState> => {
  const due = dueForRetirement(state, inputs, ctx.run.now());
  if (due.length === 0 || state.pending !== undefined) return state;
  let left = state.supersededCertificates;
  const retireOn = async (observed: ObservedOrder): Promise<void> => {
    for (const certificate of due.filter(({ orderId = inputs.orderId }) => orderId === observed.orderId)) {
      const rest = stays(certificate, observed, ctx) ?? entryOf(await revokeOne(certificate, inputs, observed, ctx));
      left = left.flatMap((other) =>
        other.certificateId !== certificate.certificateId ? [other] : rest === "gone" ? [] : [{ ...other, ...rest }],
      );
    }
  };
  const soFar = (): CertificateState => ({ ...state, supersededCertificates: left });
  // What was revoked before the one that fails is out of the ledger.
  return partialFailureAs(String(inputs.orderId), soFar, async () => {
    const isSucceeded = await ctx.exclusively(`order ${inputs.orderId}`, async () => {
      // What it has replaced may have been a duplicate, though it keeps the order's own certificate by now.
      const observed = await observeOrder(inputs.orderId, ctx, { duplicates: true });
      const isThere = isSuccessorThere(state, observed, due, ctx);
      if (isThere) await retireOn(observed);
      return isThere;
    });
    if (!isSucceeded) return state;
    for (const [orderId, certificate] of new Map(due.map((each) => [each.orderId ?? inputs.orderId, each])))
      if (orderId !== inputs.orderId)
        await ctx.exclusively(`order ${orderId}`, async () => {
          const wayOut = `superseded ${namedCertificate(certificate)} is of that order: to leave it alive, set superseded: { action: "keep" }`;
          await retireOn(await observeLeft(orderId, wayOut, ctx));
        });
    return soFar();
  });
};

/** Whether what took their place may be in use. */
const isSuccessorThere = (
  state: CertificateState,
  observed: ObservedOrder,
  due: readonly Superseded[],
  { run }: Ctx,
): boolean => {
  const successor = allOf(observed).find(({ certificateId }) => certificateId === state.certificateId);
  if (successor === undefined || mayLive(successor, run.now())) return true;
  run.log.warn(
    `superseded ${each(due.map(namedCertificate))} not revoked, for it may be all that is in use: ${namedCertificate(state)}, which took its place, is ${successor.status === "issued" ? "expired" : successor.status}; run pulumi up --refresh, which repairs that first`,
  );
  return false;
};

/** What the ledger says of a certificate afterwards: nothing, or what has to be added. */
type Rest = "gone" | Partial<Superseded>;

/** Until an administrator has decided, it is alive, and ours. */
const entryOf = (requestId: number | undefined): Rest => (requestId === undefined ? "gone" : { requestId });

/**
 * It is not revoked where another resource of the program lives by it: it is that one's then. Where one may yet come to, the next run
 * knows more. One that depends on this resource speaks too late in every run, so it waits for each once.
 */
const stays = (certificate: Superseded, observed: ObservedOrder, ctx: Ctx): Rest | undefined => {
  const { certificateId } = certificate;
  const name = `superseded ${namedCertificate(certificate)} (order ${observed.orderId})`;
  const others = leftToOthers(certificateId, ctx);
  if (others !== undefined) {
    ctx.run.log.warn(`${name} is left alone, and forgotten here, for ${others}`);
    return "gone";
  }
  const shown = allOf(observed).find((c) => c.certificateId === certificateId);
  const keeper = ctx.mayBeKeptBy([
    ...(shown?.duplicate === true ? [] : [anyCertificateOf(observed.orderId)]),
    ...(shown?.duplicate === false ? [] : [anyDuplicateOf(observed.orderId)]),
  ]);
  if (keeper === undefined) return undefined;
  const mayKeep = `resource ${keeper} of this program may come to keep it`;
  if (certificate.deferredFor !== keeper) {
    ctx.run.log.warn(
      `this resource does not revoke ${name} yet, for ${mayKeep}; the next pulumi up does, if that has spoken by then and does not keep it (dependsOn: [${keeper}])`,
    );
    return { deferredFor: keeper };
  }
  const notRevoked = `${name} is not revoked by this resource, for ${mayKeep}, and has not said by then in two runs what it keeps`;
  ctx.run.log.warn(
    `${notRevoked}; once nobody uses it, a Revocation with certificateId: ${certificateId} has it revoked`,
  );
  return { notRevoked };
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
    `order ${observed.orderId} has a pending reissue${requests.length > 0 ? ` (request ${each(requests.map(String))})` : ""}, and DigiCert revokes nothing while it is pending`,
    'let it finish or have it cancelled in CertCentral, then run pulumi up again, or set superseded: { action: "keep" }',
  ];
};
