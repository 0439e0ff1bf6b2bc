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

/**
 * What a step of this very resource had asked for before it was killed, so that no state tells of it: its request bears the
 * resource's mark and is not the one that state knows, our own user made it, and of all certificates of the order one alone,
 * asked for at that time by the same user, is what is wanted. Whatever is less than that proves nothing.
 */
export const earlierRequest = async (
  observed: ObservedOrder,
  inputs: CertificateInputs,
  desired: CertificateSpec,
  prior: CertificateState | undefined,
  ctx: Ctx,
): Promise<OurRequest | undefined> => {
  const before = prior?.knownCertificateIds ?? [];
  const isNew = ({ certificateId }: ObservedCertificate): boolean =>
    certificateId === undefined || !before.includes(certificateId);
  const mayBeIts = (c: ObservedCertificate): boolean =>
    c.userId !== undefined && isNew(c) && fitOf(c, desired) !== "no";
  const told = [...(prior?.knownRequestIds ?? []), ...(prior?.pending?.requestIds ?? [])];
  const untold = observed.reissueRequests.filter((id) => !told.includes(id));
  if (untold.length === 0 || !allOf(observed).some(mayBeIts)) return undefined;
  const newest = untold.sort((a, b) => b - a).slice(0, MOST_REQUESTS);
  const marked = (await ownRequests(newest, ctx)).find(({ comments }) =>
    isMarkOf(reissueMarkIn(comments), ctx.resourceDigest),
  );
  if (marked?.date === undefined || isRejected(marked)) return undefined;
  // The answer to it was lost, and state knows of it all the same.
  if (prior?.pending !== undefined && reissueMarkIn(marked.comments) === prior.pending.mark) return undefined;
  const keyUserId = await keyUser(ctx);
  if (keyUserId === undefined || marked.requester?.userId !== keyUserId) return undefined;
  const asked = Date.parse(marked.date);
  if (ctx.run.now().getTime() - asked > RECENT) return undefined;
  const isOfThatTime = ({ createdAt }: ObservedCertificate): boolean => {
    const later = Date.parse(createdAt ?? "") - asked;
    return later >= -SAME_MOMENT && later <= CLOCKS_APART;
  };
  const { names, key } = desiredAsSent(inputs, desired, observed);
  const request: OurRequest = {
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
    keyUserId,
  };
  const ours = allOf(observed).filter((c) => ownershipRule(evidenceOf(c, request)).verdict === "ours");
  return ours.length === 1 ? request : undefined;
};
