import { dayOf } from "../../certcentral";
import type { Action, Plan } from "../../contract/plan";
import { type Given, isUnknown } from "../../contract/unknown";
import { readCsr } from "./csr";
import { type CertificateInputs, onChange } from "./inputs";
import { sameNames, without } from "./names";
import { ignoredInputs, productFaults } from "./parameters";
import { familyOf, losesByRemoval } from "./product";
import { shortKey } from "./public-key";
import type { NamedCertificate, Reason } from "./reasons";
import { askDigest, sameAsk } from "./same";
import type { AskedDigests, CertificateState, ReplacedBy } from "./state";
import { DAY, daysLeft, defaultMinDays, endOfDay, publicTlsMaxDays, wouldOutlive } from "./validity";
import { type Wish, wishOf } from "./wish";

export type CertificatePlan = Plan<Reason>;

/**
 * What has to happen so that state becomes what is wanted, and why. A pure function: no network, no clock of its own;
 * it never throws, whatever is unknown.
 */
export const plan = (was: CertificateState, given: Given<CertificateInputs>, now: Date): CertificatePlan => {
  const wanted = knownInputs(given);
  const identity = unknownInputs(given, "replace");
  const unknown = unknownInputs(given, "reissue");
  // It may turn out to be another certificate, or not: an update now, which becomes a replacement when it does.
  if (identity.length > 0)
    return { action: "reissue", because: [{ code: "unknown-input", inputs: [...identity, ...unknown] }], warnings: [] };
  if (wanted.orderId !== was.asked.orderId)
    return {
      action: "replace",
      because: [{ code: "order-changed", from: was.asked.orderId, to: wanted.orderId }],
      warnings: [],
    };
  if (
    !sameAsk(
      "storeReissueAsDuplicate",
      askDigest("storeReissueAsDuplicate", was.asked.storeReissueAsDuplicate),
      wanted.storeReissueAsDuplicate,
    )
  )
    return {
      action: "replace",
      because: [{ code: "kind-changed", duplicate: wanted.storeReissueAsDuplicate === true }],
      warnings: [],
    };

  const asking: Reason[] = [
    ...(unknown.length > 0 ? [{ code: "unknown-input", inputs: unknown } as const] : []),
    ...(was.pending ? pendingDifferences(was, wanted) : changes(was, wanted)),
    ...askedDifferences(was, wanted),
  ];
  if (was.pending) {
    const { requestIds, phase } = was.pending;
    const instead = asking.length > 0;
    const pending: Reason = { code: "pending-request", requestIds, phase, instead };
    return {
      action: instead ? "reissue" : "resume",
      because: [...asking, pending],
      warnings: removalWarning(was, wanted),
    };
  }

  const drift = was.replacedBy ? elsewhere(was.replacedBy, was, wanted) : lost(was, wanted);
  const time =
    asking.length + drift.because.length > 0 || drift.taken ? { because: [], warnings: [] } : ageing(was, wanted, now);
  const because = [...asking, ...drift.because, ...time.because];
  const warnings = [
    ...(because.length > 0 ? removalWarning(was, wanted) : []),
    ...(because.length > 0 && was.refused
      ? [{ code: "rejected-before", sentence: was.refused.sentence } as const]
      : []),
    ...time.warnings,
    ...productWarnings(was.productNameId, wanted, now),
  ];
  if (because.length > 0) return { action: "reissue", because, warnings };
  if (drift.taken) return { action: "resume", because: [drift.taken], warnings };
  return { ...quiet(was, given, wanted, now), warnings };
};

/** What is due when the certificate itself is as wanted. */
const quiet = (
  was: CertificateState,
  given: Given<CertificateInputs>,
  wanted: CertificateInputs,
  now: Date,
): { action: Action; because: Reason[] } => {
  const due = dueForRetirement(was, wanted, now);
  if (due.length > 0) return { action: "retire", because: [{ code: "retire-due", certificates: due }] };
  const settings = inputsThat("remember").filter(
    (input) => isUnknown(given[input]) || !sameAsk(input, askDigest(input, was.asked[input]), wanted[input]),
  );
  return settings.length > 0
    ? { action: "remember", because: [{ code: "settings-changed", inputs: settings }] }
    : { action: "nothing", because: [] };
};

