import { keyText, publicKeyIn } from "../../../../pki/keys.fake";
import { allOf, type ObservedCertificate, type ObservedOrder, observedOrder } from "../../../order/observed-order";
import { entry, order } from "../../../order/observed-order.fake";
import { lackingAnswerOn, ownershipOn } from "../../../order/ownership/ownership";
import type { Pending } from "../../../order/ownership/pending";
import { desiredOf } from "../../desired/desired";
import { fitOf } from "../../desired/match";
import type { CertificateInputs } from "../../inputs";
import { plan } from "../../plan/plan";
import type { CertificateState } from "../../state";
import { justIssued } from "../../state.fake";
import { type DecisionInput, ourRequest } from "../decision";
import { isMindChanged } from "../pending-reissue";
import { type Candidate, type DecisionClass, isAsked, type Scene } from "./classes.fake";

const [US, COLLEAGUE] = [101, 7];
const [KNOWN, ANSWERED] = [1001, 1002];
/** A request of ours, and one that nobody knows to be. */
const [OURS, OTHER] = [7, 8];
const NOW = new Date("2026-11-22T12:00:00Z");
const names = ["a.example.com", "www.example.com"];
const asked: CertificateInputs = {
  orderId: 118,
  csr: keyText("p256-other"),
  commonName: "www.example.com",
  dnsNames: names,
};

type Part = string | number | boolean;
const memoized = <Args extends readonly Part[], Value>(make: (...args: Args) => Value) => {
  const made = new Map<string, { readonly value: Value }>();
  return (...args: Args): Value => {
    const key = args.join();
    const found = made.get(key) ?? { value: make(...args) };
    made.set(key, found);
    return found.value;
  };
};

const inputsOf = (mind: DecisionClass["mind"]): CertificateInputs => ({
  ...asked,
  ...(mind === "other names" ? { dnsNames: [...names, "b.example.com"] } : {}),
  ...(mind === "a trigger" ? { triggers: ["again"] } : {}),
});

const wanted = memoized((mind: DecisionClass["mind"]) => {
  const inputs = inputsOf(mind);
  return { inputs, desired: desiredOf(inputs, { commonName: "www.example.com", names }) };
});

const pendingOf = (pending: DecisionClass["pending"], ownRequest: boolean): Pending => ({
  phase: pending === "lost" ? "unknown" : "issuing",
  since: "2026-11-22T11:00:00Z",
  // After a lost answer the ids of our requests are found, not remembered.
  requestIds: ownRequest && pending !== "lost" ? [OURS] : [],
  names,
  publicKeySha256: publicKeyIn("p256-other").publicKeySha256,
  ...(pending === "by id" ? { certificateId: ANSWERED } : {}),
  ...(pending === "foreign" ? { foreign: true } : {}),
});

/** State knows certificate 1001, which has another key than is wanted. */
const stateOf = memoized((pending: DecisionClass["pending"], ownRequest: boolean): CertificateState | undefined =>
  pending === "no state"
    ? undefined
    : {
        ...justIssued({ ...asked, csr: keyText("p256") }),
        knownCertificateIds: [KNOWN],
        ...(pending === "none"
          ? {}
          : { status: "pending", requestedInputs: asked, pending: pendingOf(pending, ownRequest) }),
      },
);

const reasonsOf = memoized(
  (pending: DecisionClass["pending"], ownRequest: boolean, mind: DecisionClass["mind"]): DecisionInput["reasons"] => {
    const prior = stateOf(pending, ownRequest);
    return prior === undefined ? [] : plan(prior, inputsOf(mind), NOW).reasons;
  },
);

const LIFE = { live: "issued", pending: "pending", ended: "rejected", unknown: "in_progress" } as const;
const PERSON = { ours: { userId: US }, theirs: { userId: COLLEAGUE }, lacking: { userId: US } } as const;

