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
 * The newest request that bears the resource's mark, that state does not know, and that our own user made lately. Whatever is less
 * than that proves nothing.
 */
export const untoldRequest = async (
  observed: ObservedOrder,
  prior: CertificateState | undefined,
  ctx: Ctx,
): Promise<ApprovalRequest | undefined> => {
  const marked = (await ownRequests(untoldRequestIds(observed, prior), ctx)).find(({ comments }) =>
    isMarkOf(reissueMarkIn(comments), ctx.resourceDigest),
  );
  if (marked?.date === undefined || isRejected(marked)) return undefined;
  // The answer to it was lost, and state knows of it all the same.
  if (prior?.pending !== undefined && reissueMarkIn(marked.comments) === prior.pending.mark) return undefined;
  if (ctx.run.now().getTime() - Date.parse(marked.date) > RECENT) return undefined;
  const keyUserId = await keyUser(ctx);
  return keyUserId !== undefined && marked.requester?.userId === keyUserId ? marked : undefined;
};

/** What became of the request of a killed step. An issued certificate counts if it alone, of that time and user, is what is wanted. */
export const earlierRequest = async (
  observed: ObservedOrder,
  inputs: CertificateInputs,
  desired: CertificateSpec,
  prior: CertificateState | undefined,
  ctx: Ctx,
): Promise<Earlier> => {
  const before = prior?.knownCertificateIds ?? [];
  const isNew = ({ certificateId }: ObservedCertificate): boolean =>
    certificateId === undefined || !before.includes(certificateId);
  const mayBeIts = (c: ObservedCertificate): boolean =>
    c.userId !== undefined && isNew(c) && fitOf(c, desired) !== "no";
  if (!reissuePending(observed) && !allOf(observed).some(mayBeIts)) return {};
  const marked = await untoldRequest(observed, prior, ctx);
  if (marked?.date === undefined) return {};
  if (wishOfMark(reissueMarkIn(marked.comments)) !== wishDigest(inputs))
    return decisionOn(marked) === "open" ? { unwanted: marked } : {};
  const asked = Date.parse(marked.date);
  const isOfThatTime = ({ createdAt }: ObservedCertificate): boolean => {
    const later = Date.parse(createdAt ?? "") - asked;
    return later >= -SAME_MOMENT && later <= CLOCKS_APART;
  };
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
    known: allOf(observed).flatMap((c) =>
      c.certificateId === undefined || (isNew(c) && isOfThatTime(c)) ? [] : [c.certificateId],
    ),
    keyUserId: marked.requester?.userId,
  };
  const ours = allOf(observed).filter((c) => ownershipRule(evidenceOf(c, wanted)).verdict === "ours");
  const waits = ours.length === 0 && reissuePending(observed);
  return isOpen(marked) || waits || ours.length === 1 ? { wanted } : {};
};
