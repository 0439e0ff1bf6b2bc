import { present } from "../../../contract/present";
import { few } from "../../../contract/text/few";
import { without } from "../../../pki/names/names";
import {
  allOf,
  CLOSED_ORDER,
  isIssuedAfter,
  isLive,
  mayLive,
  type ObservedCertificate,
  type ObservedOrder,
} from "../../order/observed-order";
import { sanRemovalRevokes } from "../../order/product-family";
import type { NamedCertificate } from "../../wording";
import { fitOf } from "../desired/match";
import { compromised } from "../plan/compromised";
import { askedDifferences, changes } from "../plan/diff";
import { isNot, productFaults } from "../product/parameters";
import { compareWithProof, inUse } from "../promotion/required";
import { sentence } from "../reasons";
import type { CertificateState } from "../state";
import { compromisedKeys } from "../transitions/compromised-keys";
import { desiredDigest, refusedBefore } from "../transitions/rejection";
import { livingCertificates } from "../transitions/superseded";
import { adopt, currentFit, isUnseen, needsNewCertificate } from "./adopt";
import type { Decision, DecisionInput, DecisionRule } from "./decision";
import { refuse } from "./decision";
import { foreignReissue, lostReissue, ownReissue } from "./pending-reissue";
import { closed, mismatch, removalRefused, unreadable, untoldNames } from "./refusals";
import { desiredAsSent } from "./reissue-request";

const wrongProduct: DecisionRule = ({ inputs, observed }) =>
  inputs.product !== undefined && inputs.product !== observed.productNameId
    ? refuse(...isNot(inputs, observed.productNameId))
    : undefined;

const closedOrder: DecisionRule = ({ observed }) =>
  CLOSED_ORDER.has(observed.status) ? refuse(...closed(observed)) : undefined;

const neverIssued: DecisionRule = ({ observed }) =>
  observed.primary === undefined
    ? refuse(
        `order ${observed.orderId} has never been issued (its status is ${observed.status})`,
        "finish the order in CertCentral (approval, validation), then run pulumi up again",
      )
    : undefined;

/** What cannot be compared is not different: nothing is paid for because a member of an answer is missing. */
const unreadableCertificate: DecisionRule = (s) => {
  const { observed, prior, reasons, now } = s;
  const { current, orderId } = observed;
  if (current === undefined || current.life === "ended" || !isLive(asIfLive(current), now)) return undefined;
  // What state knows was compared when it came; and what a trigger asks for, no certificate shows: it is the user's exit.
  if (prior !== undefined && (!isUnseen(s, current) || reasons.some(needsNewCertificate))) return undefined;
  const fit = currentFit(s, current);
  return fit === "cannot tell" || (fit === "yes" && current.life === "unknown")
    ? refuse(...unreadable(orderId, current, prior))
    : undefined;
};

const asIfLive = (c: ObservedCertificate): ObservedCertificate => ({ ...c, life: "live" });

/**
 * A page that shows an earlier certificate than its list is behind: names would be borrowed from it, and others taken away unseen.
 * For whoever knows nothing of the order, what its list shows may be what is wanted, too, once the page has caught up.
 */
const pageMayBeBehind: DecisionRule = ({ observed: { primary, current, others }, desired, prior, looks, now }) => {
  // No order goes back to an earlier certificate, though the later one has ended.
  const isBehind = others.some((c) => !c.duplicate && isIssuedAfter(c, primary));
  const isEarlier = ({ issuedAt }: ObservedCertificate): boolean =>
    issuedAt !== undefined && current?.issuedAt !== undefined && Date.parse(issuedAt) < Date.parse(current.issuedAt);
  const mayBeCurrent = (c: ObservedCertificate): boolean =>
    !c.duplicate && isLive(c, now) && !isEarlier(c) && fitOf(c, desired) !== "no";
  const isUnsure = isBehind || (prior === undefined && others.some(mayBeCurrent));
  return looks === "one" && isUnsure ? { do: "look-again" } : undefined;
};

const adoptOnly: DecisionRule = ({ inputs, observed, desired, prior, now }) =>
  prior?.certificateId === undefined && inputs.onCreate === "adoptOnly"
    ? refuse(
        `order ${observed.orderId} does not hold the certificate that is wanted, and onCreate is "adoptOnly":`,
        ...(observed.current === undefined ? ["it has no such duplicate"] : mismatch(observed.current, desired, now)),
        observed.current === undefined || isLive(observed.current, now)
          ? 'make the inputs fit the order, or set onCreate: "adoptOrReissue" to have it reissued'
          : 'no inputs make it fit: leave the resource out, set onCreate: "adoptOrReissue" to have it reissued, or name another order',
      )
    : undefined;

/** `onDrift: "report"`: only a changed input has anything sent, whatever else has come between the plan and this look. */
const driftReported: DecisionRule = ({ inputs, observed: { current }, desired, prior, now }) => {
  if (inputs.onDrift !== "report" || prior?.certificateId === undefined || prior.pending !== undefined)
    return undefined;
  const asked = [...changes(prior, inputs), ...askedDifferences(prior, inputs)];
  if (asked.length > 0) return undefined;
  return { do: "keep", state: prior, differs: current === undefined ? [] : mismatch(current, desired, now) };
};