const certificate = memoized(
  (
    verdict: Candidate["verdict"],
    life: Candidate["life"],
    fits: Candidate["fits"],
    certificateId: number,
    mind: DecisionClass["mind"],
  ): ObservedCertificate => {
    const { desired } = wanted(mind);
    const shown = { certificateId, status: LIFE[life], validTill: "2027-04-17", dateCreated: "2026-11-22T11:00:05Z" };
    const { commonName, ...bare } = entry({
      ...shown,
      ...(verdict === "cannot tell" ? {} : { person: PERSON[verdict] }),
      dnsNames:
        verdict === "lacking" ? ["www.example.com"] : [...desired.names, ...(fits === "no" ? ["x.example.com"] : [])],
    });
    const told = fits === "cannot tell" || commonName === undefined ? bare : { ...bare, commonName };
    const [one] = observedOrder(order(), [told]).others;
    if (one === undefined) throw new Error("an order with an entry shows it");
    return one;
  },
);

const known = observedOrder(order({}, { dnsNames: names }), []);

const observedFor = ({ candidates, current, pending, mind }: Scene): ObservedOrder => {
  // Ours has the id that was answered, where one was.
  const answered = pending === "by id" ? candidates.findIndex(({ verdict }) => verdict === "ours") : -1;
  const shown = candidates.map(({ verdict, life, fits }, n) =>
    certificate(verdict, life, fits, n === answered ? ANSWERED : 1003 + n, mind),
  );
  const [first, ...rest] = shown;
  if (known.primary === undefined || current === "known" || first === undefined || first.life === "pending")
    return { ...known, others: shown };
  return { ...known, primary: first, current: first, others: [known.primary, ...rest] };
};

/** A decision's input that is in the class, and, for each class of one scene, about the same order. */
export const concrete = (scene: Scene): ((c: DecisionClass) => DecisionInput) => {
  const shown = observedFor(scene);
  const { pending, mind } = scene;
  const lookedAt = memoized(
    (own: boolean, other: boolean): Omit<DecisionInput, "looks"> => ({
      ...wanted(mind),
      observed: { ...shown, openReissueRequests: [...(own ? [OURS] : []), ...(other ? [OTHER] : [])] },
      prior: stateOf(pending, own),
      reasons: reasonsOf(pending, own, mind),
      ownOpenRequests: own ? [OURS] : [],
      keyUserId: US,
      now: NOW,
    }),
  );
  return ({ ownRequest, otherRequest, looks }) => ({ ...lookedAt(ownRequest && isAsked(scene), otherRequest), looks });
};

const pendingIn = ({ prior }: DecisionInput): DecisionClass["pending"] => {
  if (prior === undefined) return "no state";
  const { pending } = prior;
  if (pending === undefined) return "none";
  if (pending.foreign === true) return "foreign";
  if (pending.phase === "unknown") return "lost";
  return pending.certificateId === undefined ? "answered" : "by id";
};

const mindIn = (s: DecisionInput): DecisionClass["mind"] => {
  if (s.inputs.triggers !== undefined) return "a trigger";
  const changed = s.prior?.pending === undefined ? s.desired.names.length > names.length : isMindChanged(s);
  return changed ? "other names" : "unchanged";
};

/** The class of an order, from what the code reads out of it. */
export const sceneIn = (s: DecisionInput): Scene => {
  const whose = ownershipOn(s.observed, ourRequest(s));
  const { current } = s.observed;
  const lacks = (c: ObservedCertificate): boolean =>
    lackingAnswerOn({ ...s.observed, primary: undefined, others: [c] }, ourRequest(s)) !== undefined;
  return {
    pending: pendingIn(s),
    mind: mindIn(s),
    candidates: allOf(s.observed)
      .filter(({ certificateId }) => certificateId !== KNOWN)
      .map((c) => ({ verdict: lacks(c) ? "lacking" : whose(c), life: c.life, fits: fitOf(c, s.desired) })),
    current: current?.certificateId === KNOWN ? "known" : "first",
  };
};
