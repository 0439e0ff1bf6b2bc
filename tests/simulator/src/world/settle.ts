import { DIGICERT } from "./accounts";
import { DAY } from "./dates";
import type { Certificate, Order } from "./facts";
import { issue } from "./issuance/issue";
import { proveAlone } from "./proofs/prove";
import { ask } from "./requests/ask";
import { isPending, isProven, orderStatus, pendingReissue, primaryOf } from "./status";
import { remember } from "./versions";
import type { World } from "./world";

/** Something that happens by itself, and when. */
interface Event {
  at: number;
  happen: () => void;
}

const latest = (dates: readonly Date[]): number => Math.max(...dates.map((d) => d.getTime()));

/** When the CA will have issued it, if nothing but the CA is waited for. */
const readyAt = (c: Certificate): number | undefined =>
  isPending(c) && c.approvedAt && c.asked.key && isProven(c) && c.pollsLeft === 0
    ? latest([c.approvedAt, ...c.proven.values()]) + c.slowSeconds * 1000
    : undefined;

const issuances = (world: World, order: Order): Event[] =>
  order.certificates.flatMap((c) => {
    const at = readyAt(c);
    return at === undefined ? [] : [{ at, happen: () => issue(world, order, c, new Date(at)) }];
  });

const revoke = (c: Certificate, at: Date): void => {
  c.revoked = { at, reason: "superseded", by: "DigiCert" };
};

const revocations = (order: Order): Event[] =>
  order.certificates.flatMap((c) => {
    const due = c.revoked ? undefined : c.revocationDue;
    return due === undefined ? [] : [{ at: due.getTime(), happen: () => revoke(c, due) }];
  });

/** With auto-reissue, DigiCert itself reissues 30 days before the newest certificate ends, until the order ends. */
const autoReissues = (world: World, order: Order): Event[] => {
  const primary = primaryOf(order);
  const till = primary?.issued?.validTill;
  if (!order.autoReissue || !world.awkward.multiYearPlan || !primary || primary.revoked || !till) return [];
  if (pendingReissue(order) || till >= order.coverageTill) return [];
  const at = till.getTime() - 30 * DAY;
  // A certificate that lives shorter than that is not reissued on the spot, over and over.
  if (at <= (primary.issued?.at.getTime() ?? at)) return [];
  return [
    {
      at,
      happen: () =>
        void ask(world, order, "reissue", primary.asked, { by: DIGICERT, at: new Date(at), skipApproval: false }),
    },
  ];
};

const eventsOf = (world: World, order: Order): Event[] =>
  order.canceledAt || order.revokedAt
    ? []
    : [...issuances(world, order), ...revocations(order), ...autoReissues(world, order)];

const settleOrder = (world: World, order: Order, now: Date): void => {
  remember(world, order, now);
  proveAlone(world, order, now);
  for (let turns = 0; turns < 1000; turns++) {
    const next = eventsOf(world, order).reduce<Event | undefined>(
      (first, e) => (first === undefined || e.at < first.at ? e : first),
      undefined,
    );
    if (next === undefined || next.at > now.getTime()) break;
    next.happen();
    noteChanges(world, order, new Date(next.at));
    proveAlone(world, order, now);
  }
  noteChanges(world, order, now);
  const waits =
    !order.canceledAt && !order.revokedAt && (eventsOf(world, order).length > 0 || order.certificates.some(isPending));
  if (!waits) world.restless.delete(order);
};

const noteChanges = (world: World, order: Order, at: Date): void => {
  remember(world, order, at);
  const status = orderStatus(order, at, world.awkward);
  const primary = primaryOf(order)?.id;
  const last = order.changes.at(-1);
  const isReissued = last?.primary !== undefined && last.primary !== primary;
  if (last?.status === status && !isReissued) return;
  const wasPending = last?.status === "reissue_pending" && status === "issued";
  order.changes.push({ at, status, primary, ofReissue: isReissued || wasPending || status === "reissue_pending" });
};

/** Lets everything happen that is due by now, in the order of time. */
export const settle = (world: World): void => {
  const now = world.now;
  for (const order of [...world.restless]) settleOrder(world, order, now);
};

/** A read of the order: issuance may be waiting for some. */
export const countPoll = (world: World, order: Order): void => {
  for (const c of order.certificates)
    if (isPending(c) && c.approvedAt && isProven(c) && c.pollsLeft > 0) c.pollsLeft -= 1;
  settle(world);
};
