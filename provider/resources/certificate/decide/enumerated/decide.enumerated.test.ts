import { isDeepStrictEqual } from "node:util";
import { type ObservedCertificate, observedOrder } from "../../../order/observed-order";
import { order } from "../../../order/observed-order.fake";
import { type DecisionRuleName, decide, decidedBy } from "../decide";
import type { Decision, DecisionInput } from "../decision";
import {
  type Candidate,
  classesOf,
  type DecisionClass,
  isAsked,
  isPossible,
  isReachable,
  isSmallestUnreachable,
  scenes,
  UNREACHABLE,
} from "./classes.fake";
import { concrete, sceneIn } from "./concrete.fake";

/*
 * Every decision about an order that shows at most two certificates which state does not know: whose they may be, whether
 * they live, whether they fit; what is pending of ours, and what is wanted by now. What must never come of it, and what must.
 */

interface Case {
  readonly c: DecisionClass;
  readonly input: DecisionInput;
  readonly rule: DecisionRuleName;
  readonly decision: Decision;
}
type Law = (one: Case) => boolean;

const wasAnswered = ({ pending }: DecisionClass): boolean => pending === "answered" || pending === "by id";
const isUnchanged = ({ mind }: DecisionClass): boolean => mind === "unchanged";
const all = ({ candidates }: DecisionClass, is: (candidate: Candidate) => boolean) => candidates.filter(is);
const pendingOnes = (c: DecisionClass): Candidate[] => all(c, ({ life }) => life === "pending");
const isReissuing = (c: DecisionClass): boolean => pendingOnes(c).length > 0 || c.ownRequest || c.otherRequest;
const takenOver = ({ candidates: [first], current }: DecisionClass) => (current === "first" ? first : undefined);

/** The issuance that we asked for was seen to come to something: ours was issued or has ended, and nothing of ours goes on. */
const wasSeenToEnd = (c: DecisionClass): boolean => {
  const ours = all(c, ({ verdict }) => verdict === "ours");
  const goOn = ours.filter(({ life }) => life !== "ended");
  // A request that is open has not ended: what is listed as ended came of another one, unless its id was answered.
  const isOpen = c.ownRequest && c.pending !== "by id";
  if (ours.length > 0) return goOn.length === 0 ? !isOpen : goOn.every(({ life }) => life === "live");
  const lacking = all(c, ({ verdict }) => verdict === "lacking");
  return lacking.length === 1 && lacking[0]?.life === "live";
};