const inputNames = Object.keys(onChange) as (keyof CertificateInputs)[];
const inputsThat = (change: "replace" | "reissue" | "remember"): (keyof CertificateInputs)[] =>
  inputNames.filter((input) => onChange[input] === change);

const unknownInputs = (given: Given<CertificateInputs>, change: "replace" | "reissue"): (keyof CertificateInputs)[] =>
  inputsThat(change).filter((input) => isUnknown(given[input]));

/** The inputs without what is not known yet: an unknown is named by itself and has no opinion otherwise. */
const knownInputs = (given: Given<CertificateInputs>): CertificateInputs =>
  Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined && !isUnknown(value)),
  ) as CertificateInputs;

/** The names of the certificate as far as the user is concerned: what the CA added of itself does not count. */
const ownNames = (was: CertificateState, wish: Wish): string[] =>
  without(was.issuedNames, without(was.caNames, wish.names));

/** What differs between the certificate we keep and the one that is wanted. */
const changes = (was: CertificateState, wanted: CertificateInputs): Reason[] => {
  if (was.certificateId === undefined) return [{ code: "never-issued" }];
  const wish = wishOf(wanted, {
    commonName: was.issuedCommonName,
    names: was.issuedNames,
    caNames: was.caNames,
    product: was.productNameId,
  });
  return differences(wish, {
    key: was.publicKeySha256,
    keyType: was.keyType,
    commonName: was.issuedCommonName,
    names: ownNames(was, wish),
    hash: was.issuedHash,
  });
};

/** What differs between the issuance we wait for and the one that is wanted now. */
const pendingDifferences = (was: CertificateState, wanted: CertificateInputs): Reason[] => {
  const { pending, asked } = was;
  if (!pending) return [];
  const commonName = asked.commonName ?? was.issuedCommonName;
  const wish = wishOf(wanted, { commonName, names: pending.names, product: was.productNameId });
  return differences(wish, {
    key: pending.publicKeySha256,
    keyType: pending.keyType,
    commonName,
    names: pending.names,
    hash: asked.signatureHash ?? was.issuedHash,
  });
};

interface Has {
  readonly key: string | undefined;
  readonly keyType: string | undefined;
  readonly commonName: string | undefined;
  readonly names: readonly string[];
  readonly hash: string | undefined;
}

const differences = (wish: Wish, has: Has): Reason[] => {
  const reasons: Reason[] = [];
  const added = without(wish.names, has.names);
  const removed = without(has.names, wish.names);
  if (added.length > 0) reasons.push({ code: "names-added", names: added });
  if (removed.length > 0) reasons.push({ code: "names-removed", names: removed });
  if (wish.commonName !== undefined && has.commonName !== undefined && wish.commonName !== has.commonName)
    reasons.push({ code: "common-name-changed", from: has.commonName, to: wish.commonName });
  if (wish.key !== undefined && wish.key.fingerprint !== has.key) {
    const from = has.key === undefined ? {} : { from: shortKey({ name: has.keyType ?? "key", fingerprint: has.key }) };
    reasons.push({ code: "key-changed", ...from, to: shortKey(wish.key) });
  }
  if (wish.signatureHash !== undefined && has.hash !== undefined && wish.signatureHash !== has.hash)
    reasons.push({ code: "hash-changed", from: has.hash, to: wish.signatureHash });
  return reasons;
};

/** Compared above with the certificate itself. */
const SEEN_ON_CERTIFICATE: ReadonlySet<keyof CertificateInputs> = new Set([
  "csr",
  "commonName",
  "dnsNames",
  "signatureHash",
  "emails",
]);
const compareWithAsked = inputsThat("reissue").filter((input) => !SEEN_ON_CERTIFICATE.has(input));

