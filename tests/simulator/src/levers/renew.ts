import { settle } from "../world/settle";
import { primaryOf } from "../world/status";
import { orderFacts } from "./facts";
import { BadPull, type Pull } from "./lever";
import { findOrder, readOrderWish, renewalOf } from "./make-order";
import type { OrderFacts } from "./types";

/** POST /orders/:id/renew: somebody renews the order; facts of the old one, whose `renewedBy` is the new one. */
export const renewElsewhere = (pull: Pull): OrderFacts => {
  const { world } = pull;
  const old = findOrder(pull);
  if (old.renewedBy !== undefined) throw new BadPull(`order ${old.id} was renewed before`, 409);
  if (old.revokedAt || old.canceledAt || primaryOf(old) === undefined)
    throw new BadPull(`order ${old.id} was not issued, or has ended; it cannot be renewed`, 409);
  renewalOf(pull, old, readOrderWish(pull));
  settle(world);
  return orderFacts(world, old);
};
