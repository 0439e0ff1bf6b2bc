import { type ApprovalRequest, CertCentralError, listRequests, pages, requestInfo } from "../../../certcentral/index";
import type { Ctx } from "../context";
import { type OurRequest, ownershipRule, requestEvidenceOf } from "../ownership/ownership";

/** Requests by id, as their own pages tell; one that has vanished is left out. */
export const ownRequests = async (requestIds: readonly number[], { api, run }: Ctx): Promise<ApprovalRequest[]> => {
  const found: ApprovalRequest[] = [];
  for (const requestId of requestIds) {
    try {
      found.push(await api.send(requestInfo, { requestId }, run));
    } catch (error) {
      if (!CertCentralError.is(error) || error.code !== "absent") throw error;
    }
  }
  return found;
};

/** As `ownRequests`. */
export type ReadRequests = (requestIds: readonly number[], ctx: Ctx) => Promise<ApprovalRequest[]>;

/** For one look, of which several parts ask for the same: each request is read once. */
export const readingOnce = (): ReadRequests => {
  const pages = new Map<number, Promise<ApprovalRequest[]>>();
  return async (requestIds, ctx) => {
    const found: ApprovalRequest[] = [];
    for (const requestId of requestIds) {
      const page = pages.get(requestId) ?? ownRequests([requestId], ctx);
      pages.set(requestId, page);
      found.push(...(await page));
    }
    return found;
  };
};

const WAITING: ReadonlySet<string> = new Set(["pending", "submitted"]);
const REJECTED: ReadonlySet<string> = new Set(["rejected", "denied"]);
const statusOf = ({ status }: ApprovalRequest): string => status.toLowerCase();

export const isApproved = (request: ApprovalRequest): boolean => statusOf(request) === "approved";
export const isRejected = (request: ApprovalRequest): boolean => REJECTED.has(statusOf(request));

/** Whether somebody has decided a request, as far as its status is a word that this release knows. */
export const decisionOn = (request: ApprovalRequest): "open" | "decided" | "cannot tell" => {
  if (isApproved(request) || isRejected(request)) return "decided";
  return WAITING.has(statusOf(request)) ? "open" : "cannot tell";
};

/** With any word that does not end a request, known or not, nobody was seen to have decided it. */
export const isOpen = (request: ApprovalRequest): boolean => decisionOn(request) !== "decided";

/** Of requests for a reissue, those that came of a request of ours whose answer was lost, by mark, or by who asked and when. */
export const ofOurs = (requests: readonly ApprovalRequest[], ours: OurRequest): ApprovalRequest[] =>
  requests.filter((request) => ownershipRule(requestEvidenceOf(request, ours)).verdict === "ours");

/**
 * Every request on the order that the account's list shows as pending; `undefined` where this key may not see the list.
 * The list cannot be asked for one order's (undocumented).
 */
export const pendingRequestsOf = async (orderId: number, { api, run }: Ctx): Promise<number[] | undefined> => {
  try {
    const found: number[] = [];
    for await (const { requests } of pages(api, listRequests, { status: "pending", orderId }, run))
      found.push(...requests.filter(({ type }) => type !== "revoke").map(({ requestId }) => requestId));
    return found;
  } catch (error) {
    if (CertCentralError.is(error) && error.saysNo) return undefined;
    throw error;
  }
};
