import { internalOf, type Saved } from "../../../in-process-engine/steps";
import type { CertificateFacts, OrderFacts } from "../../../simulator/src";
import { awaits, isSame, ledgerOf, pendingOf } from "../state";
import { asksToRevoke, isOurs, type World } from "../world";
import type { Moment, Rule } from "./moment";

/** What state calls ours is ours. */
export const ownedIsOurs: Rule = (moment) => {
  const all = moment.after.observed.flatMap(({ certificates }) => certificates);
  for (const saved of moment.after.saved) {
    const held = all.find(({ id }) => id === saved.outputs["certificateId"]);
    if (held !== undefined) truthAbout(moment, saved, held);
    for (const id of ledgerOf(saved))
      if (!all.some((c) => c.id === id && isOurs(c))) moment.story.broken(`the ledger holds ${id}, which is not ours`);
  }
};

const truthAbout = ({ world, story, after }: Moment, { outputs }: Saved, held: CertificateFacts): void => {
  if (outputs["origin"] === "issued" && !isOurs(held))
    story.broken(`state says that ${held.id} was issued for us, and it was not`);
  // Where nothing shows who asked, it is named, and counts as found.
  const isUnnamed = world.setting.awkward.missingInLists?.includes("user_id") === true;
  const cannotBeTold =
    (isUnnamed || after.observed.some((order) => hasKilledTwin(order, held, world))) && world.told.has(held.id);
  const isExcused = cannotBeTold || world.orphans.has(held.id) || world.released.has(held.id);
  if (outputs["origin"] !== "issued" && isOurs(held) && !isExcused)
    story.broken(`state says that ${held.id} was found, but we had it issued`);
  if (outputs["publicKeySha256"] !== held.spkiSha256) story.broken(`state has another key than certificate ${held.id}`);
  if (held.pem !== null && oneLine(String(outputs["certificatePem"])) !== oneLine(held.pem))
    story.broken(`state has another PEM than certificate ${held.id}`);
};

/** Two for one key, and one of them asked for by a process that was killed: nobody can tell which is which. */
const hasKilledTwin = (order: OrderFacts, { spkiSha256: key }: CertificateFacts, { orphans }: World): boolean =>
  order.certificates.some(({ id, spkiSha256 }) => orphans.has(id) && spkiSha256 === key);

const oneLine = (pem: string): string => pem.replace(/\s/g, "");

/** A changed trigger is answered by a certificate that was asked for because of it; where the lists tell who asked, by us. */
export const triggersAreAnswered: Rule = (moment) => {
  const { ended, before, after, world } = moment;
  const now = after.resource;
  if (!ended.ok || !ended.did.includes("update") || now === undefined) return;
  const prior = before.saved.find((saved) => isSame(saved, now));
  if (prior === undefined || internalOf(prior)["askedBefore"] !== undefined) return;
  const [from, to] = [prior, now].map(({ outputs }) => JSON.stringify(outputs["triggers"]));
  if (to === undefined || from === to || [prior, now].some((saved) => pendingOf(saved) !== undefined)) return;
  const all = after.observed.flatMap(({ certificates }) => certificates);
  const held = all.find(({ id }) => id === now.outputs["certificateId"]);
  if (held === undefined || held.id === prior.outputs["certificateId"])
    return moment.story.broken("a trigger was not answered");
  const asked = all.some(({ id }) => world.orphans.has(id));
  const { primaryInReissueList, missingInLists } = world.setting.awkward;
  const isNamed = primaryInReissueList === true && missingInLists?.includes("user_id") !== true;
  if (isNamed && !isOurs(held) && !asked)
    moment.story.broken(`a trigger was answered by certificate ${held.id}, which somebody else had asked for`);
};

/** Every live certificate that was issued for us is in state, was on its way when state was written, or was named. */
export const nothingForgotten: Rule = (moment) => {
  const { ended, after, world } = moment;
  if (ended.killed) return;
  for (const order of after.observed)
    for (const c of order.certificates) {
      if (!isOurs(c) || c.status !== "issued" || world.orphans.has(c.id) || world.released.has(c.id)) continue;
      if (world.told.has(c.id)) continue;
      if (asksToRevoke(order, c.id)) continue;
      // Replaced before anybody looked, on an order whose list does not show what was replaced.
      if (world.setting.awkward.primaryInsteadOfReissues === true && !c.primary) continue;
      if (hasKilledTwin(order, c, world)) continue;
      if (!after.saved.some((saved) => knowsOf(saved, order, c)))
        moment.story.broken(`our certificate ${c.id} is alive and forgotten`);
    }
};

const knowsOf = (saved: Saved, order: OrderFacts, c: CertificateFacts): boolean => {
  // A ledger may hold certificates of an order that the resource was about before.
  if (ledgerOf(saved).includes(c.id)) return true;
  if (Number(saved.id) !== order.id) return false;
  if (saved.outputs["certificateId"] === c.id) return true;
  const pending = pendingOf(saved);
  if (pending === undefined) return false;
  return awaits(pending, c) || (pending.certificateId === undefined && pending.requestIds.length === 0);
};
