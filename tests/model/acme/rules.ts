import type { Ended } from "../../in-process-engine/command";
import { internalOf, type Saved } from "../../in-process-engine/steps";
import type { CredentialFacts } from "../../simulator/src";
import { DAY, HOUR } from "../simulated";
import type { Wanted } from "./steps";

/*
 * What must hold at every command, said of the world and of state alone: the rules know nothing of how they are kept.
 */

export type What = "up" | "preview" | "refresh" | "destroy";

interface Side {
  readonly credentials: readonly CredentialFacts[];
  readonly saved: readonly Saved[];
}

/** A command, with the world and the state around it. */
export interface Moment {
  readonly what: What;
  readonly ended: Ended;
  readonly before: Side;
  readonly after: Side;
  readonly now: number;
  readonly program: ReadonlyMap<string, Wanted>;
  readonly replaced: string | undefined;
  /** The trigger that a resource's pair was last asked for with. */
  readonly answered: ReadonlyMap<string, number | undefined>;
  /** What `revokeExisting` may revoke. */
  readonly existing: ReadonlyMap<string, readonly number[]>;
}

/** A complaint, where it does not hold. */
type Rule = (moment: Moment) => string | undefined;

export const kidOf = (saved: Saved | undefined): unknown => saved?.outputs["kid"] ?? undefined;

export const ledgerOf = ({ outputs }: Saved): { credentialId: number; replacedAt: string }[] =>
  (outputs["previousCredentials"] ?? []) as { credentialId: number; replacedAt: string }[];

export const unseenOf = ({ outputs }: Saved): number[] =>
  ((outputs["orphanCandidates"] ?? []) as { credentialId: number }[]).map(({ credentialId }) => credentialId);

/** The pairs of a resource: the current one, and those that it replaced. */
export const idsHeld = (saved: Saved, credentials: readonly CredentialFacts[]): number[] => [
  ...credentials.filter(({ kid }) => kid === kidOf(saved)).map(({ credentialId }) => credentialId),
  ...ledgerOf(saved).map(({ credentialId }) => credentialId),
];

const madeIn = ({ before, after }: Moment): readonly CredentialFacts[] => {
  const had = new Set(before.credentials.map(({ credentialId }) => credentialId));
  return after.credentials.filter(({ credentialId }) => !had.has(credentialId));
};

const revokedIn = ({ before, after }: Moment): readonly CredentialFacts[] => {
  const active = new Set(before.credentials.filter((c) => c.status === "active").map((c) => c.credentialId));
  return after.credentials.filter((c) => c.status === "revoked" && active.has(c.credentialId));
};

const inProgram = (moment: Moment, side: Side): readonly Saved[] =>
  side.saved.filter((saved) => moment.program.has(saved.name));

/** Why a resource may have a new pair now. */
const isDue = (moment: Moment, name: string, inputs: Wanted): boolean => {
  const { before, answered, replaced, now } = moment;
  const saved = before.saved.find((old) => old.name === name);
  if (saved === undefined || name === replaced || kidOf(saved) === undefined) return true;
  if (inputs.triggers !== undefined && inputs.triggers !== answered.get(name)) return true;
  if (before.credentials.some((c) => c.kid === kidOf(saved) && c.status === "revoked")) return true;
  const age = now - Date.parse(String(saved.outputs["createdAt"]));
  return inputs.rotateAfterDays !== undefined && age >= inputs.rotateAfterDays * DAY;
};

const onePairForEachWish: Rule = (moment) => {
  const made = madeIn(moment);
  if (made.length === 0) return undefined;
  if (moment.what !== "up") return `a ${moment.what} made a pair`;
  const due = [...moment.program].filter(([name, inputs]) => isDue(moment, name, inputs)).map(([name]) => name);
  if (made.length > due.length) return `${made.length} pairs were made where ${due.join(", ") || "nobody"} needed one`;
  for (const { kid } of made) {
    const owner = moment.after.saved.find((saved) => kidOf(saved) === kid);
    if (owner !== undefined && !due.includes(owner.name)) return `${owner.name} got a pair that nobody asked for`;
  }
  return undefined;
};

/** A pair whose secret was lost is found by its id later: in a message, or in state. */
const whatNobodyHasIsNamed: Rule = (moment) => {
  if (moment.ended.killed) return undefined;
  const said = [...moment.ended.lines, ...moment.ended.reasons].join("\n");
  const reported = new Set(moment.after.saved.flatMap(unseenOf));
  const nameless = madeIn(moment).find(
    ({ kid, credentialId }) =>
      !moment.after.saved.some((saved) => kidOf(saved) === kid) &&
      !reported.has(credentialId) &&
      !said.includes(`credential ${credentialId} `),
  );
  return nameless === undefined ? undefined : `${nameless.credentialId} was made, and nobody is told`;
};

/** What may be a pair of ours that nobody has stays in state until it is revoked. */
const unseenAreKept: Rule = ({ what, before, after, replaced }) => {
  const active = new Set(after.credentials.filter(({ status }) => status === "active").map((c) => c.credentialId));
  for (const is of what === "up" || what === "refresh" ? after.saved : []) {
    if (is.name === replaced || after.saved.filter(({ urn }) => urn === is.urn).length > 1) continue;
    const prior = before.saved.find(({ urn }) => urn === is.urn);
    const kept = new Set([...unseenOf(is), ...idsHeld(is, after.credentials)]);
    const forgotten = (prior === undefined ? [] : unseenOf(prior)).find((id) => active.has(id) && !kept.has(id));
    if (forgotten !== undefined) return `${is.name} has forgotten ${forgotten}, which it had reported`;
  }
  return undefined;
};

