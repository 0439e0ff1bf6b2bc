import type { CertCentralError } from "../../certcentral";
import type { Ctx } from "../order/context";
import { keyUser } from "../order/key-user";
import { ownRequests } from "../order/requests/approval-requests";
import { type RequestBeside, sortOut } from "./request-owner";
import type { Revoked } from "./revoke";
import type { Target } from "./target";
import { type ObservedTarget, subjectOf, targetStatusOf } from "./target-status";

export interface RevocationSoFar {
  /** It is revoked, or a request is there to be followed. */
  readonly seen: Revoked | undefined;
  /** Whether the request to be followed is undecided. */
  readonly isOpen: boolean;
  /** Open requests that are, or may be, about the same, and are not ours to follow. */
  readonly beside: readonly RequestBeside[];
}

/**
 * What a look tells of a revocation. Of the order's requests to revoke, the open ones count, and after a lost answer
 * (`lostBefore`: the requests that were there before) those that were decided meanwhile, too.
 */
export const revocationSoFar = async (
  target: Target,
  observed: ObservedTarget,
  lostBefore: readonly number[] | undefined,
  ctx: Ctx,
): Promise<RevocationSoFar> => {
  const nothing = { seen: undefined, isOpen: false, beside: [] };
  if (targetStatusOf(target, observed) === "revoked") return { ...nothing, seen: { is: "revoked" } };
  const subject = subjectOf(target, observed, lostBefore);
  const { openRevokeRequests: open = [], revokeRequests: all = [] } = observed.observed ?? {};
  const candidates = all.filter((id) => open.includes(id) || subject.isNew(id));
  // Without candidates, no request is read.
  const requests = candidates.length === 0 ? [] : await ownRequests(candidates, ctx);
  if (requests.length === 0) return nothing;
  const { own, beside } = sortOut(requests, subject, await keyUser(ctx, mayNotAsk));
  return own === undefined
    ? { ...nothing, beside }
    : { seen: { is: "requested", requestId: own.requestId, proven: own.proven }, isOpen: own.isOpen, beside };
};

/** Where nobody answers, somebody else's request could be taken for ours. */
const mayNotAsk = ({ saysNo }: CertCentralError): boolean => saysNo;