/** Each holds for every class. `if` it does not apply, it holds. */
const LAWS: Readonly<Record<string, Law>> = {
  "a reissue is asked for only where nothing of ours is pending": ({ c, decision }) =>
    decision.do !== "reissue" || !isAsked(c),

  "nor while anything else is": ({ c, decision }) => decision.do !== "reissue" || !isReissuing(c),

  "our request was taken, was not seen to end, and nothing else is wanted: it is waited for": ({ c, decision }) =>
    !(wasAnswered(c) && isUnchanged(c) && !wasSeenToEnd(c)) ||
    (decision.do === "await" && decision.whose === "ours") ||
    // What somebody else has had issued is taken, if it is just what is wanted.
    decision.do === "adopt",

  "what was not seen to end is planned afresh only with its risk said": ({ c, decision }) =>
    decision.do !== "replan" ||
    wasSeenToEnd(c) ||
    decision.risk !== undefined ||
    (c.pending === "lost" && c.looks === "complete" && !isReissuing(c)),

  "a risk is taken only where something else is wanted": ({ c, decision }) =>
    decision.do !== "replan" || decision.risk === undefined || !isUnchanged(c),

  "after a lost answer one look decides nothing": ({ c, decision }) =>
    !(c.pending === "lost" && c.looks === "one") || decision.do !== "replan" || wasSeenToEnd(c),

  "and without two complete looks only a changed trigger asks again": ({ c, decision }) =>
    !(c.pending === "lost" && c.looks === "incomplete" && decision.do === "replan") ||
    wasSeenToEnd(c) ||
    c.mind === "a trigger",

  "what may be of ours after a lost answer is never asked for beside": ({ c, decision }) =>
    c.pending !== "lost" || !isReissuing(c) || decision.do !== "replan" || wasSeenToEnd(c),

  "only what is not wanted any more is cancelled": ({ c, decision }) => decision.do !== "cancel" || !isUnchanged(c),

  "by requests: those of ours": ({ c, input, decision }) =>
    decision.do !== "cancel" ||
    decision.requestIds.length === 0 ||
    (c.ownRequest && decision.requestIds.every((id) => input.ownOpenRequests.includes(id))),

  "for the whole order: only where all that is pending on it is one thing, and ours": ({ c, decision }) => {
    if (decision.do !== "cancel" || decision.requestIds.length > 0) return true;
    const pending = pendingOnes(c);
    return pending.length === 1 && pending[0]?.verdict === "ours" && !c.otherRequest;
  },

  "only a living certificate that fits is taken": ({ input, decision }) =>
    decision.do !== "adopt" ||
    (decision.certificate === input.observed.current && decision.certificate.life === "live"),

  "fits: yes": ({ c, decision }) => decision.do !== "adopt" || takenOver(c)?.fits === "yes",

  "as ours only where it is": ({ c, decision }) =>
    decision.do !== "adopt" || decision.ours === (takenOver(c)?.verdict === "ours"),

  "a colleague's answers no trigger": ({ c, decision }) =>
    decision.do !== "adopt" || c.mind !== "a trigger" || c.pending === "no state" || takenOver(c)?.verdict !== "theirs",

  "as ours only a request of ours is waited for": ({ c, decision }) =>
    decision.do !== "await" ||
    decision.whose !== "ours" ||
    wasAnswered(c) ||
    c.ownRequest ||
    all(c, ({ verdict, life }) => verdict === "ours" && life === "pending").length > 0,

  "somebody else's is waited for only where it does not differ from what is wanted": ({ c, decision }) =>
    decision.do !== "await" || decision.whose === "ours" || pendingOnes(c).some(({ fits }) => fits !== "no"),

  "and not in the place of ours where it may be ours": ({ c, decision }) =>
    decision.do !== "await" ||
    decision.whose !== "theirs" ||
    c.pending !== "lost" ||
    pendingOnes(c).every(({ verdict }) => verdict === "theirs"),

  "of what may be ours only after a lost answer, and only unless something else is wanted": ({ c, decision }) =>
    decision.do !== "await" ||
    decision.whose !== "cannot tell" ||
    (c.pending === "lost" && isUnchanged(c) && pendingOnes(c).some(({ verdict }) => verdict === "cannot tell")),

  "what cannot be told is no dead end: with nothing under way, a changed trigger has it asked for anew, looked at again, or found":
    ({ c, decision }) =>
      !(isAsked(c) && c.mind === "a trigger" && !isReissuing(c)) ||
      ["replan", "look-again", "adopt"].includes(decision.do),

  "and with something under way, who is refused is told to have it finished or cancelled": ({ c, decision }) =>
    !(isAsked(c) && c.mind === "a trigger" && isReissuing(c) && decision.do === "refuse") ||
    decision.lines.at(-1)?.startsWith("let it finish, or have it cancelled in CertCentral") === true,

  "a second look is asked for once": ({ c, decision }) => decision.do !== "look-again" || c.looks === "one",

  "where the key is compromised, nothing is asked for, nor cancelled for it": ({ input, decision }) => {
    if (decision.do !== "reissue" && decision.do !== "cancel") return true;
    const instead = decide(withKeyCompromised(input));
    return instead.do === "refuse" && instead.lines.some((line) => line.includes("is compromised"));
  },

  "every refusal ends with what to do": ({ decision }) =>
    decision.do !== "refuse" || (decision.lines.length > 1 && TO_DO.test(decision.lines.at(-1) ?? "")),

  "without a trigger it is asked for only where the order's new certificate was seen to be another": ({
    c,
    decision,
  }) => {
    const taken = takenOver(c);
    const isTriggered = c.mind === "a trigger" && c.pending !== "no state";
    return decision.do !== "reissue" || taken === undefined || isAnother(taken) || isTriggered;
  },

  "what is wanted is taken, where it lives and nothing of ours is pending": ({ c, decision }) => {
    const taken = takenOver(c);
    if (isAsked(c) || c.pending === "foreign" || taken?.fits !== "yes" || taken.life !== "live") return true;
    return decision.do === "adopt" || (c.mind === "a trigger" && c.pending === "none");
  },

  "and what is not there is asked for, where nothing stands in the way": ({ c, decision }) =>
    isAsked(c) || isReissuing(c) || takenOver(c) !== undefined || mayBeBehind(c) || decision.do === "reissue",

  "a first create looks again where the list shows what is wanted, and the page another one": ({ c, decision }) =>
    !mayBeBehind(c) || isReissuing(c) || takenOver(c) !== undefined || decision.do === "look-again",
};

