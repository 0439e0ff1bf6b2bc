import type { ApprovalRequest } from "../../../certcentral";
import type { Ctx } from "../../order/context";
import { keyUser, requesterOf } from "../../order/key-user";
import { hasUnseen, type ObservedOrder } from "../../order/observed-order";
import type { OurRequest } from "../../order/ownership/ownership";
import type { Pending } from "../../order/ownership/pending";
import { reissueMarkIn } from "../../order/ownership/reissue-mark";
import { isOpen, ofOurs, ownRequests, type ReadRequests } from "../../order/requests/approval-requests";
import { needsNewCertificate } from "../decide/adopt";
import type { Reason } from "../reasons";
import type { CertificateState } from "../state";
import { untoldRequestIds } from "./killed/requests";

/** Our requests as their own pages tell, and who we are, where that decides whose something is. */
export const ourRequests = async (
  observed: ObservedOrder,
  prior: CertificateState | undefined,
  reasons: readonly Reason[],
  ctx: Ctx,
  { read = ownRequests, own = read }: { readonly read?: ReadRequests; readonly own?: ReadRequests } = {},
): Promise<{ readonly requests: readonly ApprovalRequest[]; readonly request: OurRequest }> => {
  const pending = prior?.pending?.foreign === true ? undefined : prior?.pending;
  const known = prior?.knownCertificateIds ?? [];
  const byId = await own(pending?.requestIds ?? [], ctx);
  const requester = requesterOf(byId);
  const inDoubt =
    (pending !== undefined && pending.certificateId === undefined) ||
    (prior !== undefined && reasons.some(needsNewCertificate) && hasUnseen(observed, known));
  const keyUserId = requester ?? (inDoubt ? await keyUser(ctx) : undefined);
  const request = { pending, known, keyUserId };
  if (pending?.phase !== "unknown" || byId.length > 0) return { requests: byId, request };
  // After a lost answer the order may know a request of ours that we do not; a stranger's is none.
  const found = ofOurs(await read(untoldRequestIds(observed, prior), ctx), request);
  return { requests: found.filter((one) => isOpen(one) || bearsMark(one, pending)), request };
};

const bearsMark = ({ comments }: ApprovalRequest, pending: Pending | undefined): boolean =>
  pending?.mark !== undefined && reissueMarkIn(comments) === pending.mark;

/** The answer never came, and a request bears the mark of ours: it was taken, as if the answer had told its id. */
export const arrived = (
  prior: CertificateState,
  requests: readonly ApprovalRequest[],
): CertificateState | undefined => {
  const { pending } = prior;
  const ours = requests.find((request) => bearsMark(request, pending));
  if (pending?.phase !== "unknown" || ours === undefined) return undefined;
  const { unseenAt: _, ...rest } = pending;
  const phase = isOpen(ours) ? "approval" : "issuing";
  return { ...prior, pending: { ...rest, phase, requestIds: [ours.requestId] } };
};
