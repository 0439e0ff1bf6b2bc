import { type ApprovalRequest, CertCentralError } from "../../../../certcentral";
import { present } from "../../../../contract/present";
import type { Ctx } from "../../../order/context";
import type { ObservedCertificate, ObservedOrder } from "../../../order/observed-order";
import { isOpen, isRejected, type ReadRequests } from "../../../order/requests/approval-requests";
import type { NamedCertificate } from "../../../wording";
import type { CertificateState } from "../../state";
import { askedForWith, isAwaited, isProvenOwn, markedRequests } from "./requests";

/** What steps of a resource had asked for before they were killed: no state tells of it. */
export interface Untold {
  /** Nobody has decided them, and they are proven to be the resource's own: it may take them back. */
  readonly open: readonly ApprovalRequest[];
  /** What stays, whoever goes on with the order. */
  readonly left: readonly Left[];
}

/** A request that bears the resource's mark, and what is shown to have come of it and to live. */
export interface Left {
  readonly requestId: number;
  readonly isOpen: boolean;
  readonly certificates: readonly NamedCertificate[];
}

/** Looks for it: where state knows every request of the order, nothing is read. */
export const untoldOf = async (
  observed: ObservedOrder,
  prior: CertificateState | undefined,
  read: ReadRequests,
  ctx: Ctx,
): Promise<Untold> => {
  const marked = await unlessForbidden(observed.orderId, ctx, () => markedRequests(observed, prior, read, ctx));
  const open: ApprovalRequest[] = [];
  const left: Left[] = [];
  for (const request of marked) {
    if (isRejected(request) || isAwaited(request, prior)) continue;
    const { requestId } = request;
    if (isOpen(request)) {
      if (await isProvenOwn(request, ctx)) open.push(request);
      else left.push({ requestId, isOpen: true, certificates: [] });
      continue;
    }
    const certificates = cameOf(request, observed, prior);
    const alive = certificates.filter(({ life }) => life !== "ended");
    const unkept = alive.filter(({ certificateId }) => !isKept(certificateId, ctx));
    // What another resource had issued in the same minutes is no answer where there is another one.
    const led = unkept.length > 0 || alive.length < certificates.length ? unkept : alive;
    if (led.length > 0 || certificates.length === 0)
      left.push({ requestId, isOpen: false, certificates: led.map(toName) });
  }
  return { open, left };
};

/** What a request was approved for, where nothing speaks against it. */
const cameOf = (
  request: ApprovalRequest,
  observed: ObservedOrder,
  prior: CertificateState | undefined,
): ObservedCertificate[] => {
  const asker = request.requester?.userId;
  return askedForWith(request, observed, prior).filter(
    ({ certificateId, userId }) =>
      certificateId !== undefined &&
      certificateId !== prior?.pending?.certificateId &&
      (asker === undefined || userId === undefined || userId === asker),
  );
};

/** Whether another resource of the program has it now. */
export const isKept = (certificateId: number | undefined, ctx: Ctx): boolean =>
  ctx.owned(`certificate ${certificateId}`) === "now";

const toName = ({ certificateId, serialNumber, validTill }: ObservedCertificate): NamedCertificate =>
  present({ certificateId, serialNumber, notAfter: validTill });

/** A key that may not read requests keeps no delete from ending. */
const unlessForbidden = async (
  orderId: number,
  { run }: Ctx,
  look: () => Promise<ApprovalRequest[]>,
): Promise<ApprovalRequest[]> => {
  try {
    return await look();
  } catch (error) {
    if (!CertCentralError.is(error) || error.status !== 403) throw error;
    run.log.info(
      `order ${orderId} has requests that this resource does not know and that this API key may not read: one that a step made before it was killed is left as it is`,
    );
    return [];
  }
};
