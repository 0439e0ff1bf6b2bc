import type { CertificateFacts, OrderFacts } from "../../../simulator/src";
import { DAY } from "../../simulated";
import { desiredOf, fits } from "../program";
import { awaits, pendingOf } from "../state";
import { isOurs, namesOf, type OrderBook, sameRequest, shownCertificate } from "../world";
import type { Moment, Rule } from "./moment";

/** Nothing is asked for twice, nothing that is there already, nothing that takes names away unasked. */
export const askedOnce: Rule = (moment) => {
  const { before, after, world } = moment;
  for (const [index, order] of after.observed.entries()) {
    const had = new Set(before.observed[index]?.certificates.map(({ id }) => id));
    const [mine, ...more] = order.certificates.filter((c) => isOurs(c) && !had.has(c.id));
    const book = world.orders[index];
    if (mine === undefined || book === undefined) continue;
    if (moment.what !== "up") moment.story.broken(`a ${moment.what} asked for a reissue`);
    if (more.length > 0) moment.story.broken("one up asked for two reissues");
    if (index !== moment.program.order) moment.story.broken("a reissue of an order that is not wanted");
    notNeedlessly(moment, order, book, mine);
    if (!fits({ ...mine, issuedNames: namesOf(mine) }, moment.program, world.keys))
      moment.story.broken(`asked for something else than what is wanted: ${shownCertificate(mine, world.keys)}`);
    notTwice(moment, order, mine);
    notAfterANo(moment, before.observed[index], book, mine);
    note(moment, book, mine);
  }
};

const notNeedlessly = (moment: Moment, order: OrderFacts, book: OrderBook, mine: CertificateFacts): void => {
  const { before, program, world } = moment;
  const at = Date.parse(mine.askedAt);
  const current = order.certificates
    .filter((c) => c !== mine && c.issuedAt !== null && Date.parse(c.issuedAt) <= at)
    .sort((a, b) => Date.parse(a.issuedAt ?? "") - Date.parse(b.issuedAt ?? ""))
    .at(-1);
  if (current === undefined) return;
  const end = Date.parse(current.validTill ?? "");
  const alive = (current.revokedAt === null || Date.parse(current.revokedAt) > at) && end > at;
  const due = (end - at) / DAY < (program.minDays ?? 30);
  // Without an opinion about names, those that were asked for before count, until it is finished.
  const borrowed = program.names === undefined && before.saved.some((saved) => pendingOf(saved) !== undefined);
  if (alive && !due && !borrowed && !book.fieldsChanged && fits(current, program, world.keys))
    moment.story.broken(`reissued although certificate ${current.id} is live and what is wanted`);
  const lost = current.issuedNames.filter((name) => !namesOf(mine).includes(name));
  if (lost.length > 0 && program.allowSanRemoval !== true)
    moment.story.broken(`took ${lost.join(", ")} away without allowSanRemoval`);
};

/** One wish is paid for once: what was asked for it before has come to nothing, or has been replaced or used up. */
const notTwice = ({ before, program, world, story }: Moment, order: OrderFacts, mine: CertificateFacts): void => {
  const known = before.observed.find(({ id }) => id === order.id);
  const first = known?.certificates.find(
    (c) => c.status === "pending" && isOurs(c) && world.wishes.get(c.id) === desiredOf(program),
  );
  const now = order.certificates.find(({ id }) => id === first?.id);
  // Cancelled by this very command, or ended while it ran.
  if (first !== undefined && (now?.status === "pending" || now?.status === "issued"))
    story.broken(`paid for ${mine.id}, though certificate ${first.id} was under way for the same wish`);
};

const notAfterANo = (
  { ended, program, name, story }: Moment,
  before: OrderFacts | undefined,
  { spent }: OrderBook,
  mine: CertificateFacts,
): void => {
  const earlier = before?.certificates.find(({ id }) => id === spent?.certificateId);
  // A resource that is being created knows of nothing.
  if (
    ended.did.includes("update") &&
    spent?.desired === desiredOf(program) &&
    // With it the same is another question.
    spent.skipApproval === program.skipApproval &&
    spent.name === name &&
    spent.known &&
    earlier !== undefined &&
    ["rejected", "canceled"].includes(earlier.status) &&
    sameRequest(earlier, mine)
  )
    story.broken(`asked again for what somebody said no to (certificate ${earlier.id})`);
};

const note = ({ ended, after, program, name, world }: Moment, book: OrderBook, mine: CertificateFacts): void => {
  const pending = after.resource && pendingOf(after.resource);
  const known = !ended.killed && pending !== undefined && awaits(pending, mine);
  book.spent = { desired: desiredOf(program), skipApproval: program.skipApproval, certificateId: mine.id, name, known };
  book.fieldsChanged = false;
  world.wishes.set(mine.id, desiredOf(program));
  if (ended.killed) world.orphans.add(mine.id);
};
