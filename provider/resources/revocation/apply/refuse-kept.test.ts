import { contextWith } from "../../order/observe.fake";
import { observedOrder } from "../../order/observed-order";
import { order } from "../../order/observed-order.fake";
import type { Target } from "../../revoke/target";
import { type ObservedTarget, UNSEEN } from "../../revoke/target-status";
import { refuseKept } from "./refuse-kept";

const observed = observedOrder(order(), []);
const seen: ObservedTarget = { orderId: 118, observed, certificate: observed.primary };

const refusal = (target: Target, sight: ObservedTarget, owned: readonly string[], mayKeep: readonly string[]) => {
  const { ctx } = contextWith({});
  try {
    refuseKept(target, sight, "it", {
      ...ctx,
      owned: (thing) => (owned.includes(thing) ? "now" : undefined),
      mayBeKeptBy: (things) => (things.some((thing) => mayKeep.includes(thing)) ? "web" : undefined),
    });
    return "let through";
  } catch (error) {
    return (error as Error).message.split("\n")[0];
  }
};

const KEPT =
  "it is kept by another resource of this program, which would have it replaced, to be revoked again, and so on; nothing was sent";
const PERHAPS =
  "it is or may come to be kept by resource web of this program, whose step is not over; nothing was sent";

test.each<[string, Target, ObservedTarget, string[], string[], string]>([
  ["nobody's", { certificateId: 1001 }, seen, ["certificate 1002"], ["a certificate of order 119"], "let through"],
  ["another resource's", { certificateId: 1001 }, seen, ["certificate 1001"], [], KEPT],
  ["another resource's, by its other name", { serialNumber: "0A1B2C" }, seen, ["certificate 1001"], [], KEPT],
  ["an order that another resource keeps", { wholeOrder: 118 }, seen, ["order 118"], [], KEPT],
  [
    "of an order whose resource is not done",
    { certificateId: 1001 },
    seen,
    [],
    ["a certificate of order 118"],
    PERHAPS,
  ],
  ["what a resource keeps until it has moved", { certificateId: 1001 }, seen, [], ["certificate 1001"], PERHAPS],
  ["such an order", { wholeOrder: 118 }, UNSEEN, [], ["a certificate of order 118"], PERHAPS],
  [
    "of an unknown order, while any resource is not done",
    { certificateId: 1001 },
    UNSEEN,
    [],
    ["a certificate of order "],
    PERHAPS,
  ],
])("a target that is %s", (_, target, sight, owned, mayKeep, expected) => {
  expect(refusal(target, sight, owned, mayKeep)).toBe(expected);
});