/** What inputs asked for, by digest: what CertCentral may ignore, cap or never show is compared with it later. */
export const askedDigests = (inputs: CertificateInputs): AskedDigests =>
  Object.fromEntries(
    compareWithAsked.flatMap((input) => {
      const asked = askDigest(input, inputs[input]);
      return asked === undefined ? [] : [[input, asked]];
    }),
  );

/** What CertCentral may ignore, cap or never show is compared with what was last asked, never with what came back. */
const askedDifferences = (was: CertificateState, wanted: CertificateInputs): Reason[] => {
  const asked = was.askedBefore ?? askedDigests(was.asked);
  const ignored = new Set<string>(was.productNameId === undefined ? [] : ignoredInputs(wanted, was.productNameId));
  const changed = compareWithAsked.filter(
    (input) =>
      askDigest(input, wanted[input]) !== undefined &&
      !ignored.has(input) &&
      !sameAsk(input, asked[input], wanted[input]),
  );
  const fields = changed.filter((input) => input !== "triggers");
  return [
    ...(fields.length > 0 ? [{ code: "field-changed", inputs: fields } as const] : []),
    ...(changed.includes("triggers") ? [{ code: "trigger-changed" } as const] : []),
  ];
};

/** What the product makes of the inputs at the next request: said once per run, never a reason to do anything. */
export const productWarnings = (product: string | undefined, wanted: CertificateInputs, now: Date): Reason[] => {
  if (product === undefined) return [];
  const ignored = ignoredInputs(wanted, product);
  const faults = wanted.product === undefined ? productFaults(wanted, product) : [];
  const [asked, most] = [wanted.validityDays ?? 0, publicTlsMaxDays(now)];
  return [
    ...(ignored.length > 0 ? [{ code: "inputs-ignored", product, inputs: ignored } as const] : []),
    ...(familyOf(product) === "public-tls" && asked > most ? [{ code: "validity-cut", asked, most } as const] : []),
    ...(faults.length > 0
      ? [{ code: "product-refuses", sentences: faults.map((fault) => fault.sentence) } as const]
      : []),
  ];
};

interface Drift {
  readonly because: readonly Reason[];
  readonly taken?: Reason;
}

/** Our certificate is still the order's current one, but may be dead. */
const lost = (was: CertificateState, wanted: CertificateInputs): Drift => {
  if (was.status === "revoked") {
    const csr = wanted.csr === undefined ? undefined : readCsr(wanted.csr);
    const sameKey = csr === undefined || (csr.ok && csr.key.fingerprint === was.publicKeySha256);
    return { because: [{ code: "revoked-elsewhere", sameKey }] };
  }
  if (was.status === "expired" && was.notAfter !== undefined)
    return { because: [{ code: "expired", notAfter: was.notAfter }] };
  return { because: [] };
};

/** Somebody else's certificate is now the order's current one. */
const elsewhere = (now: ReplacedBy, was: CertificateState, wanted: CertificateInputs): Drift => {
  const id = now.certificateId === undefined ? {} : { certificateId: now.certificateId };
  const wish = wishOf(wanted, { commonName: now.commonName, names: now.names, product: was.productNameId });
  const names = without(now.names, without(was.caNames, wish.names));
  const because: Reason[] = [];
  const [added, removed] = [without(names, wish.names), without(wish.names, names)];
  if (!sameNames(names, wish.names)) because.push({ code: "names-changed-elsewhere", ...id, added, removed });
  if (wish.key !== undefined && wish.key.fingerprint !== now.publicKeySha256) {
    const key =
      now.publicKeySha256 === undefined
        ? {}
        : { key: shortKey({ name: now.keyType ?? "key", fingerprint: now.publicKeySha256 }) };
    because.push({ code: "key-changed-elsewhere", ...id, ...key });
  }
  if (wish.signatureHash !== undefined && now.signatureHash !== undefined && wish.signatureHash !== now.signatureHash)
    because.push({ code: "hash-changed-elsewhere", ...id, hash: now.signatureHash });
  return because.length > 0 ? { because } : { because, taken: { code: "matches-elsewhere", ...id } };
};

