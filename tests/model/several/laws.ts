import type { Saved } from "../../in-process-engine/steps";
import { isForeign, isSame, ledgerOf, pendingOf } from "../certificate/state";
import {
  all,
  type CertificateOf,
  currentOf,
  doomed,
  holds,
  isInProgram,
  isNamed,
  isNamedIn,
  isOf,
  isOurs,
  kidOf,
  type Moment,
  names,
  orderOf,
  type PairOf,
  pairsReplacedBy,
  pairsRevokedIn,
  revokedIn,
  type Side,
  saidBy,
} from "./moment";

/*
 * What must hold at every command of a program of several resources, said of the world and of state alone.
 */

/** A complaint, where it does not hold. */
type Law = (moment: Moment) => string | undefined;

const whatIsKeptLives: Law = (moment) => {
  if (moment.what === "destroy") return undefined;
  const { before } = moment;
  // What goes in this command may be half gone.
  const staying = moment.after.saved.filter((saved) => isInProgram(moment, saved));
  for (const c of revokedIn(moment)) {
    const keeper = staying.find((saved) => currentOf(saved) === c.id || pendingOf(saved)?.certificateId === c.id);
    const isNamedUnseen = keeper !== undefined && isNamed(moment, c) && isReplacedUnseen(moment, keeper);
    if (keeper?.kind === "Certificate" && !isNamedBeforeItIsLeft(moment, keeper, c) && !isNamedUnseen)
      return `certificate ${c.id} was revoked, and is what ${keeper.name} keeps`;
    const left = before.saved.find(
      (saved) => isOf("Certificate")(saved) && currentOf(saved) === c.id && isInProgram(moment, saved),
    );
    if (left !== undefined && !isNamed(moment, c))
      return `certificate ${c.id} was revoked in the run in which ${left.name} gave it up`;
  }
  for (const p of pairsRevokedIn(moment)) {
    const keeper = staying.find((saved) => kidOf(saved) === p.kid);
    if (keeper !== undefined && !(isListed(moment, p) && isReplacedUnseen(moment, keeper)))
      return `credential ${p.credentialId} was revoked, and is the pair of ${keeper.name}`;
    const left = before.saved.find((saved) => kidOf(saved) === p.kid && isInProgram(moment, saved));
    if (isListed(moment, p)) continue;
    if (left !== undefined && !isToldWhereNothingIsShown(moment, left, p))
      return `credential ${p.credentialId} was revoked in the run in which ${left.name} gave it up`;
  }
  return undefined;
};

/**
 * A Revocation of what another resource is to leave for another order, and that is registered first, is carried out before the engine
 * has told anybody what that one keeps: it named the new order alone.
 */
const isNamedBeforeItIsLeft = ({ program, orders }: Moment, { name }: Saved, c: CertificateOf): boolean => {
  const mover = program.find((one) => one.name === name);
  return (
    mover?.kind === "Certificate" &&
    orders[mover.inputs.order] !== c.orderId &&
    program.slice(0, program.indexOf(mover)).some((one) => one.kind === "Revocation" && names(one.inputs, c))
  );
};

const isListed = ({ program }: Moment, { credentialId }: PairOf): boolean =>
  program.some((one) => one.kind === "AcmeCredentials" && one.listed?.includes(credentialId));

/** By --replace: not by a comparison, which would have told. */
const isReplacedUnseen = ({ before, ended }: Moment, { name }: Saved): boolean =>
  before.saved.some((saved) => saved.name === name) &&
  ended.rows.some((row) => row.name === name && row.did === "create") &&
  !ended.linesOf(name).some((line) => /^info: replace:/.test(line));

/** Of what --replace replaces the engine shows nothing before its delete: a `revokeExisting` names it, and revokes it as what existed. */
const isToldWhereNothingIsShown = (moment: Moment, saved: Saved, { credentialId }: PairOf): boolean =>
  isReplacedUnseen(moment, saved) &&
  moment.ended.lines.some((line) => /is REVOKED/.test(line) && new RegExp(`credential ${credentialId}\\b`).test(line));

const onlyWhatSomebodyMayRevoke: Law = (moment) => {
  const going = doomed(moment).filter(isOf("Certificate"));
  for (const c of revokedIn(moment)) {
    if (isNamed(moment, c)) continue;
    if (isOfRevokedOrder(moment, c)) continue;
    const explicit = going.some((saved) => currentOf(saved) === c.id && saved.inputs["onDelete"] === "revoke");
    if (!isOurs(c) && !explicit) return `certificate ${c.id} was revoked, which is not ours`;
    const held = [...going, ...moment.before.saved].some(
      (saved) => currentOf(saved) === c.id || ledgerOf(saved).includes(c.id) || orderOf(saved) === c.orderId,
    );
    if (!held) return `certificate ${c.id} was revoked, which nobody has`;
    const retired = moment.ended.lines.some((line) => /^info: retire:/.test(line) && line.includes(`${c.id}`));
    if (going.length === 0 && !retired) return `certificate ${c.id} was revoked, and no row tells why`;
  }
  return undefined;
};

