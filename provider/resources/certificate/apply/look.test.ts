import { keyText } from "../../../pki/keys.fake";
import { contextWith } from "../../order/observe.fake";
import { observedOrder } from "../../order/observed-order";
import { entry, order } from "../../order/observed-order.fake";
import type { Pending } from "../../order/ownership/pending";
import { desiredOf } from "../desired/desired";
import type { CertificateInputs } from "../inputs";
import { justIssued } from "../state.fake";
import { pendingState } from "../transitions/next-state";
import { type How, look, type Sight } from "./look";

/*
 * What a look reads of a reissue with another key that has not been issued yet.
 */
const inputs = { orderId: 118, csr: keyText("p256-other") } as CertificateInputs;
const page = observedOrder(order(), []);
const NOW = Date.parse("2026-11-22T12:00:00Z");
const sighted: Sight = { page: { order: page, at: NOW - 5_000 }, decided: [], wholeAt: NOW - 5_000 };
const turn = { phase: "issuing", unproven: [] } as const;

const waiting = (pending: Partial<Pending>) =>
  pendingState(inputs, desiredOf(inputs, { names: page.primary?.names ?? [] }), page, justIssued(inputs), {
    phase: "issuing",
    since: "2026-11-22T11:59:57.000Z",
    requestIds: [],
    ...pending,
  });
const direct = { certificateId: 1002 };
const requested = { requestIds: [7] };

interface Shown {
  readonly status?: string;
  readonly request?: string;
}

const asked = async (
  pending: Partial<Pending>,
  sight: Partial<Sight> = {},
  how: Partial<How> = {},
  { status = "reissue_pending", request = "approved" }: Shown = {},
) => {
  const { ctx, asked } = contextWith({
    "order info": order({ status }),
    "list reissues": [entry()],
    "request info": { requestId: 7, status: request, requester: { userId: 101 } },
    "order validation": { names: [] },
  });
  const looked = await look(
    waiting(pending),
    inputs,
    { ...sighted, ...sight },
    { isLagOver: false, isLast: false, ...how },
    ctx,
  );
  return { asked, looked };
};

const approved = { requestId: 7, status: "approved", requester: { userId: 101 } };
const then = { turn, page: { order: observedOrder(order({ status: "reissue_pending" }), []), at: NOW - 5_000 } };

test.each<[string, Parameters<typeof asked>, readonly string[]]>([
  ["the first time, the order's page, and whose turn it is", [direct], ["order info", "order validation"]],
  ["after that the page alone", [direct, then], ["order info"]],
  [
    "the list, too, when the page has changed",
    [direct, then, {}, { status: "issued" }],
    ["order info", "list reissues"],
  ],
  [
    "everything when the last time is five minutes ago",
    [direct, { ...then, wholeAt: NOW - 300_000 }],
    ["order info", "list reissues", "order validation"],
  ],
  [
    "everything before the step ends",
    [direct, then, { isLast: true }],
    ["order info", "list reissues", "order validation"],
  ],
  ["while its request waits, that alone", [requested, {}, {}, { request: "pending" }], ["request info"]],
  ["when it was just approved, nothing more: nothing can have come of it yet", [requested], ["request info"]],
  [
    "after the approval the list, beside the page of a moment ago",
    [requested, { decided: [approved], turn }],
    ["list reissues"],
  ],
  [
    "after the approval the page as well, once it is older than pages lag",
    [requested, { decided: [approved], turn, page: { order: page, at: NOW - 36_000 } }],
    ["list reissues", "order info"],
  ],
  [
    "with a word for its request that nobody knows, the list as well",
    [requested, {}, {}, { request: "on_hold" }],
    ["request info", "list reissues"],
  ],
  [
    "what was read a moment ago is not read again",
    [requested, {}, { given: { order: page, requests: [approved] } }],
    ["order validation"],
  ],
])("%s", async (_, [pending, ...more], calls) => {
  expect((await asked(pending, ...more)).asked).toEqual(calls);
});

test("a request that nobody has decided is waited for as an approval, and its approval as an issuance", async () => {
  const phase = async (request: string) => (await asked(requested, {}, {}, { request })).looked;

  expect(await phase("pending")).toMatchObject({ is: "waiting", turn: { phase: "approval" } });
  expect(await phase("approved")).toMatchObject({ is: "waiting", turn: { phase: "issuing" } });
});

test("a rejection is seen though the order's page is not read before it is said", async () => {
  expect((await asked(requested, {}, {}, { request: "rejected" })).looked).toMatchObject({ is: "over" });
});
