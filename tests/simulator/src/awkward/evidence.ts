import { LONGEST_LAG_SECONDS, LONGEST_SKEW_SECONDS } from "./limits";
import { among, amount, choice, lag, shift, wordMap } from "./switch";

/** What the status of a certificate, an order or a request may be replaced with. */
const CERTIFICATE_WORDS = ["pending", "issued", "approved", "rejected", "canceled", "revoked", "expired"];
const ORDER_WORDS = [
  "needs_approval",
  "waiting_pickup",
  "processing",
  "pending",
  "reissue_pending",
  "issued",
  "rejected",
  "canceled",
  "revoked",
  "expired",
];
const REQUEST_WORDS = ["pending", "approved", "rejected"];

/** Members that an answer may do without. */
const MEMBERS = [
  "common_name",
  "dns_names",
  "csr",
  "key_size",
  "status",
  "serial_number",
  "thumbprint",
  "date_created",
  "date_issued",
  "valid_till",
  "user_id",
  "email",
  "firstname",
  "lastname",
  "user",
  "requests",
  "requester",
  "date",
  "comments",
] as const;
export type Member = (typeof MEMBERS)[number];

/** What a client takes for evidence, shown late, in part, in other words, or not at all: no document says. */
export const EVIDENCE = {
  listedBeforeApproval: choice(
    "unconfirmed",
    "full",
    ["full", "bare", "absent"],
    "What the reissue and the duplicate list show of what waits for approval. bare: no names, CSR, key size or common name.",
  ),
  listedStatusWords: wordMap(
    "unconfirmed",
    CERTIFICATE_WORDS,
    "Other words for the status in the reissue and the duplicate list.",
  ),
  certificateStatusWords: wordMap(
    "unconfirmed",
    CERTIFICATE_WORDS,
    "Other words for certificate.status of the order's page.",
  ),
  orderStatusWords: wordMap(
    "unconfirmed",
    ORDER_WORDS,
    "Other words for the status of an order, wherever it is shown. Filters keep the documented ones.",
  ),
  requestStatusWords: wordMap(
    "unconfirmed",
    REQUEST_WORDS,
    "Other words for the status of a request, wherever it is shown. Filters keep the documented ones.",
  ),
  missingOnOrderPage: among("unconfirmed", MEMBERS, "Members that the order's page lacks, at any depth."),
  missingInLists: among(
    "unconfirmed",
    MEMBERS,
    "Members that entries lack in the lists of reissues, duplicates, orders and requests, at any depth.",
  ),
  missingOnRequestPage: among("unconfirmed", MEMBERS, "Members that GET /request/{id} lacks, at any depth."),
  orderPageLag: lag(
    "unconfirmed",
    `How far the order's page is behind: a change is unseen for so many looks at the page and so many seconds, at most ${LONGEST_LAG_SECONDS}.`,
  ),
  listLag: lag(
    "unconfirmed",
    "How far the lists of reissues, duplicates, orders and requests are behind, each with looks of its own.",
  ),
  requestPageLag: lag("unconfirmed", "How far GET /request/{id} is behind. A request is there from the start."),
  requestClockSkewSeconds: shift(
    "unconfirmed",
    LONGEST_SKEW_SECONDS,
    "Seconds that the dates of requests are ahead of the service's clock.",
  ),
  certificateClockSkewSeconds: shift(
    "unconfirmed",
    LONGEST_SKEW_SECONDS,
    "Seconds that date_created and date_issued of certificates are ahead of the service's clock.",
  ),
  validTillDaysOff: choice("unconfirmed", 0, [-1, 0, 1], "Days that valid_till is off the certificate's own."),
  reissueCommentsShown: choice(
    "unconfirmed",
    "both",
    ["both", "order", "request", "neither"],
    "Where the comments of a reissue or duplicate come back: order.requests[], GET /request/{id}.",
  ),
  commentsCutAt: amount("unconfirmed", 0, "Characters after which comments are cut. 0: never."),
  statusChangesShowReissue: choice(
    "unconfirmed",
    "at-once",
    ["at-once", "late", "never"],
    "When status-changes shows that a reissue was asked for, was issued or ended.",
  ),
  statusChangesLateSeconds: amount("unconfirmed", 120, "How many seconds later, when it is late."),
} as const;
