import type { ApprovalRequest } from "../../certcentral";
import { markIn } from "./request-mark";

/** What a request of ours would be about. */
export interface About {
  /** The words for it that a mark may use: `certificate 1001`, `serial 3F09`. */
  readonly things: readonly string[];
  /** The order has no other live certificate: a request can only be about this one. */
  readonly alone: boolean;
  /** Whether a request came after one of ours whose answer was lost. */
  readonly isNew: (requestId: number) => boolean;
}

/**
 * `ours`: our user asked, for exactly this, or nobody knows who and it bears our mark. `likely`: our user asked, and nothing
 * says for what. `other`: it says that it is about something else. `foreign`: somebody else's, or it cannot be told.
 */
export type RequestOwner = "ours" | "likely" | "other" | "foreign";

/** Whose a request to revoke is, as far as its page tells; `self` is the user of our key. Pure. */
export const requestOwner = (request: ApprovalRequest, about: About, self: number | undefined): RequestOwner => {
  const asker = request.requester?.userId;
  const mark = markIn(request.comments);
  if (mark !== undefined && !about.things.includes(mark)) return mark.startsWith("order ") ? "foreign" : "other";
  if (asker !== undefined && self !== undefined && asker !== self) return "foreign";
  if (mark !== undefined) return "ours";
  if (asker === undefined || self === undefined) return "foreign";
  // Ours are sent with a mark; without any comments it may have been dropped on the way.
  const said = request.comments?.trim() ?? "";
  return about.alone || (said === "" && about.isNew(request.requestId)) ? "likely" : "foreign";
};

/** A request to follow. `proven`: it is about our target and nothing else. */
export interface Own {
  readonly requestId: number;
  readonly proven: boolean;
}

const OPEN = new Set(["pending", "submitted"]);

/**
 * Of an order's requests to revoke, ours, rather an open one than one that is decided, rather a proven one, rather the
 * last; and those of others that are open and may be about the same. Pure.
 */
export const sortOut = (
  requests: readonly ApprovalRequest[],
  about: About,
  self: number | undefined,
): { readonly own: Own | undefined; readonly foreign: readonly ApprovalRequest[] } => {
  const sorted = requests.map((request) => ({
    request,
    is: requestOwner(request, about, self),
    open: isOpen(request),
  }));
  const own = sorted
    .filter(({ is, open, request }) => (is === "ours" || is === "likely") && (open || about.isNew(request.requestId)))
    .sort(
      (a, b) =>
        Number(b.open) - Number(a.open) ||
        Number(b.is === "ours") - Number(a.is === "ours") ||
        b.request.requestId - a.request.requestId,
    )[0];
  return {
    own: own && { requestId: own.request.requestId, proven: own.is === "ours" },
    foreign: sorted.filter(({ is, open }) => is === "foreign" && open).map(({ request }) => request),
  };
};

const isOpen = ({ status }: ApprovalRequest): boolean => OPEN.has(status);

/** For the user: a colleague's request that waits beside ours. Pure. */
export const besideOurs = ({ requestId, requester }: ApprovalRequest, name: string): string =>
  `request ${requestId}${requester === undefined ? "" : `, made by ${requester.name ?? requester.email ?? `user ${requester.userId}`},`} waits to revoke this or another certificate of the order: it is not this program's, so it is left alone, and ${name} is asked for by itself`;