/** Early renewal. Decided from state, so that the preview shows it first. */
const ageing = (
  was: CertificateState,
  wanted: CertificateInputs,
  now: Date,
): { because: Reason[]; warnings: Reason[] } => {
  if (was.notBefore === undefined || was.notAfter === undefined || wanted.minDaysRemaining === 0)
    return { because: [], warnings: [] };
  const [notBefore, notAfter] = [new Date(was.notBefore), new Date(was.notAfter)];
  if (notAfter.getTime() <= now.getTime())
    return { because: [{ code: "expired", notAfter: was.notAfter }], warnings: [] };
  const minDays = wanted.minDaysRemaining ?? defaultMinDays(notBefore, notAfter);
  if (notAfter.getTime() - now.getTime() >= minDays * DAY) return { because: [], warnings: [] };
  const life = { notBefore, notAfter, orderValidTill: was.orderValidTill, productNameId: was.productNameId };
  if (wouldOutlive(life, wanted, now))
    return { because: [{ code: "expires-soon", daysLeft: daysLeft(notAfter, now), minDays }], warnings: [] };
  return { because: [], warnings: tooShort(was, was.notAfter, wanted, now) };
};

/** What keeps a new certificate from outliving the current one, where the user can do something about it. */
const tooShort = (was: CertificateState, notAfter: string, wanted: CertificateInputs, now: Date): Reason[] => {
  const needed = Date.parse(notAfter) + DAY;
  const { orderValidTill } = was;
  if (orderValidTill !== undefined && endOfDay(orderValidTill) < needed)
    return [{ code: "coverage-ends", orderId: was.asked.orderId, orderValidTill, notAfter }];
  const date = wanted.customExpirationDate === undefined ? undefined : dayOf(wanted.customExpirationDate);
  return date !== undefined && endOfDay(date) < needed
    ? [{ code: "asked-no-longer", daysLeft: daysLeft(new Date(notAfter), now), date }]
    : [];
};

/** The certificates of ours that the user wants revoked by now. */
export const dueForRetirement = (
  was: CertificateState,
  wanted: CertificateInputs,
  now: Date,
): readonly CertificateState["supersededCertificates"][number][] => {
  if (wanted.superseded?.action !== "revoke") return [];
  const grace = (wanted.superseded.afterHours ?? 0) * 3_600_000;
  return was.supersededCertificates.filter(
    (c) =>
      (c.notAfter === undefined || Date.parse(c.notAfter) > now.getTime()) &&
      Date.parse(c.supersededAt) + grace <= now.getTime(),
  );
};

/** DigiCert revokes every earlier certificate of an order when a reissue lacks one of its names: say so before. */
const removalWarning = (was: CertificateState, wanted: CertificateInputs): Reason[] => {
  const base = was.replacedBy ?? { commonName: was.issuedCommonName, names: was.issuedNames };
  const wish = wishOf(wanted, { commonName: base.commonName, names: base.names, product: was.productNameId });
  const live = without(base.names, without(was.caNames, wish.names));
  const removed = without(live, wish.names);
  // A duplicate replaces nothing, so nothing is revoked for it; and only TLS certificates are revoked for a name.
  if (removed.length === 0 || wanted.storeReissueAsDuplicate === true || !losesByRemoval(was.productNameId)) return [];
  const certificates = livingCertificates(was);
  return [{ code: "removal-revokes", names: removed, certificates, allowed: wanted.allowSanRemoval === true }];
};

const livingCertificates = (was: CertificateState): NamedCertificate[] => [
  ...(was.certificateId === undefined || was.status === "revoked" ? [] : [named(was)]),
  ...(was.replacedBy
    ? [{ ...named(was.replacedBy), ...(was.replacedBy.validTill ? { notAfter: was.replacedBy.validTill } : {}) }]
    : []),
  ...was.supersededCertificates.map(named),
];

const named = (c: NamedCertificate): NamedCertificate => ({
  ...(c.certificateId === undefined ? {} : { certificateId: c.certificateId }),
  ...(c.serialNumber === undefined ? {} : { serialNumber: c.serialNumber }),
  ...(c.notAfter === undefined ? {} : { notAfter: c.notAfter }),
});
