import type { ApprovalRequest } from "../../certcentral";
import { contextWith, failing } from "../order/observe.fake";
import { observedOrder } from "../order/observed-order";
import { order } from "../order/observed-order.fake";
import { revocationSoFar } from "./revocation-so-far";

const request: ApprovalRequest = { requestId: 12, status: "pending", requester: { userId: 101 } };
const me = { userId: 101 };

/** Looks at certificate 1001, the only one of its order, which embeds these requests to revoke. */
const look = (
  requests: readonly number[],
  answers: object,
  { status = "issued", lostBefore = undefined as number[] | undefined, told = "pending" } = {},
) => {
  const observed = observedOrder(
    order({ requests: requests.map((requestId) => ({ requestId, type: "revoke", status: told })) }, { status }),
    [],
  );
  const { ctx, asked } = contextWith({ ...answers });
  const target = { certificateId: 1001 };
  return {
    soFar: revocationSoFar(target, { orderId: 118, observed, certificate: observed.primary }, lostBefore, ctx),
    asked,
  };
};

test.each([
  [
    "ours is found",
    { "request info": request, "my user": me },
    { seen: { is: "requested", requestId: 12, proven: false }, isOpen: true, beside: [] },
  ],
  ["a colleague's is not", { "request info": request, "my user": { userId: 7 } }, { seen: undefined, beside: [{}] }],
  [
    "it is nobody's where the key may not ask who it is",
    { "request info": request, "my user": failing(403) },
    { seen: undefined, beside: [{}] },
  ],
])("of the requests to revoke %s", async (_, answers, found) => {
  expect(await look([12], answers).soFar).toMatchObject(found);
});

test.each([
  ["there is no request", [], {}, []],
  ["all of them have vanished", [12], { "request info": failing(404) }, ["request info"]],
])("nobody is asked who we are where %s", async (_, ids, answers, calls) => {
  const { soFar, asked } = look(ids, answers);

  expect(await soFar).toEqual({ seen: undefined, isOpen: false, beside: [] });
  expect(asked).toEqual(calls);
});

test("not to know who we are is no reason to take a stranger's for ours, or ours for a stranger's", async () => {
  const { soFar } = look([12], { "request info": request, "my user": failing(502, { code: "unreachable" }) });

  await expect(soFar).rejects.toThrow("it failed (502)");
});

test("what is revoked is revoked, whatever its requests are", async () => {
  const { soFar, asked } = look([12], {}, { status: "revoked" });

  expect(await soFar).toEqual({ seen: { is: "revoked" }, isOpen: false, beside: [] });
  expect(asked).toEqual([]);
});

test("a decided request counts only after a lost answer", async () => {
  const rejected = { "request info": { ...request, status: "rejected" }, "my user": me };

  expect(await look([12], rejected, { told: "rejected" }).soFar).toMatchObject({ seen: undefined });
  expect(await look([12], rejected, { told: "rejected", lostBefore: [] }).soFar).toMatchObject({
    seen: { is: "requested", requestId: 12 },
    isOpen: false,
  });
  expect(await look([12], rejected, { told: "rejected", lostBefore: [12] }).soFar).toMatchObject({ seen: undefined });
});
