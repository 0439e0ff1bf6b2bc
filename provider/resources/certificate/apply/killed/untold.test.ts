import type { ApprovalRequest } from "../../../../certcentral";
import { contextWith, failing } from "../../../order/observe.fake";
import { observedOrder } from "../../../order/observed-order";
import { entry, order } from "../../../order/observed-order.fake";
import { ownRequests } from "../../../order/requests/approval-requests";
import type { CertificateState } from "../../state";
import { justIssued } from "../../state.fake";
import { tellUntold } from "./tell";
import { untoldOf } from "./untold";

const US = { userId: 101 };
const MARK = "pulumi: reissue 1a2b3c4d-9f86d081-60303ae2";
const ANOTHERS = "pulumi: reissue 1a2b3c4d-00000000-60303ae2";
const ASKED = "2026-11-22T11:00:00Z";

const request = (more: Partial<ApprovalRequest> = {}): ApprovalRequest => ({
  requestId: 71,
  status: "approved",
  date: ASKED,
  requester: US,
  comments: MARK,
  ...more,
});
const came = (more: Parameters<typeof entry>[0] = {}) =>
  entry({ certificateId: 1005, status: "issued", dateCreated: ASKED, person: US, ...more });

interface Case {
  readonly about: string;
  readonly requests?: readonly ApprovalRequest[];
  readonly entries?: readonly ReturnType<typeof entry>[];
  readonly state?: Partial<CertificateState>;
  readonly keeps?: readonly number[];
  /** The requests that are its own to take back. */
  readonly open?: readonly number[];
  readonly said?: readonly RegExp[];
}

const pending = {
  phase: "unknown" as const,
  since: ASKED,
  requestIds: [],
  names: [],
  mark: "1a2b3c4d-9f86d081-60303ae2",
};
const cases: readonly Case[] = [
  { about: "what waits and is its own may be taken back", requests: [request({ status: "pending" })], open: [71] },
  {
    about: "what waits and was made by another user is only named",
    requests: [request({ status: "pending", requester: { userId: 102 } })],
    said: [/^request 71 .* is left as it is: have it rejected/],
  },
  {
    about: "what waits and is older than a day is only named",
    requests: [request({ status: "pending", date: "2026-11-20T11:00:00Z" })],
    said: [/^request 71 .* is left as it is/],
  },
  {
    about: "what was issued is named, with how to be rid of it",
    entries: [came()],
    said: [
      /^request 71 to reissue order 118, .* led to certificate 1005: .* a Revocation with certificateId: 1005 revokes it/,
    ],
  },
  {
    about: "a colleague's certificate of the same minute is not",
    entries: [came({ certificateId: 1004, person: { userId: 102 } }), came()],
    said: [/ led to certificate 1005: /],
  },
  {
    about: "nor one of another time",
    entries: [came({ certificateId: 1004, dateCreated: "2026-11-22T09:00:00Z" }), came()],
    said: [/ led to certificate 1005: /],
  },
  {
    about: "of two that may be it, both are",
    entries: [came({ certificateId: 1004 }), came()],
    said: [/ may have led to certificate 1004, certificate 1005: .* certificateId: 1004 or 1005/],
  },
  {
    about: "what another resource keeps is said to be that one's",
    entries: [came()],
    keeps: [1005],
    said: [/ led to certificate 1005: another resource of this program has found that and keeps it/],
  },
  {
    about: "what another resource had issued in the same minutes is not what came of it",
    entries: [came({ certificateId: 1004 }), came()],
    keeps: [1004],
    said: [/ led to certificate 1005: this resource leaves that alone/],
  },
  { about: "of what is revoked nothing is said", entries: [came({ status: "revoked" })] },
  { about: "where nothing shows what came of it, the request is named", said: [/ nothing shows what came of it/] },
  { about: "what somebody rejected came to nothing", requests: [request({ status: "rejected" })], entries: [came()] },
  { about: "what another resource asked for is nobody's business", requests: [request({ comments: ANOTHERS })] },
  { about: "what state knows is told by its own means", state: { knownRequestIds: [71] }, entries: [came()] },
  { about: "and so is what it waits for", state: { pending }, entries: [came()] },
  {
    about: "of several killed steps each is told of",
    requests: [request({ requestId: 70, status: "pending", requester: { userId: 102 } }), request()],
    entries: [came()],
    said: [/^request 71 .* led to certificate 1005/, /^request 70 .* is left as it is/],
  },
];

test.each(cases)(
  "$about",
  async ({ requests = [request()], entries = [], state = {}, keeps = [], open = [], said = [] }) => {
    const { ctx, run } = contextWith({
      "request info": ({ requestId }: { requestId: number }) => requests.find((one) => one.requestId === requestId),
      "my user": US,
    });
    const observed = observedOrder(
      order({ requests: requests.map(({ requestId, status }) => ({ requestId, type: "reissue", status })) }),
      entries,
    );
    const owning = {
      ...ctx,
      owned: (thing: string) => (keeps.some((id) => thing === `certificate ${id}`) ? ("now" as const) : undefined),
    };

    const untold = await untoldOf(observed, { ...justIssued({ orderId: 118 }), ...state }, ownRequests, owning);
    tellUntold(118, untold.left, owning);

    expect(untold.open.map(({ requestId }) => requestId)).toEqual(open);
    expect(run.lines.map((line) => line.replace(/^warn: /, ""))).toEqual(said.map((one) => expect.stringMatching(one)));
  },
);

test.each([
  [403, true],
  [500, false],
])(
  "a key that may not read requests keeps no delete from ending; a failure for now does (%s)",
  async (status, ends) => {
    const { ctx } = contextWith({ "request info": failing(status) });
    const observed = observedOrder(order({ requests: [{ requestId: 71, type: "reissue", status: "approved" }] }), []);

    const look = untoldOf(observed, justIssued({ orderId: 118 }), ownRequests, ctx);

    await (ends
      ? expect(look).resolves.toEqual({ open: [], left: [] })
      : expect(look).rejects.toThrow("it failed (500)"));
  },
);

test("a create reads no request that is older than a day: an earlier resource of its name may have made it", async () => {
  const { ctx, asked } = contextWith({});
  const requests = [{ requestId: 71, type: "reissue", status: "approved", date: "2026-11-20T11:00:00Z" }];

  await untoldOf(observedOrder(order({ requests }), []), undefined, ownRequests, ctx);

  expect(asked).toEqual([]);
});
