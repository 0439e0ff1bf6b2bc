import { type ApprovalRequest, CertCentralError, listRequests, pages, requestInfo } from "../../certcentral";
import type { Ctx } from "./context";
import { type OurRequest, ownershipRule, requestEvidenceOf } from "./ownership";

/** Requests by id, as their own pages tell; one that has vanished is left out. */
export const ownRequests = async (requestIds: readonly number[], { api, run }: Ctx): Promise<ApprovalRequest[]> => {
  const found: ApprovalRequest[] = [];
  for (const requestId of requestIds) {
    try {
      found.push(await api.send(requestInfo, { requestId }, run));
    } catch (error) {
      if (!CertCentralError.is(error) || error.status !== 404) throw error;
    }
  }
  return found;
};

/** The words that end a request. With any other, known or not, nobody was seen to have decided it. */
const DECIDED: ReadonlySet<string> = new Set(["approved", "rejected", "denied"]);
export const isOpen = (request: ApprovalRequest): boolean => !DECIDED.has(request.status.toLowerCase());
export const isRejected = ({ status }: ApprovalRequest): boolean =>
  ["rejected", "denied"].includes(status.toLowerCase());

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
    if (CertCentralError.is(error) && error.code === "refused") return undefined;
    throw error;
  }
};
