import { type ApprovalRequest, CertCentralError, requestInfo } from "../../certcentral";
import type { Ctx } from "./context";

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
export const OPEN = new Set(["pending", "submitted"]);
export const isOpen = (request: ApprovalRequest): boolean => OPEN.has(request.status);
export const isRejected = (request: ApprovalRequest): boolean =>
  request.status === "rejected" || request.status === "denied";
