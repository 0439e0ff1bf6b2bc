import type { ApprovalRequest } from "../../../certcentral";
import { present } from "../../../contract/present";
import type { CertificateSpec } from "../../../pki/certificate-spec";
import type { Ctx } from "../../order/context";
import { keyUser } from "../../order/key-user";
import { allOf, type ObservedCertificate, type ObservedOrder, reissuePending } from "../../order/observed-order";
import { CLOCKS_APART, evidenceOf, type OurRequest, ownershipRule } from "../../order/ownership/ownership";
import { isMarkOf, reissueMarkIn, wishOfMark } from "../../order/ownership/reissue-mark";
import { decisionOn, isOpen, isRejected, ownRequests } from "../../order/requests/approval-requests";
import { desiredOf } from "../desired/desired";
import { fitOf } from "../desired/match";
import { wishDigest } from "../desired/requested-inputs";
import type { CertificateInputs } from "../inputs";
import type { CertificateState } from "../state";

/**
 * How long after a request a create may say that it is its own, in milliseconds. A URN is unique in a stack and not among stacks of
 * other organizations or backends, which may keep the same order: what is older was more likely asked for by one of them.
 */
const RECENT = 24 * 3_600_000;

/** CertCentral notes a request and its certificate within this, in milliseconds: both times are of its own clock. */
const SAME_MOMENT = 60_000;

/** How many of the order's newest requests for a reissue are read. */
const MOST_REQUESTS = 3;

/** What steps of this very resource had asked for before they were killed, so that no state tells of it. */
export interface Earlier {
  /** What is wanted now was asked for, and waits, or has been answered by one certificate alone. */
  readonly wanted?: OurRequest;
  /** Something else was, and nobody was seen to have decided it. */
  readonly unwanted?: ApprovalRequest;
}

/** The newest requests for a reissue that state does not know. */
export const untoldRequestIds = (observed: ObservedOrder, prior: CertificateState | undefined): number[] => {
  const told = [...(prior?.knownRequestIds ?? []), ...(prior?.pending?.requestIds ?? [])];
  const shown = new Set([...observed.reissueRequests, ...observed.openReissueRequests]);
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
  ctx: Ctx,
): Promise<ApprovalRequest[]> => {
  const ids = untoldRequestIds(observed, prior).filter(
    (id) => prior !== undefined || !isOld(observed.reissueRequestDates.get(id), ctx),
  );
  return (await ownRequests(ids, ctx)).filter(({ comments }) => isMarkOf(reissueMarkIn(comments), ctx.resourceDigest));
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

/** The newest request that bears the resource's mark, where it is proven to be its own and nobody has rejected it. */
export const untoldRequest = async (
  observed: ObservedOrder,
  prior: CertificateState | undefined,
  ctx: Ctx,
): Promise<ApprovalRequest | undefined> => {
  const [marked] = await markedRequests(observed, prior, ctx);
  if (marked === undefined || isRejected(marked) || isAwaited(marked, prior)) return undefined;
  return (await isProvenOwn(marked, ctx)) ? marked : undefined;
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

const isNewTo = (prior: CertificateState | undefined, certificateId: number | undefined): boolean =>
  certificateId === undefined || prior?.knownCertificateIds.includes(certificateId) !== true;

/** What became of the request of a killed step. An issued certificate counts if it alone, of that time and user, is what is wanted. */
export const earlierRequest = async (
  observed: ObservedOrder,
  inputs: CertificateInputs,
  desired: CertificateSpec,
  prior: CertificateState | undefined,
  ctx: Ctx,
): Promise<Earlier> => {
  const mayBeIts = (c: ObservedCertificate): boolean =>
    c.userId !== undefined && isNewTo(prior, c.certificateId) && fitOf(c, desired) !== "no";
  if (!reissuePending(observed) && !allOf(observed).some(mayBeIts)) return {};
  const marked = await untoldRequest(observed, prior, ctx);
  if (marked?.date === undefined) return {};
  if (wishOfMark(reissueMarkIn(marked.comments)) !== wishDigest(inputs))
    return decisionOn(marked) === "open" ? { unwanted: marked } : {};
  const ofThatTime = askedForWith(marked, observed, prior);
  // What the inputs leave open was borrowed from the order as it was then, which nothing tells any more.
  const { names, key } = desiredOf(inputs, { names: [], product: observed.productNameId });
  const wanted: OurRequest = {
    pending: {
      phase: "issuing",
      since: marked.date,
      requestIds: [marked.requestId],
      names,
      ...present({ publicKeySha256: key?.publicKeySha256, keyType: key?.keyType }),
    },
    // What shows no date may have come of it.
    known: allOf(observed).flatMap((c) =>
      c.certificateId === undefined || ofThatTime.includes(c) || (c.createdAt === undefined && mayBeIts(c))
        ? []
        : [c.certificateId],
    ),
    keyUserId: marked.requester?.userId,
  };
  const ours = allOf(observed).filter((c) => ownershipRule(evidenceOf(c, wanted)).verdict === "ours");
  const waits = ours.length === 0 && reissuePending(observed);
  return isOpen(marked) || waits || ours.length === 1 ? { wanted } : {};
};
