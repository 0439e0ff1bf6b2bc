import type { CertificateSpec } from "../../../pki/certificate-spec";
import { isOpen, isRejected, ownRequests } from "../../order/approval-requests";
import type { Ctx } from "../../order/context";
import { downloadLeaf } from "../../order/download";
import { keyUser } from "../../order/key-user";
import { observeOrder } from "../../order/observe";
import { hasUnseen, isLive, type ObservedOrder } from "../../order/observed-order";
import { isOwnCancel } from "../../revoke/cancel-reissue";
import { needsNewCertificate } from "../decide/adopt";
import type { DecisionInput } from "../decide/decision";
import { desiredOf } from "../desired/desired";
import { selectDuplicate } from "../desired/match";
import type { CertificateInputs } from "../inputs";
import type { Reason } from "../reasons";
import type { CertificateState } from "../state";
import { pendingDesired } from "../transitions/next-state";
import { rejection, vanished } from "../transitions/rejection";

/** What an order shows, as far as a decision needs it, and what became of what we had asked for. */
export interface Seen {
  readonly decisionInput: DecisionInput;
  /** We had cancelled it ourselves, and did not get to write it down. */
  readonly takenBack?: boolean;
  /** The state that remembers a rejection of ours. */
  readonly rejected?: CertificateState;
}

/** The live facts, and what became of our own requests. */
export const observe = async (
  inputs: CertificateInputs,
  prior: CertificateState | undefined,
  reasons: readonly Reason[],
  ctx: Ctx,
): Promise<Seen> => {
  const duplicates = inputs.storeReissueAsDuplicate === true;
  const seen = await observeOrder(inputs.orderId, ctx, { duplicates });
  const requests = await ownRequests(prior?.pending?.requestIds ?? [], ctx);
  const desired = desiredOf(inputs, liveNames(seen, prior));
  const kept = duplicates
    ? selectDuplicate(seen, desired, prior?.certificateId, prior?.knownCertificateIds ?? [], ctx.run.now())
    : seen;
  const observed = await withKeyOfCurrent(kept, desired, prior, ctx);
  const decisionInput: DecisionInput = {
    inputs,
    desired,
    observed,
    prior,
    reasons,
    ownOpenRequests: requests.filter(isOpen).map(({ requestId }) => requestId),
    keyUserId: await keyUser(prior?.pending, requests, ctx, { inDoubt: inDoubt(observed, prior, reasons) }),
    now: ctx.run.now(),
  };
  if (prior?.pending && requests.length > 0 && requests.every(isOwnCancel)) return { decisionInput, takenBack: true };
  const refused = prior?.pending
    ? (requests.find(isRejected) ?? vanished({ prior, observed, keyUserId: decisionInput.keyUserId }, requests))
    : undefined;
  return prior?.pending && refused !== undefined
    ? { decisionInput, rejected: rejection(prior, refused, pendingDesired(prior, observed)).state }
    : { decisionInput };
};

/** Orders whose keys were made on tokens show no CSR: what our wish for a key is held against is then told by state, or by the certificate. */
const withKeyOfCurrent = async (
  observed: ObservedOrder,
  desired: CertificateSpec,
  prior: CertificateState | undefined,
  ctx: Ctx,
): Promise<ObservedOrder> => {
  const { current } = observed;
  const id = current?.certificateId;
  if (desired.key === undefined || current === undefined || current.key !== undefined || id === undefined)
    return observed;
  if (!isLive(current, ctx.run.now())) return observed;
  const known = prior?.certificateId === id ? prior : await downloadLeaf(id, current.serialNumber, { names: [] }, ctx);
  if (known.publicKeySha256 === undefined) return observed;
  const key = { fingerprint: known.publicKeySha256, name: known.keyType ?? "key" };
  return { ...observed, current: { ...current, key } };
};

/** Whether it matters who asked for a certificate that state does not know: only ours is the answer to a trigger. */
const inDoubt = (observed: ObservedOrder, prior: CertificateState | undefined, reasons: readonly Reason[]): boolean =>
  prior !== undefined && reasons.some(needsNewCertificate) && hasUnseen(observed, prior.knownCertificateIds);

/** What a wish without opinion borrows: the live certificate's names, or those already asked for. */
const liveNames = (observed: ObservedOrder, prior: CertificateState | undefined) =>
  prior?.pending
    ? { commonName: observed.primary?.commonName, names: prior.pending.names, product: observed.productNameId }
    : {
        commonName: observed.primary?.commonName,
        names: observed.primary?.names ?? [],
        caNames: prior?.caNames ?? [],
        product: observed.productNameId,
      };