/** Resources that this command deletes, or may. */
const doomed = ({ what, before, program, replaced }: Moment): readonly Saved[] => {
  if (what === "destroy") return before.saved;
  if (what !== "up") return [];
  const names = before.saved.map(({ name }) => name);
  return before.saved.filter(
    (saved, i) =>
      !program.has(saved.name) ||
      saved.name === replaced ||
      // Condemned by an earlier command: its successor comes first.
      names.indexOf(saved.name) < i,
  );
};

const nothingOfOthersRevoked: Rule = (moment) => {
  const { what, before, program, existing, now } = moment;
  for (const { credentialId: id } of revokedIn(moment)) {
    if (what === "preview" || what === "refresh") return `a ${what} revoked ${id}`;
    if (what === "up" && [...program.values()].some((w) => w.revokeCredentialIds?.includes(id))) continue;
    if (doomed(moment).some((saved) => idsHeld(saved, before.credentials).includes(id))) continue;
    const holder = inProgram(moment, before).find((saved) => idsHeld(saved, before.credentials).includes(id));
    if (holder !== undefined) {
      const { superseded } = program.get(holder.name) ?? {};
      const entry = ledgerOf(holder).find(({ credentialId }) => credentialId === id);
      if (entry === undefined) return `revoked ${id}, the pair of ${holder.name}`;
      if (superseded?.action !== "revoke") return `revoked ${id}, which ${holder.name} keeps`;
      if (now - Date.parse(entry.replacedAt) < (superseded.afterHours ?? 24) * HOUR)
        return `revoked ${id} of ${holder.name} before its grace was over`;
      const current = before.credentials.find(({ kid }) => kid === kidOf(holder));
      if (current?.status !== "active" && holder.outputs["status"] !== "active")
        return `revoked ${id} of ${holder.name}, whose current pair is no use`;
      continue;
    }
    const may = [...program].some(([name, w]) => w.revokeExisting === true && existing.get(name)?.includes(id));
    if (!may) return `revoked ${id}, which is not ours to revoke`;
  }
  return undefined;
};

/** Where another resource has come in its place, clients may still have the old pair: it is left alone, and told of. */
const deletedWithAllItsPairs: Rule = ({ before, after, ended }) => {
  if (ended.killed) return undefined;
  const said = ended.lines.join("\n");
  const instanceOf = (saved: Saved) => internalOf(saved)["instanceId"];
  const known = new Set(before.saved.map(instanceOf));
  const hasHeir = after.saved.some((saved) => !known.has(instanceOf(saved)));
  for (const gone of before.saved) {
    const left = after.saved.some((saved) => saved.name === gone.name && kidOf(saved) === kidOf(gone));
    if (left || internalOf(gone)["idUnknown"] === "not-found") continue;
    const successor = after.saved.find((saved) => saved.name === gone.name);
    const mine = idsHeld(gone, before.credentials).filter(
      (id) => successor === undefined || !idsHeld(successor, after.credentials).includes(id),
    );
    const isLeft = (id: number): boolean =>
      (hasHeir || successor !== undefined) &&
      new RegExp(`credential ${id} .*this resource leaves it alone, and .* does not know of it`).test(said);
    const alive = after.credentials.find(
      (c) => c.status === "active" && mine.includes(c.credentialId) && !isLeft(c.credentialId),
    );
    if (alive !== undefined) return `${gone.name} let go of ${alive.credentialId}, which is still active`;
  }
  return undefined;
};

const stateIsTrue: Rule = ({ after }) => {
  for (const saved of after.saved) {
    const { kid, hmacKey, credentialId } = saved.outputs;
    const entry = after.credentials.find((c) => c.kid === kid);
    if (kid !== null && entry?.hmacKey !== hmacKey) return `${saved.name} holds a pair that nobody made`;
    if (credentialId !== null && entry?.credentialId !== credentialId)
      return `${saved.name} takes credential ${credentialId} for its pair`;
    const others = after.saved.filter((other) => other !== saved && kid !== null && kidOf(other) === kid);
    if (others.length > 0) return `${saved.name} has the pair of another resource`;
  }
  return undefined;
};

const secretsStaySo: Rule = ({ after, ended }) => {
  const clear = after.saved.map(({ outputs: { kid: _, hmacKey: __, ...rest }, inputs, initErrors }) => ({
    rest,
    inputs,
    initErrors,
  }));
  const said = JSON.stringify([clear, ended.lines, ended.reasons, ended.did]);
  return after.credentials.some(({ kid, hmacKey }) => said.includes(kid) || said.includes(hmacKey))
    ? "a secret was written in clear"
    : undefined;
};

export const rules: readonly Rule[] = [
  onePairForEachWish,
  nothingOfOthersRevoked,
  deletedWithAllItsPairs,
  whatNobodyHasIsNamed,
  unseenAreKept,
  stateIsTrue,
  secretsStaySo,
];
