import { type Outside, type PublishedRecord, RECORD_TYPES } from "../world/proofs/records";
import { settle } from "../world/settle";
import { isPending } from "../world/status";
import { orderFacts } from "./facts";
import { BadPull, type Pull, readWish } from "./lever";
import { keyOf } from "./make";
import { findOrder } from "./make-order";
import type { DnsFacts, OrderFacts } from "./types";

const RECORD = { name: "text", type: "text", value: "text" } as const;
const OUTSIDE = { server: "text", web: "text" } as const;

const ADDRESS = /^(\[[0-9a-f:]+\]|[\w.-]+):\d+$/i;

const readRecord = (body: Pull["body"]): Partial<PublishedRecord> => {
  const { name, type, value } = readWish(body, RECORD);
  const known = RECORD_TYPES.find((t) => t === type?.toUpperCase());
  if (type !== undefined && known === undefined) throw new BadPull(`type is one of ${RECORD_TYPES.join(", ")}`);
  return {
    ...(name === undefined ? {} : { name }),
    ...(known === undefined ? {} : { type: known }),
    ...(value === undefined ? {} : { value }),
  };
};

export const showDns = ({ world }: Pull): DnsFacts => ({
  records: [...world.records.published],
  outside: world.records.outside,
});

/** POST /dns: a record `{name, type, value}`, or whom to ask: `{server: "127.0.0.1:5353"}`, `{web: "127.0.0.1:8081"}`. */
export const publish = (pull: Pull): DnsFacts => {
  const { world, body } = pull;
  if ("server" in body || "web" in body) {
    const outside: Outside = readWish(body, OUTSIDE);
    for (const address of [outside.server, outside.web])
      if (address !== undefined && !ADDRESS.test(address)) throw new BadPull("an address is host:port");
    world.records.outside = { ...world.records.outside, ...outside };
    return showDns(pull);
  }
  const { name, type, value } = readRecord(body);
  if (name === undefined || type === undefined || value === undefined)
    throw new BadPull("name, type and value are needed");
  world.records.publish({ name, type, value });
  return showDns(pull);
};

/** DELETE /dns: the records that match; without a body all of them, and nobody outside is asked any more. */
export const withdraw = (pull: Pull): DnsFacts => {
  const like = readRecord(pull.body);
  pull.world.records.withdraw(like);
  if (Object.keys(like).length === 0) pull.world.records.outside = {};
  return showDns(pull);
};

/** POST /orders/:id/pickup: the recipient of a code signing or client certificate brings a key. */
export const pickUp = async (pull: Pull): Promise<OrderFacts> => {
  const { world } = pull;
  const order = findOrder(pull);
  const { csr } = readWish(pull.body, { csr: "text" });
  const waiting = order.certificates.find((c) => isPending(c) && !c.asked.key);
  if (waiting === undefined) throw new BadPull(`order ${order.id} waits for nobody's key`, 409);
  const key = await keyOf(csr, "unnamed");
  if (typeof key === "string") throw new BadPull(`csr: ${key}`);
  waiting.asked = { ...waiting.asked, key, keyMadeElsewhere: true };
  world.touch(order);
  settle(world);
  return orderFacts(world, order);
};