/** What the list shows as alive, and the order's page does not call current. */
const mayBeBehind = (c: DecisionClass): boolean =>
  c.pending === "no state" &&
  c.looks === "one" &&
  all(c, ({ life, fits }) => life === "live" && fits !== "no").length > 0;

const isAnother = ({ fits, life }: Candidate): boolean => fits === "no" || life === "ended";
const TO_DO = /run pulumi up|change the inputs|set \w+|change a value in triggers/;

/** Certificate 900 had the key that is wanted, and was revoked for it. */
const revoked = observedOrder(order({}, { certificateId: 900, status: "revoked" }), []).primary as ObservedCertificate;
const approved = { comments: "pulumi: certificate 900, keyCompromise", date: undefined };
const withKeyCompromised = (input: DecisionInput): DecisionInput => ({
  ...input,
  observed: {
    ...input.observed,
    approvedRevocations: [approved],
    others: [...input.observed.others, { ...revoked, key: input.desired.key }],
  },
});

const cases = function* (): Generator<Case> {
  for (const scene of scenes().filter(isReachable)) {
    const make = concrete(scene);
    for (const c of classesOf(scene).filter(isPossible)) {
      const input = make(c);
      yield { c, input, ...decidedBy(input) };
    }
  }
};

test("every class is one that its orders are read as, and those called unreachable are not", () => {
  let [classes, apart] = [0, 0];
  for (const scene of scenes()) {
    const reachable = isReachable(scene);
    if (!reachable && !isSmallestUnreachable(scene)) continue;
    const make = concrete(scene);
    const all = classesOf(scene);
    const seen = all[0] && sceneIn(make(all[0]));
    if (isDeepStrictEqual(seen, scene) !== reachable) throw new Error(`${told(scene)} is read as ${told(seen)}`);
    if (!reachable) apart++;
    else
      for (const c of all) {
        const input = make(c);
        const isSame = c.looks === input.looks && areRequests(c, input);
        if (isSame !== isPossible(c)) throw new Error(`${told(c)} is read with requests ${input.ownOpenRequests}`);
        if (isSame) classes++;
      }
  }
  expect(apart).toBeGreaterThan(0);
  process.stdout.write(`decide: ${classes} classes of decisions\n`);
});

const told = (what: unknown): string => JSON.stringify(what);
const areRequests = (c: DecisionClass, input: DecisionInput): boolean =>
  c.ownRequest === input.ownOpenRequests.length > 0 &&
  c.otherRequest === input.observed.openReissueRequests.some((id) => !input.ownOpenRequests.includes(id));

test("each reason for a class to be unreachable is one for some class alone", () => {
  const idle = UNREACHABLE.filter(
    (reason) => !scenes().some((s) => reason.applies(s) && UNREACHABLE.every((r) => r === reason || !r.applies(s))),
  );
  expect(idle.map(({ why }) => why)).toEqual([]);
});

test("every class is decided, and no law is broken", () => {
  const laws = Object.entries(LAWS);
  const broken = new Map<string, { times: number; first: unknown }>();
  const rules = new Map<DecisionRuleName, number>();
  for (const one of cases()) {
    rules.set(one.rule, (rules.get(one.rule) ?? 0) + 1);
    for (const [law, holds] of laws) {
      if (holds(one)) continue;
      const { times, first } = broken.get(law) ?? {
        times: 0,
        first: { class: one.c, by: one.rule, did: one.decision },
      };
      broken.set(law, { times: times + 1, first });
    }
  }
  expect(Object.fromEntries(broken)).toEqual({});
  process.stdout.write(`decided by: ${[...rules].map(([rule, n]) => `${rule} ${n}`).join(", ")}\n`);
  // The others refuse because of inputs, or of the order as a whole, whatever certificates it shows.
  expect([...rules.keys()].sort()).toEqual([
    "adopt",
    "foreignReissue",
    "lostReissue",
    "namesUntold",
    "ownReissue",
    "pageMayBeBehind",
    "reissue",
    "sanRemoval",
    "unreadableCertificate",
  ]);
});