/** A delete that leaves a certificate alone speaks for itself: another one may be told to take all of its order. */
const isOfRevokedOrder = (moment: Moment, c: CertificateOf): boolean =>
  doomed(moment).some((saved) => saved.inputs["onDelete"] === "revokeOrder" && orderOf(saved) === c.orderId);

/** What was said to stay, stays. */
const whatStaysStays: Law = (moment) => {
  const lines = [...saidBy(moment.ended), ...(moment.preview === undefined ? [] : saidBy(moment.preview))];
  const promises = lines.filter((line) =>
    /stays?\b|not revoked yet|lives? on|left as it is|nothing is revoked/.test(line),
  );
  for (const c of revokedIn(moment)) {
    const promise = promises.find(
      (line) => line.includes(`certificate ${c.id},`) || line.includes(`certificate ${c.id} `),
    );
    if (promise !== undefined && !isNamed(moment, c) && !isOfRevokedOrder(moment, c))
      return `certificate ${c.id} was revoked, though it was said: ${promise}`;
  }
  for (const p of pairsRevokedIn(moment)) {
    const promise = promises.find((line) => new RegExp(`credential ${p.credentialId}\\b`).test(line));
    if (promise !== undefined) return `credential ${p.credentialId} was revoked, though it was said: ${promise}`;
  }
  return undefined;
};

/** What a resource says that it leaves alone it does not revoke: another one may, and so may one of its name that it replaced. */
const whatIsLeftAloneIsNotTaken: Law = ({ ended, before }) => {
  for (const { name } of ended.rows.filter((row) => !before.condemned.some((saved) => saved.name === row.name))) {
    const lines = ended.linesOf(name);
    const isSaid = (id: number, what: RegExp): boolean =>
      lines.some((line) => what.test(line) && new RegExp(`(?:certificate|credential) ${id}\\b`).test(line));
    for (const id of [...before.certificates.map((c) => c.id), ...before.pairs.map((p) => p.credentialId)])
      if (isSaid(id, /\bleaves? .*alone|left alone|does not revoke/) && isSaid(id, / is revoked$/))
        return `${name} says of ${id} that it leaves it alone, and revokes it`;
  }
  return undefined;
};

const whatIsAwaitedIsNotCancelled: Law = (moment) => {
  const { before, after, ended } = moment;
  const waiting = new Set(before.certificates.filter(({ status }) => status === "pending").map(({ id }) => id));
  for (const c of after.certificates) {
    if (!waiting.has(c.id) || !["canceled", "rejected"].includes(c.status)) continue;
    if (c.ended?.by?.apiKey === null) continue;
    if (!isOurs(c)) return `the request for ${c.id} was cancelled, which is not ours`;
    // Who is killed has not told that he asks for something else.
    if (ended.killed) continue;
    // Who waits for another one's has to do with that it may come to nothing.
    const waiter = after.saved.find(
      (saved) =>
        isInProgram(moment, saved) &&
        !isForeign(saved) &&
        (pendingOf(saved)?.certificateId === c.id ||
          (c.requestId !== null && pendingOf(saved)?.requestIds.includes(c.requestId))),
    );
    // What it asks for anew, it takes back before.
    if (waiter !== undefined && !isReplacedUnseen(moment, waiter))
      return `the request for ${c.id} was cancelled, and ${waiter.name} waits for it`;
  }
  return undefined;
};

/** What was asked for in a command that was killed, and the one resource of its order whose step may have asked: no state tells of it. */
export const askedByKilled = ({ ended, before, after }: Omit<Moment, "askedUntold">): [number, Saved][] => {
  if (!ended.killed) return [];
  const known = new Set(before.certificates.map(({ id }) => id));
  return after.certificates.flatMap((c) => {
    if (known.has(c.id) || !isOurs(c) || all(after).some((saved) => isNamedIn(saved, c))) return [];
    const askers = ended.rows.filter(
      ({ did, kind }) => kind === "Certificate" && (did === "update" || did === "create"),
    );
    const [asker, ...others] = after.saved.filter(
      (saved) => askers.some(({ name }) => name === saved.name) && orderOf(saved) === c.orderId,
    );
    return asker === undefined || others.length > 0 || askers.some(({ did }) => did === "create")
      ? []
      : [[c.id, asker]];
  });
};

