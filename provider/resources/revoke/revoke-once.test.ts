import type { ApprovalRequest, PlacedRevocation } from "../../certcentral";
import { contextWith, failing } from "../order/observe.fake";
import { observedOrder } from "../order/observed-order";
import { order } from "../order/observed-order.fake";
import { type RevokeOnce, revokeOnce } from "./revoke-once";
import type { ObservedTarget } from "./target-status";

const me = { userId: 101 };
const ours: ApprovalRequest = {
  requestId: 12,
  status: "pending",
  requester: me,
  comments: "pulumi: certificate 1001",
};
const likely: ApprovalRequest = { requestId: 12, status: "pending", requester: me };
const theirs: ApprovalRequest = { requestId: 12, status: "pending", requester: { userId: 7, name: "Ada Example" } };
const done: PlacedRevocation = { outcome: "revoked" };
const lost = failing(0, { code: "unreachable", outcome: "unknown" });

const seen = (requestStatus?: string, status = "issued"): ObservedTarget => {
  const requests = requestStatus === undefined ? [] : [{ requestId: 12, type: "revoke", status: requestStatus }];
  const observed = observedOrder(order({ requests }, { status }), []);
  return { orderId: 118, observed, certificate: observed.primary };
};

/** Revokes certificate 1001, which is seen like this before and after. */
const play = async (
  { before = seen(), after = seen(), request = ours, answer = done as unknown },
  more: Partial<RevokeOnce> = {},
) => {
  const { ctx, asked, run } = contextWith({ "request info": request, "my user": me, "revoke certificate": answer });
  const what: RevokeOnce = { name: "it", before, how: {}, keepsState: true, blocked: () => undefined, ...more };
  const revoked = await revokeOnce({ certificateId: 1001 }, async () => after, what, ctx);
  return { revoked, writes: asked.filter((name) => name === "revoke certificate").length, lines: run.lines };
};

const sentAt = expect.any(String);
const requested = { is: "requested", requestId: 12 };
type Scene = Parameters<typeof play>[0];
test.each<[string, Scene, Partial<RevokeOnce>, object, number]>([
  ["it is revoked already", { before: seen(undefined, "revoked") }, {}, { is: "revoked" }, 0],
  ["a request of ours waits", { before: seen("pending") }, {}, { ...requested, proven: true }, 0],
  [
    "one that is likely ours waits",
    { before: seen("pending"), request: likely },
    {},
    { ...requested, proven: false },
    0,
  ],
  [
    "it is likely ours, and no state is kept",
    { before: seen("pending"), request: likely },
    { keepsState: false },
    { is: "revoked", sentAt },
    1,
  ],
  [
    "it is refused, and was revoked meanwhile, though no state is kept",
    { after: seen(undefined, "revoked"), answer: failing(400, { code: "refused" }) },
    { keepsState: false },
    { is: "revoked", sentAt },
    1,
  ],
  ["somebody else's waits", { before: seen("pending"), request: theirs }, {}, { is: "revoked", sentAt }, 1],
  ["nothing is there", {}, {}, { is: "revoked", sentAt }, 1],
  [
    "the answer is lost, and it was done",
    { answer: lost, after: seen(undefined, "revoked") },
    {},
    { is: "revoked", sentAt },
    1,
  ],
  [
    "the answer is lost, and our request is there",
    { answer: lost, after: seen("pending") },
    {},
    { ...requested, sentAt },
    1,
  ],
  ["the answer is lost, and nothing is there", { answer: lost }, {}, { is: "in doubt", sentAt }, 1],
  [
    "the answer is lost, and our request is decided",
    { answer: lost, after: seen("rejected"), request: { ...ours, status: "rejected" } },
    {},
    { ...requested, sentAt },
    1,
  ],
  [
    "our request is decided, and no state is kept",
    { answer: lost, after: seen("rejected"), request: { ...ours, status: "rejected" } },
    { keepsState: false },
    { is: "in doubt", sentAt },
    1,
  ],
])("%s", async (_, scene, more, expected, sent) => {
  const { revoked, writes } = await play(scene, more);

  expect(revoked).toMatchObject(expected);
  expect("sentAt" in revoked).toBe(sent > 0);
  expect(writes).toBe(sent);
});

test("somebody else's request is named; whoever refuses is heard before anything is sent", async () => {
  expect((await play({ before: seen("pending"), request: theirs })).lines[0]).toMatch(/^warn: request 12, made by Ada/);
  const { ctx, asked } = contextWith({ "revoke certificate": done });
  const what: RevokeOnce = { name: "it", before: seen(), how: {}, keepsState: true, blocked: () => undefined };
  const refuse = async () => Promise.reject(new Error("kept by another"));

  await expect(
    revokeOnce({ certificateId: 1001 }, async () => seen(), { ...what, permit: refuse }, ctx),
  ).rejects.toThrow("kept");
  expect(asked).toEqual([]);
});
