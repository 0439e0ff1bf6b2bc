import type { ApprovalRequest } from "../../../../certcentral";
import type { Ctx } from "../../../order/context";
import { keyUser } from "../../../order/key-user";
import { allOf, type ObservedCertificate, type ObservedOrder } from "../../../order/observed-order";
import { CLOCKS_APART } from "../../../order/ownership/ownership";
import { isMarkOf, reissueMarkIn } from "../../../order/ownership/reissue-mark";
import type { ReadRequests } from "../../../order/requests/approval-requests";
import type { CertificateState } from "../../state";

/*
 * The requests of steps that were killed: state does not know them, and each bears the resource's mark.
 */

/**
 * How long after a request a create may say that it is its own, in milliseconds. A URN is unique in a stack and not among stacks of
 * other organizations or backends, which may keep the same order: what is older was more likely asked for by one of them.
 */
const RECENT = 24 * 3_600_000;

/** CertCentral notes a request and its certificate within this, in milliseconds: both times are of its own clock. */
const SAME_MOMENT = 60_000;

/** How many of the order's newest requests for a reissue are read. */
const MOST_REQUESTS = 3;

/** The newest requests for a reissue that state does not know. */
export const untoldRequestIds = (observed: ObservedOrder, prior: CertificateState | undefined): number[] => {
  const told = [...(prior?.knownRequestIds ?? []), ...(prior?.pending?.requestIds ?? [])];
  const shown = new Set([...observed.reissueRequests.keys(), ...observed.openReissueRequests]);
  const newest = [...shown].filter((id) => !told.includes(id)).sort((a, b) => b - a);
  return newest.slice(0, MOST_REQUESTS);
};

/**
 * The newest requests that bear the resource's mark and that state does not know: those of steps that were killed, newest first. A
 * create knows none at all, and reads those of the last day.
 */
export const markedRequests = async (
  observed: ObservedOrder,
  prior: CertificateState | undefined,
  read: ReadRequests,
  ctx: Ctx,
): Promise<ApprovalRequest[]> => {
  const ids = untoldRequestIds(observed, prior).filter(
    (id) => prior !== undefined || !isOld(observed.reissueRequests.get(id), ctx),
  );
  return (await read(ids, ctx)).filter(({ comments }) => isMarkOf(reissueMarkIn(comments), ctx.resourceDigest));
};

const isOld = (date: string | undefined, { run }: Ctx): boolean =>
  date !== undefined && run.now().getTime() - Date.parse(date) > RECENT;

/** The answer to it was lost, and state knows of it all the same. */
export const isAwaited = ({ comments }: ApprovalRequest, prior: CertificateState | undefined): boolean =>
  prior?.pending !== undefined && reissueMarkIn(comments) === prior.pending.mark;

/** Whether a marked request was made lately by our own user: whatever is less than that proves nothing. */
export const isProvenOwn = async ({ date, requester }: ApprovalRequest, ctx: Ctx): Promise<boolean> => {
  if (date === undefined || isOld(date, ctx)) return false;
  const keyUserId = await keyUser(ctx);
  return keyUserId !== undefined && requester?.userId === keyUserId;
};

/** The certificates that state does not know and that were asked for when a request was made. Pure. */
export const askedForWith = (
  { date }: ApprovalRequest,
  observed: ObservedOrder,
  prior: CertificateState | undefined,
): ObservedCertificate[] =>
  allOf(observed).filter(({ certificateId, createdAt }) => {
    const later = Date.parse(createdAt ?? "") - Date.parse(date ?? "");
    return isNewTo(prior, certificateId) && later >= -SAME_MOMENT && later <= CLOCKS_APART;
  });

/** Pure. */
export const isNewTo = (prior: CertificateState | undefined, certificateId: number | undefined): boolean =>
  certificateId === undefined || prior?.knownCertificateIds.includes(certificateId) !== true;
