import { present } from "../../../contract/present";
import type { CertificateSpec } from "../../../pki/certificate-spec";
import type { Ctx } from "../../order/context";
import { keyUser } from "../../order/key-user";
import { allOf, type ObservedCertificate, type ObservedOrder } from "../../order/observed-order";
import { CLOCKS_APART, evidenceOf, type OurRequest, ownershipRule } from "../../order/ownership/ownership";
import { isMarkOf, reissueMarkIn } from "../../order/ownership/reissue-mark";
import { isRejected, ownRequests } from "../../order/requests/approval-requests";
import { desiredAsSent } from "../decide/reissue-request";
import { fitOf } from "../desired/match";
import type { CertificateInputs } from "../inputs";

/**
 * How long after a request a create may say that it is its own, in milliseconds. A URN is unique in a stack and not among stacks of
 * other organizations or backends, which may keep the same order: what is older was more likely asked for by one of them.
 */
const RECENT = 24 * 3_600_000;

/** How many of the order's newest requests for a reissue are read. */
const MOST_REQUESTS = 3;

/**
 * What a create of this very resource had asked for before it was killed, and left no state: its request bears the resource's
 * mark, our own user made it, and of all certificates of the order one alone, asked for at that time by the same user, is what
 * is wanted. Whatever is less than that proves nothing.
 */
export const earlierRequest = async (
  observed: ObservedOrder,
  inputs: CertificateInputs,
  desired: CertificateSpec,
  ctx: Ctx,
): Promise<OurRequest | undefined> => {
  const mayBeIts = (c: ObservedCertificate): boolean => c.userId !== undefined && fitOf(c, desired) !== "no";
  if (observed.reissueRequests.length === 0 || !allOf(observed).some(mayBeIts)) return undefined;
  const newest = [...observed.reissueRequests].sort((a, b) => b - a).slice(0, MOST_REQUESTS);
  const marked = (await ownRequests(newest, ctx)).find(({ comments }) =>
    isMarkOf(reissueMarkIn(comments), ctx.resourceDigest),
  );
  if (marked?.date === undefined || isRejected(marked)) return undefined;
  const keyUserId = await keyUser(ctx);
  if (keyUserId === undefined || marked.requester?.userId !== keyUserId) return undefined;
  const asked = Date.parse(marked.date);
  if (ctx.run.now().getTime() - asked > RECENT) return undefined;
  const isOfThatTime = ({ createdAt }: ObservedCertificate): boolean =>
    createdAt !== undefined && Math.abs(Date.parse(createdAt) - asked) <= CLOCKS_APART;
  const { names, key } = desiredAsSent(inputs, desired, observed);
  const request: OurRequest = {
    pending: {
      phase: "issuing",
      since: marked.date,
      requestIds: [marked.requestId],
      names,
      ...present({ publicKeySha256: key?.publicKeySha256, keyType: key?.keyType }),
    },
    known: allOf(observed).flatMap((c) => (c.certificateId === undefined || isOfThatTime(c) ? [] : [c.certificateId])),
    keyUserId,
  };
  const ours = allOf(observed).filter((c) => ownershipRule(evidenceOf(c, request)).verdict === "ours");
  return ours.length === 1 ? request : undefined;
};