/** The request would carry the order's own key where the inputs have no opinion: that is what was rejected. */
const rejectedBefore: DecisionRule = ({ inputs, observed, desired, prior, reasons }) =>
  prior?.rejection &&
  (prior.rejection.desired === desiredDigest(inputs, desiredAsSent(inputs, desired, observed)) ||
    // The row has said that it is not sent again, whatever the order has on file by now.
    reasons.some((reason) => reason.code === "rejected-before" && !reason.again))
    ? refuse(...refusedBefore(prior.rejection.sentence))
    : undefined;

/** A key that is known to be compromised is not certified again: neither the one that is wanted, nor the order's own where none is. */
const compromisedKey: DecisionRule = ({ inputs, observed, desired, prior, compromisedBefore = [] }) => {
  const { key } = desiredAsSent(inputs, desired, observed);
  const reason = compromised([...compromisedKeys(observed, prior), ...compromisedBefore], key?.publicKeySha256);
  return reason && refuse("nothing was sent", sentence(reason), "then run pulumi up again");
};

/** What the earlier stage has not proven is not asked for, where it would change what is in use. */
const notProven: DecisionRule = ({ inputs, observed, prior, now }) => {
  const { refused } = compareWithProof(inputs, inUse(prior, observed.current, now), now);
  return refused && refuse("nothing was sent", sentence(refused));
};

/** Nothing is cancelled for what would then be refused. */
const unlessRefused =
  (rule: DecisionRule): DecisionRule =>
  (input) => {
    const decision = rule(input);
    return decision?.do === "cancel" ? (compromisedKey(input) ?? notProven(input) ?? decision) : decision;
  };

const missingCsr: DecisionRule = ({ inputs, observed }) =>
  (inputs.csr ?? observed.csr) === undefined && sanRemovalRevokes(observed.productNameId)
    ? refuse(`order ${observed.orderId} has no CSR on file: set csr`)
    : undefined;

const productRules: DecisionRule = ({ inputs, observed }) => {
  const faults = productFaults(inputs, observed.productNameId);
  return faults.length > 0
    ? refuse(`order ${observed.orderId} is ${observed.productNameId}:`, ...few(faults.map(({ sentence }) => sentence)))
    : undefined;
};

/** Names that are not shown would be taken away unseen: a reissue has those that it is sent, and no others. */
const namesUntold: DecisionRule = ({ inputs, observed }) => {
  const { current, productNameId } = observed;
  if (current === undefined || current.namesTold || inputs.storeReissueAsDuplicate === true) return undefined;
  if (!sanRemovalRevokes(productNameId)) return undefined;
  const isSaid = inputs.dnsNames !== undefined && inputs.allowSanRemoval === true;
  return isSaid ? undefined : refuse(...untoldNames(observed.orderId, current));
};

const sanRemoval: DecisionRule = (input) => {
  const removed = removedNames(input);
  return removed.length > 0 && input.inputs.allowSanRemoval !== true
    ? refuse(...removalRefused(removed, revokedBy(removed, input)))
    : undefined;
};

const reissue: DecisionRule = (input) => {
  const removed = removedNames(input);
  return { do: "reissue", removed, revoked: revokedBy(removed, input) };
};

/** In this order; the first that has something to say decides. */
export const DECISION_RULES = {
  wrongProduct,
  closedOrder,
  neverIssued,
  adopt,
  ownReissue: unlessRefused(ownReissue),
  lostReissue: unlessRefused(lostReissue),
  foreignReissue,
  pageMayBeBehind,
  driftReported,
  unreadableCertificate,
  adoptOnly,
  rejectedBefore,
  compromisedKey,
  notProven,
  missingCsr,
  productRules,
  namesUntold,
  sanRemoval,
  reissue,
} as const satisfies Readonly<Record<string, DecisionRule>>;
export type DecisionRuleName = keyof typeof DECISION_RULES;

/** Holds what is wanted against the live facts once more, right before anything is written; and says which rule decided. Pure. */
export const decidedBy = (input: DecisionInput): { readonly rule: DecisionRuleName; readonly decision: Decision } => {
  for (const [rule, applies] of Object.entries(DECISION_RULES) as [DecisionRuleName, DecisionRule][]) {
    const decision = applies(input);
    if (decision !== undefined) return { rule, decision };
  }
  throw new Error("the last rule of a decision always applies");
};

export const decide = (input: DecisionInput): Decision => decidedBy(input).decision;

/** Names that would disappear from the order's live certificate; those that the CA adds of itself will be added again. */
const removedNames = ({ observed, desired, prior, inputs }: DecisionInput): string[] =>
  // A duplicate replaces nothing, so nothing is removed.
  without(
    inputs.storeReissueAsDuplicate === true || !sanRemovalRevokes(observed.productNameId)
      ? []
      : (observed.current?.names ?? []),
    [...desired.names, ...(prior?.caNames ?? [])],
  );

const revokedBy = (removed: readonly string[], { observed, prior, now }: DecisionInput): NamedCertificate[] =>
  removed.length > 0 ? alive(observed, prior, now) : [];

/** What the order shows and what we remember: its lists leave out what was replaced long ago. */
const alive = (observed: ObservedOrder, prior: CertificateState | undefined, now: Date): NamedCertificate[] => {
  const shown = allOf(observed)
    .filter((c) => mayLive(c, now))
    .map((c) => present({ certificateId: c.certificateId, serialNumber: c.serialNumber, notAfter: c.validTill }));
  const remembered = prior === undefined ? [] : livingCertificates(prior);
  const seen = new Set(allOf(observed).map(({ certificateId }) => certificateId));
  return [...shown, ...remembered.filter(({ certificateId }) => !seen.has(certificateId))];
};
