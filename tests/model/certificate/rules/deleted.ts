import type { Saved } from "../../../in-process-engine/steps";
import type { OrderFacts } from "../../../simulator/src";
import { ledgerOf } from "../state";
import { asksToRevoke, isOurs } from "../world";
import { isKept, type Moment, type Rule } from "./moment";

/** What a deleted resource had issued is revoked, or a request for it waits, unless the user or another resource keeps it. */
export const nothingLeftBehind: Rule = (moment) => {
  const { before, after, world, ended } = moment;
  if (ended.killed) return;
  // What was replaced by another order is superseded: it goes with its heir, or as that one's settings say.
  const handedOn = new Set(after.saved.flatMap(ledgerOf));
  for (const gone of before.saved.filter((saved) => !isKept(saved, moment))) {
    const order = after.observed.find(({ id }) => id === Number(gone.id));
    if (order === undefined) continue;
    const kept = after.saved.some(({ id }) => id === gone.id);
    const closed = ["revoked", "expired"].includes(order.status);
    if (gone.outputs["onDelete"] !== "retain" && !kept && !closed) takenAlong(moment, gone, order, handedOn);
    for (const c of order.certificates) if (isOurs(c) && !handedOn.has(c.id)) world.released.add(c.id);
    const book = world.orders.find(({ orderId }) => orderId === order.id);
    if (book !== undefined) book.spent = undefined;
  }
};

const takenAlong = (
  { world, story, ended }: Moment,
  gone: Saved,
  order: OrderFacts,
  handedOn: ReadonlySet<number>,
): void => {
  const { certificateId, origin } = gone.outputs;
  const mine = new Set([...(origin === "issued" ? [Number(certificateId)] : []), ...ledgerOf(gone)]);
  for (const c of order.certificates) {
    if (mine.has(c.id) && !handedOn.has(c.id) && c.status === "issued" && !asksToRevoke(order, c.id))
      story.broken(`deleted, but our certificate ${c.id} is left alive`);
    // Where the lists leave out what it is, it is named, and left alone.
    const { missingInLists, listedBeforeApproval } = world.setting.awkward;
    const isDecided = ended.lines.some((line) => line.includes(`request ${c.requestId} cannot be taken back`));
    const isUntold = (missingInLists ?? listedBeforeApproval) !== undefined && world.told.has(c.id);
    if (
      c.status === "pending" &&
      isOurs(c) &&
      !isUntold &&
      !isDecided &&
      !world.orphans.has(c.id) &&
      !world.released.has(c.id)
    )
      story.broken(`deleted, but our reissue ${c.id} is still pending`);
  }
};
