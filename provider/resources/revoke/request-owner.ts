import type { ApprovalRequest } from "../../certcentral";
import { decisionOn } from "../order/requests/approval-requests";
import { markIn } from "./request-mark";

/** What a request of ours would be about. */
export interface RequestSubject {
  /** The order, where it is known. */
  readonly orderId?: number | undefined;
  /** The words for it that a mark may use: `certificate 1001`, `serial 3F09`. */
  readonly names: readonly string[];
  /** The order has no other live certificate: a request can only be about this one. */
  readonly alone: boolean;
  /** Whether a request came after one of ours whose answer was lost. */
  readonly isNew: (requestId: number) => boolean;
}

/** What a request's own page tells of it. What is absent or unfamiliar is `cannot tell`. */
export interface RequestFacts {
  /** Who made it: the user of our key, or somebody else. */
  readonly requester: "ours" | "theirs" | "cannot tell";
  /** What its mark says that it is about. */
  readonly about: "this target" | "another certificate" | "whole order" | "cannot tell";
  readonly status: "open" | "decided" | "cannot tell";
  /** Whether the page is one of a request to revoke, of this order. */
  readonly page: "fits" | "contradicts";
  /** Somebody wrote comments of his own. */
  readonly commented: boolean;
  readonly alone: boolean;
  readonly isNew: boolean;
}

/**
 * `follow`: it is about our target and not known to be somebody else's: no second one is made. `follow unproven`: our user
 * made it, and it can hardly be about anything else. `leave`: it waits, and is or may be about the same, and nothing shows
 * that it is ours: named, and left alone. `ignore`: it stands in nobody's way.
 */
export type Treatment = "follow" | "follow unproven" | "leave" | "ignore";

/** Reads a request's page; `keyUserId` is the user of our key, where the key may ask. Pure. */
export const requestFacts = (
  request: ApprovalRequest,
  { orderId, names, alone, isNew }: RequestSubject,
  keyUserId: number | undefined,
): RequestFacts => {
  const requester = request.requester?.userId;
  const mark = markIn(request.comments);
  const anotherOrder = request.orderId !== undefined && orderId !== undefined && request.orderId !== orderId;
  return {
    requester:
      requester === undefined || keyUserId === undefined ? "cannot tell" : requester === keyUserId ? "ours" : "theirs",
    about:
      mark === undefined
        ? "cannot tell"
        : names.includes(mark)
          ? "this target"
          : mark.startsWith("order ")
            ? "whole order"
            : "another certificate",
    status: decisionOn(request),
    page: anotherOrder || (request.type !== undefined && request.type !== "revoke") ? "contradicts" : "fits",
    commented: mark === undefined && (request.comments?.trim() ?? "") !== "",
    alone,
    isNew: isNew(request.requestId),
  };
};

/** What is done about a request with these facts; the test beside this file has the table. Pure. */
export const treatmentOf = (facts: RequestFacts): Treatment => {
  const { requester, about, status, page, commented, alone, isNew } = facts;
  const otherwise = status === "decided" ? "ignore" : "leave";
  if (page === "contradicts") return otherwise;
  if (about === "another certificate") return "ignore";
  // A whole order takes our certificate with it.
  if (about === "whole order" || requester === "theirs") return otherwise;
  // What was decided before we asked, or has a status that we do not know, is no answer to us.
  if (status !== "open" && !isNew) return otherwise;
  if (about === "this target") return "follow";
  // Ours are sent with a mark; it may have been dropped on the way, with all the comments.
  return requester === "ours" && (alone || (isNew && !commented)) ? "follow unproven" : otherwise;
};

/** A request to follow. `proven`: it is about our target and nothing else. */
export interface OwnRequest {
  readonly requestId: number;
  readonly proven: boolean;
  readonly isOpen: boolean;
}

export interface RequestBeside {
  readonly request: ApprovalRequest;
  readonly facts: RequestFacts;
}

/**
 * Of an order's requests to revoke the one to follow, rather an open one than one that is decided, rather a proven one, rather
 * the last; and those that are left alone. Pure.
 */
export const sortOut = (
  requests: readonly ApprovalRequest[],
  subject: RequestSubject,
  keyUserId: number | undefined,
): { readonly own: OwnRequest | undefined; readonly beside: readonly RequestBeside[] } => {
  const sorted = requests.map((request) => {
    const facts = requestFacts(request, subject, keyUserId);
    return { request, facts, treatment: treatmentOf(facts) };
  });
  const [own] = sorted
    .flatMap(({ request: { requestId }, facts: { status }, treatment }): OwnRequest[] =>
      treatment === "follow" || treatment === "follow unproven"
        ? [{ requestId, proven: treatment === "follow", isOpen: status === "open" }]
        : [],
    )
    .sort(
      (a, b) => Number(b.isOpen) - Number(a.isOpen) || Number(b.proven) - Number(a.proven) || b.requestId - a.requestId,
    );
  return { own, beside: sorted.filter(({ treatment }) => treatment === "leave") };
};

/** For the user: a request that waits and is left alone. Pure. */
export const besideOurs = ({ request, facts }: RequestBeside, name: string): string => {
  const { requestId, requester, status } = request;
  const by =
    requester?.name ?? requester?.email ?? (requester?.userId === undefined ? undefined : `user ${requester.userId}`);
  const what = `request ${requestId}${by === undefined ? "" : `, made by ${by},`} ${facts.status === "open" ? "waits" : `is "${status}", which this release does not know,`} to revoke this or another certificate of the order`;
  const why =
    facts.page === "contradicts"
      ? "its own page speaks of another order, or of no revocation"
      : facts.requester === "cannot tell"
        ? "it cannot be told whose it is"
        : "it is not this program's";
  return `${what}: ${why}, so it is left alone, and ${name} is asked for by itself`;
};
