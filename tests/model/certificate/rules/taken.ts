import type { Saved } from "../../../in-process-engine/steps";
import type { OrderFacts } from "../../../simulator/src";
import { isOurs } from "../world";
import { isKept, type Moment, type Rule } from "./moment";

/** Nothing is revoked or cancelled that is not ours to take. */
export const onlyOursTaken: Rule = (moment) => {
  for (const [index, order] of moment.after.observed.entries()) {
    const prior = moment.before.observed[index];
    cancelled(moment, index, prior, order);
    for (const id of newlyTaken(prior, order)) revoked(moment, order, id);
  }
};

const cancelled = (moment: Moment, index: number, prior: OrderFacts | undefined, is: OrderFacts): void => {
  for (const c of is.certificates) {
    const old = prior?.certificates.find(({ id }) => id === c.id);
    if (!["canceled", "rejected"].includes(c.status) || old?.status !== "pending") continue;
    if (!isOurs(c)) moment.story.broken(`cancelled somebody else's reissue ${c.id}`);
    // Nobody else said no to it.
    const book = moment.world.orders[index];
    if (book?.spent?.certificateId === c.id) book.spent = undefined;
  }
};

/** Certificates that were revoked, or asked to be, between the two. */
const newlyTaken = (prior: OrderFacts | undefined, is: OrderFacts): ReadonlySet<number> => {
  const revoked = is.revocations
    .filter(({ certificateId, at, by }) => {
      const old = prior?.revocations.find((r) => r.certificateId === certificateId);
      return at !== null && by === "account" && (old === undefined || old.at === null);
    })
    .map(({ certificateId }) => certificateId);
  const asked = is.requests
    .filter(({ id, type }) => type === "revoke" && !prior?.requests.some((r) => r.id === id))
    .flatMap(({ certificateId }) => (certificateId === null ? is.certificates.map(({ id }) => id) : [certificateId]));
  return new Set([...revoked, ...asked]);
};

const revoked = (moment: Moment, order: OrderFacts, id: number): void => {
  const { what, ended, before, after } = moment;
  if (what === "refresh" || what === "preview") moment.story.broken(`a ${what} revoked certificate ${id}`);
  const c = order.certificates.find((other) => other.id === id);
  // A delete that failed later, or was killed, has no less right to what it did.
  const allowed = (c !== undefined && isOurs(c)) || before.saved.some((saved) => maySay(saved, id));
  if (!allowed) moment.story.broken(`revoked certificate ${id}, which is not ours to take`);
  const gone = before.saved.filter((saved) => !isKept(saved, moment) || what === "destroy");
  if (gone.some(({ outputs }) => outputs["onDelete"] === "retain" && Number(outputs["orderId"]) === order.id))
    moment.story.broken(`revoked certificate ${id} although it was to be retained`);
  const { resource } = after;
  if (what === "up" && !ended.killed && resource?.outputs["certificateId"] === id && resource.initErrors === undefined)
    moment.story.broken(`revoked certificate ${id}, which is the one we keep`);
};

/** The user said in so many words that it is to be revoked. */
const maySay = ({ outputs }: Saved, id: number): boolean =>
  outputs["onDelete"] === "revokeOrder" || (outputs["onDelete"] === "revoke" && outputs["certificateId"] === id);
