import * as z from "zod";
import { present } from "../../../contract/present";
import { json, nothing } from "../../transport/answers/received";
import { endpoint } from "../../transport/endpoint";
import { path } from "../../transport/path";
import { type ListArgs, listQuery, Page } from "../../wire/list";
import { id, listOf, maybe, Person, text } from "../../wire/values";
import { sameId } from "../addressed";

/** Something that an administrator approves or rejects. */
export interface ApprovalRequest {
  readonly requestId: number;
  /** `new_request`, `revoke`, `duplicate`, `reissue`. */
  readonly type?: string;
  /** `submitted`, `pending`, `approved`, `rejected`. */
  readonly status: string;
  readonly date?: string;
  readonly dateProcessed?: string;
  readonly requester?: Person;
  readonly processor?: Person;
  readonly comments?: string;
  readonly processorComment?: string;
  readonly orderId?: number;
}

/** The order inside is a snapshot, and may be out of date: only its id is read. */
const Wire = z
  .object({
    id,
    type: maybe.text,
    status: text,
    date: maybe.time,
    date_processed: maybe.time,
    requester: maybe.object(Person),
    processor: maybe.object(Person),
    comments: maybe.text,
    processor_comment: maybe.prose,
    order: maybe.object(z.object({ id: maybe.id })),
  })
  .transform(
    (wire): ApprovalRequest =>
      present({
        requestId: wire.id,
        type: wire.type,
        status: wire.status,
        date: wire.date,
        dateProcessed: wire.date_processed,
        requester: wire.requester,
        processor: wire.processor,
        comments: wire.comments,
        processorComment: wire.processor_comment,
        orderId: wire.order?.id,
      }),
  );

/**
 * One request.
 * @see https://dev.digicert.com/services-api/requests/request-info/
 */
export const requestInfo = endpoint({
  name: "request info",
  family: "services",
  method: "GET",
  path: ({ requestId }: { requestId: number }) => path`/request/${requestId}`,
  answer: (received, { requestId }) => {
    const request = json(Wire)(received);
    sameId(request.requestId, requestId, "request");
    return request;
  },
  repeatable: true,
});

/**
 * A page of the account's requests. The API cannot be asked for one order's (undocumented): `orderId` picks them out of the page.
 * @see https://dev.digicert.com/certcentral-apis/services-api/requests/list-requests.html
 */
export const listRequests = endpoint({
  name: "list requests",
  family: "services",
  method: "GET",
  path: (_: { status?: string; orderId?: number } & Pick<ListArgs<never>, "limit" | "offset">) => path`/request`,
  query: ({ status, limit, offset }) => ({ status, ...listQuery(present({ limit, offset })) }),
  answer: (received, { orderId }) => {
    const { requests, page } = json(z.object({ requests: listOf(Wire), page: Page }))(received);
    return {
      requests: orderId === undefined ? requests : requests.filter((request) => request.orderId === orderId),
      page,
    };
  },
  repeatable: true,
});

/**
 * Approves or rejects a request. Rejecting a reissue takes its order back to `issued`.
 *
 * If the answer never comes: read the request, whose status tells.
 * @see https://dev.digicert.com/zh-tw/services-api/requests/update-request-status/
 */
export const decideRequest = endpoint({
  name: "update request status",
  family: "services",
  method: "PUT",
  path: ({ requestId }: { requestId: number; status: "approved" | "rejected"; processorComment?: string }) =>
    path`/request/${requestId}/status`,
  body: ({ status, processorComment }) => present({ status, processor_comment: processorComment }),
  answer: nothing,
  repeatable: false,
});
