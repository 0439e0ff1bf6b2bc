import type { Certificate, Order } from "../world/facts";
import { nameSet } from "../world/names";
import { isCodeSigning, isTls, type Product } from "../world/products";
import { type Asking, ask } from "../world/requests/ask";
import { cancelOrder, carryOutRevoke, decide } from "../world/requests/decide";
import { settle } from "../world/settle";
import type { World } from "../world/world";
import { BadPull, type Pull } from "./lever";
import { keyOf } from "./make";
import { ADMINISTRATOR, SOMEBODY } from "./people";
import type { OrderState, OrderWish } from "./types";

/** Longer than any test waits. */
const NEVER = Number.POSITIVE_INFINITY;

type Start = Pick<Asking, "skipApproval" | "approvalNeeded" | "proven" | "slowSeconds">;
type Arrive = (pull: Pull, order: Order, original: Certificate, renew: () => void) => void;

interface Road {
  /** How the original certificate is asked for. */
  start: Start;
  /** What happens to the order after that. */
  arrive?: Arrive;
  /** Which products may be so; all when left out. */
  of?: { products: (product: Product) => boolean; named: string };
}

const AT_ONCE: Start = { skipApproval: true, proven: true, slowSeconds: 0 };
const SLOW: Start = { ...AT_ONCE, slowSeconds: NEVER };
const APPROVED: Start = { skipApproval: false, approvalNeeded: true, proven: true, slowSeconds: 0 };
const TLS = { products: isTls, named: "TLS products" };

const touchAndSettle = (world: World, order: Order): void => {
  world.touch(order);
  settle(world);
};

/** Every state an order can be found in, and the road that leads there. */
const ROADS: Record<OrderState, Road> = {
  issued: { start: AT_ONCE },
  renewed: { start: AT_ONCE, arrive: (_pull, _order, _original, renew) => renew() },
  expired: { start: AT_ONCE },
  needs_approval: { start: APPROVED },
  rejected: {
    start: APPROVED,
    arrive: ({ world }, order) => {
      const request = order.requests[0];
      if (request !== undefined) decide(world, request, "rejected", { by: ADMINISTRATOR });
    },
  },
  pending: {
    start: SLOW,
    of: TLS,
    arrive: ({ world }, order, original) => {
      const { commonName, dnsNames } = original.asked;
      original.toProve = nameSet(commonName, dnsNames);
      original.slowSeconds = 0;
      touchAndSettle(world, order);
    },
  },
  processing: { start: SLOW },
  waiting_pickup: {
    start: AT_ONCE,
    of: { products: (p) => isCodeSigning(p) || p.family === "client", named: "code signing and client products" },
  },
  canceled: { start: SLOW, arrive: ({ world }, order) => cancelOrder(world, order, { by: SOMEBODY }) },
  revoked: { start: AT_ONCE, arrive: ({ world }, order) => carryOutRevoke(world, order, {}, { by: SOMEBODY }) },
  reissue_pending: {
    start: AT_ONCE,
    arrive: ({ world }, order, original) => {
      const key = keyOf(undefined, original.asked.commonName ?? "unnamed");
      if (typeof key === "string") throw new BadPull(key);
      const asking = { by: SOMEBODY, at: world.now, skipApproval: false, approvalNeeded: true, pollsLeft: 0 };
      ask(world, order, "reissue", { ...original.asked, key }, asking);
    },
  },
};

const isState = (name: string): name is OrderState => Object.hasOwn(ROADS, name);

export const knownState = (name: string): OrderState => {
  if (!isState(name)) throw new BadPull(`state is one of ${Object.keys(ROADS).join(", ")}`);
  return name;
};

export const requireFitting = (state: OrderState, product: Product): void => {
  const { of } = ROADS[state];
  if (of !== undefined && !of.products(product)) throw new BadPull(`state ${state} is for ${of.named}`);
};

export const startOf = (state: OrderState): Start => ROADS[state].start;
export const arriveAt = (state: OrderState, pull: Pull, order: Order, original: Certificate, renew: () => void): void =>
  ROADS[state].arrive?.(pull, order, original, renew);

/** How many days ago the order was made. An expired one must be older than its coverage, any other younger. */
export const age = ({ ageDays }: OrderWish, state: OrderState, coverageDays: number): number => {
  const days = ageDays ?? (state === "expired" ? coverageDays + 1 : 0);
  if (days < 0) throw new BadPull("ageDays is a number of days, from 0");
  if (state === "expired" && days <= coverageDays)
    throw new BadPull("an expired order is older (ageDays) than it is long (orderValidityDays)");
  if (state !== "expired" && ageDays !== undefined && ageDays >= coverageDays)
    throw new BadPull(
      `an order of ${coverageDays} days that was made ${ageDays} days ago is expired: say state "expired"`,
    );
  return days;
};