/** Everything ours that lives is in some state, or was told when it left it; what none ever held, when the resource goes that had asked. */
const nothingIsForgotten: Law = (moment) => {
  const { before, after, ended, askedUntold } = moment;
  if (ended.killed) return undefined;
  const said = [...moment.told, ...saidBy(ended)];
  const living = ({ status }: CertificateOf): boolean => status === "issued" || status === "pending";
  for (const c of after.certificates.filter((one) => isOurs(one) && living(one))) {
    if (holds(after, c)) continue;
    const old = before.certificates.find(({ id }) => id === c.id);
    const asker = askedUntold.get(c.id);
    const isAskerGone = asker !== undefined && !all(after).some((saved) => isSame(saved, asker));
    if (old !== undefined && !holds(before, old) && !isAskerGone) continue;
    const retained = doomed(moment).some(
      (saved) => saved.inputs["onDelete"] === "retain" && orderOf(saved) === c.orderId,
    );
    if (retained) continue;
    const isTold = said.some(
      (line) =>
        line.includes(`certificate ${c.id}`) ||
        (c.requestId !== null && line.includes(`request ${c.requestId}`)) ||
        (/was renewed|: nothing to revoke/.test(line) && line.includes(`order ${c.orderId}`)),
    );
    if (!isTold) return `certificate ${c.id} (${c.status}) lives, is in no state any more, and nobody was told`;
  }
  const holdsPair = (side: Side, p: PairOf): boolean =>
    [...side.saved, ...side.condemned].some(
      (saved) =>
        kidOf(saved) === p.kid ||
        pairsReplacedBy(saved).includes(p.credentialId) ||
        JSON.stringify(saved.outputs["orphanCandidates"] ?? []).includes(`${p.credentialId}`),
    );
  for (const p of after.pairs.filter(({ status }) => status === "active")) {
    if (holdsPair(after, p)) continue;
    const old = before.pairs.find(({ credentialId }) => credentialId === p.credentialId);
    if (old !== undefined && !holdsPair(before, old)) continue;
    if (!said.some((line) => new RegExp(`credentials? .*\\b${p.credentialId}\\b`).test(line)))
      return `credential ${p.credentialId} is active, is in no state any more, and nobody was told`;
  }
  return undefined;
};

const REISSUES = /^info: (?:reissue|replace):|asks again if nothing did/;

const onlyWhatRowsTell: Law = ({ what, ended, before, after }) => {
  const [had, hadPairs] = [before.certificates.map(({ id }) => id), before.pairs.map((p) => p.credentialId)];
  // A call that was refused for now is made again, and has paid for nothing.
  const reissues = after.certificates.filter((c) => isOurs(c) && !had.includes(c.id)).length;
  const pairs = after.pairs.filter((p) => !hadPairs.includes(p.credentialId)).length;
  if (what !== "up") return reissues + pairs > 0 ? `a ${what} asked for something` : undefined;
  const rows = ended.rows.filter(({ did }) => did === "create" || did === "update");
  const may = (kind: string, row: RegExp): number =>
    rows.filter(
      ({ kind: of, name, did }) =>
        of === kind && (did === "create" || ended.linesOf(name).some((line) => row.test(line))),
    ).length;
  if (reissues > may("Certificate", REISSUES)) return `${reissues} reissues were asked for, and the rows tell of fewer`;
  if (pairs > may("AcmeCredentials", /^info: (?:regenerate|replace|resume):/))
    return `${pairs} pairs were made, and the rows tell of fewer`;
  return undefined;
};

const DID = { "would create": "create", "would replace": "create", "would update": "update", same: "same" } as const;

const asPreviewed: Law = ({ preview, ended }) => {
  if (preview === undefined) return undefined;
  for (const { name, did } of preview.rows) {
    const row = ended.rows.find((other) => other.name === name && other.did !== "delete");
    if (row === undefined || row.did === "skipped" || row.did === "refused by check" || !(did in DID)) continue;
    if (DID[did as keyof typeof DID] !== row.did)
      return `${name}: the preview said "${did}", and the up did "${row.did}"`;
  }
  return undefined;
};

export const laws: readonly Law[] = [
  whatIsKeptLives,
  onlyWhatSomebodyMayRevoke,
  whatStaysStays,
  whatIsLeftAloneIsNotTaken,
  whatIsAwaitedIsNotCancelled,
  nothingIsForgotten,
  onlyWhatRowsTell,
  asPreviewed,
];
