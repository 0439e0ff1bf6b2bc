import { contextWith, failing } from "../../order/observe.fake";
import { observedOrder } from "../../order/observed-order";
import { order } from "../../order/observed-order.fake";
import { revokeOurs } from "./revoke-owned";

const me = { userId: 101 };
const waiting = order({ requests: [{ requestId: 12, type: "revoke", status: "pending" }] });

const revokeOrder = (answers: object, shown = order()) => {
  const { ctx, run } = contextWith({ "order info": shown, "list reissues": [], "my user": me, ...answers });
  const what = { name: "order 118", observed: observedOrder(shown, []), how: undefined, blocked: () => undefined };
  return { revoked: revokeOurs({ target: { wholeOrder: 118 }, ...what }, ctx), run };
};

test("what cannot be seen is an error, for nothing is kept of a delete", async () => {
  const lost = failing(0, { code: "unreachable", outcome: "unknown", what: "no answer: cut" });

  await expect(revokeOrder({ "revoke order": lost }).revoked).rejects.toThrow(
    "it is not known whether order 118 was revoked: no answer: cut\nrun the same command again: it looks first",
  );
});

test("a request that an interrupted delete made is not made again", async () => {
  const request = { requestId: 12, status: "pending", requester: me, comments: "pulumi: order 118" };
  const { revoked, run } = revokeOrder({ "request info": request }, waiting);

  expect(await revoked).toEqual({ is: "requested", requestId: 12, proven: true });
  expect(run.lines).toEqual(["info: order 118: request 12 to revoke waits already; no second one is made"]);
});
