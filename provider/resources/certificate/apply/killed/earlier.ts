import type { ApprovalRequest } from "../../../../certcentral";
import { present } from "../../../../contract/present";
import type { CertificateSpec } from "../../../../pki/certificate-spec";
import type { Ctx } from "../../../order/context";
import { allOf, type ObservedCertificate, type ObservedOrder, reissuePending } from "../../../order/observed-order";
import { evidenceOf, type OurRequest, ownershipRule } from "../../../order/ownership/ownership";
import { reissueMarkIn, wishOfMark } from "../../../order/ownership/reissue-mark";
import { decisionOn, isOpen, isRejected, type ReadRequests } from "../../../order/requests/approval-requests";
import { desiredOf } from "../../desired/desired";
import { fitOf } from "../../desired/match";
import { wishDigest } from "../../desired/requested-inputs";
import type { CertificateInputs } from "../../inputs";
import type { CertificateState } from "../../state";
import { askedForWith, isAwaited, isNewTo, isProvenOwn, markedRequests } from "./requests";

/** What steps of this very resource had asked for before they were killed, so that no state tells of it. */
export interface Earlier {
  /** What is wanted now was asked for, and waits, or has been answered by one certificate alone. */
  readonly wanted?: OurRequest;
  /** Something else was, and nobody was seen to have decided it. */
  readonly unwanted?: ApprovalRequest;
}

/** The newest request that bears the resource's mark, where it is proven to be its own and nobody has rejected it. */
export const untoldRequest = async (
  observed: ObservedOrder,
  prior: CertificateState | undefined,
  read: ReadRequests,
  ctx: Ctx,
): Promise<ApprovalRequest | undefined> => {
  const [marked] = await markedRequests(observed, prior, read, ctx);
  if (marked === undefined || isRejected(marked) || isAwaited(marked, prior)) return undefined;
  return (await isProvenOwn(marked, ctx)) ? marked : undefined;
};

/** What became of the request of a killed step. An issued certificate counts if it alone, of that time and user, is what is wanted. */
export const earlierRequest = async (
  observed: ObservedOrder,
  inputs: CertificateInputs,
  desired: CertificateSpec,
  prior: CertificateState | undefined,
  read: ReadRequests,
  ctx: Ctx,
): Promise<Earlier> => {
  const mayBeIts = (c: ObservedCertificate): boolean =>
    c.userId !== undefined && isNewTo(prior, c.certificateId) && fitOf(c, desired) !== "no";
  if (!reissuePending(observed) && !allOf(observed).some(mayBeIts)) return {};
  const marked = await untoldRequest(observed, prior, read, ctx);
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
