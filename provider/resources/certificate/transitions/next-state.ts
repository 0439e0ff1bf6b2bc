import type { Leaf } from "../../../pki/leaf";
import { without } from "../../../pki/names";
import type { CertificateFacts, OrderFacts } from "../../order/observed-order";
import { allOf, cameOf, idsIn, isLive } from "../../order/observed-order";
import { type Wish, wishOf } from "../desired/desired";
import { type CertificateInputs, inputsThat } from "../inputs";
import { askedDigests } from "../plan/diff";
import type { CertificateState, Pending } from "../state";
import { issuanceKey, issuanceOf } from "./issuance-key";
import { earlierCertificates, earlierThan, foundOn, supersededBy } from "./superseded";

/*
 * The states a certificate goes through, each built from the one before. Pure.
 */

/** What the user asked for has been sent, or may have been. The previous certificate stays in the outputs: it is still alive. */
export const pendingState = (
  inputs: CertificateInputs,
  wish: Wish,
  facts: OrderFacts,
  was: CertificateState | undefined,
  pending: Pick<Pending, "phase" | "since" | "requestIds" | "certificateId" | "foreign" | "signatureHash">,
): CertificateState => {
  const before = was?.pending ? was.pending.before : was && (was.askedBefore ?? askedDigests(was.asked));
  const statusBefore = was?.pending ? was.pending.statusBefore : was?.status;
  const issuanceKeyBefore = was?.pending ? was.pending.issuanceKeyBefore : was?.issuanceKey;
  const count = (was?.reissueCount ?? 0) + (pending.foreign ? 0 : 1);
  return {
    ...(was === undefined ? blank(facts) : settled(was)),
    ...earlierCertificates(foundOn(facts, was, new Date(pending.since))),
    asked: inputs,
    status: "pending",
    reissueCount: count,
    issuanceKey: issuanceKey({ inputs, wish, count }, issuanceOf(inputs, wish, facts, pending)),
    knownCertificateIds: was?.pending ? was.knownCertificateIds : idsIn(facts),
    ...(facts.orderValidTill === undefined ? {} : { orderValidTill: facts.orderValidTill }),
    pending: {
      ...pending,
      names: wish.names,
      ...(wish.commonName === undefined ? {} : { commonName: wish.commonName }),
      ...(wish.key === undefined ? {} : { publicKeySha256: wish.key.fingerprint, keyType: wish.key.name }),
      ...(before === undefined ? {} : { before }),
      ...(statusBefore === undefined ? {} : { statusBefore }),
      ...(issuanceKeyBefore === undefined ? {} : { issuanceKeyBefore }),
    },
  };
};

/** Without what a new request makes obsolete. */
const settled = ({
  askedBefore: _,
  refused: __,
  replacedBy: ___,
  dcvRandomValue: ____,
  dcvRecords: _____,
  ...rest
}: CertificateState): CertificateState => rest;

const blank = (facts: OrderFacts): Omit<CertificateState, "asked" | "status" | "issuanceKey"> => ({
  version: 1,
  issuedNames: [],
  caNames: [],
  origin: "adopted",
  productNameId: facts.productNameId,
  knownCertificateIds: [],
  reissueCount: 0,
  supersededCertificates: [],
});

export interface Issued {
  readonly inputs: CertificateInputs;
  readonly wish: Wish;
  readonly facts: OrderFacts;
  readonly certificate: CertificateFacts;
  readonly leaf: Leaf;
  readonly was: CertificateState | undefined;
  readonly ours: boolean;
  /** What the issuance was asked for with, where that was in an earlier run. */
  readonly sent?: CertificateInputs;
  readonly now: Date;
}

/** The wanted certificate is there and proven. */
export const issuedState = (issued: Issued): CertificateState => {
  const { inputs, wish, facts, certificate, leaf, was, ours, now } = issued;
  const sent = issued.sent === undefined ? undefined : { asked: issued.sent };
  const { certificateId } = certificate;
  const same = was?.certificateId !== undefined && was.certificateId === certificateId;
  const earlier = same
    ? (was.earlierCertificates ?? [])
    : was === undefined
      ? foundOn(facts, undefined, now)
      : earlierThan(was, now);
  const ledger = same ? was.supersededCertificates : supersededBy(was, now);
  // Asked for by us, overtaken by another wish, and now wanted again.
  const again = ledger.some((superseded) => superseded.certificateId === certificateId);
  const count = was?.reissueCount ?? 0;
  return {
    version: 1,
    ...(same || sent !== undefined ? stillAsked(sent ?? was ?? { asked: inputs }, inputs) : { asked: inputs }),
    status: "issued",
    ...(certificateId === undefined ? {} : { certificateId }),
    serialNumber: leaf.serialNumber,
    certificatePem: leaf.certificatePem,
    chainPem: leaf.chainPem,
    notBefore: leaf.notBefore,
    notAfter: leaf.notAfter,
    ...(leaf.commonName === undefined ? {} : { issuedCommonName: leaf.commonName }),
    issuedNames: leaf.names,
    caNames: without(leaf.names, wish.names),
    publicKeySha256: leaf.publicKeySha256,
    keyType: leaf.keyType,
    ...(leaf.signatureHash === undefined ? {} : { issuedHash: leaf.signatureHash }),
    origin: same ? was.origin : ours || again ? "issued" : "adopted",
    productNameId: facts.productNameId,
    ...(facts.csProvisioningMethod === undefined ? {} : { provisioningMethod: facts.csProvisioningMethod }),
    ...(facts.orderValidTill === undefined ? {} : { orderValidTill: facts.orderValidTill }),
    knownCertificateIds: idsIn(facts),
    reissueCount: count,
    // What was awaited keeps its key, unless it is another certificate than the one that was announced.
    issuanceKey:
      same || (was?.pending && isAwaited(was.pending, certificateId, ours))
        ? was.issuanceKey
        : issuanceKey(
            { inputs, wish, count, taken: was === undefined ? undefined : certificateId },
            issuanceOf(inputs, wish, facts, {
              ...(certificateId === undefined ? {} : { certificateId }),
              requestIds: [],
            }),
          ),
    ...(was?.dcvRandomValue === undefined ? {} : { dcvRandomValue: was.dcvRandomValue }),
    ...(was?.dcvRecords === undefined ? {} : { dcvRecords: was.dcvRecords }),
    supersededCertificates: ledger.filter((superseded) => superseded.certificateId !== certificateId),
    ...earlierCertificates(earlier.filter((found) => found.certificateId !== certificateId)),
  };
};

/** Whether a certificate is the one that was announced: somebody else's may have come between, just as wanted. */
const isAwaited = ({ certificateId, foreign }: Pending, taken: number | undefined, ours: boolean): boolean =>
  certificateId === undefined ? ours || foreign === true : certificateId === taken;

/**
 * What we had asked for was issued while something else came to be wanted: it is ours, it is alive, and it must not be
 * forgotten. It goes into the ledger, and is no news any more.
 */
export const withIssued = (
  was: CertificateState | undefined,
  facts: OrderFacts,
  now: Date,
  self: number | undefined,
): CertificateState | undefined => {
  const { pending, knownCertificateIds: known, supersededCertificates: ledger } = was ?? {};
  if (was === undefined || pending === undefined || known === undefined || ledger === undefined) return was;
  const granted = allOf(facts).filter((c) => isLive(c, now) && cameOf(pending, c, known, self));
  const [issued] = granted;
  // Of two that could be it, neither is proven to be.
  if (issued?.certificateId === undefined || granted.length > 1) return was;
  const { certificateId, serialNumber, validTill } = issued;
  return {
    ...was,
    knownCertificateIds: [...known, certificateId],
    supersededCertificates: [
      ...ledger.filter((superseded) => superseded.certificateId !== certificateId),
      {
        certificateId,
        ...(serialNumber === undefined ? {} : { serialNumber }),
        ...(validTill === undefined ? {} : { notAfter: validTill }),
        supersededAt: now.toISOString(),
      },
    ],
  };
};

/** What is being waited for. Where the inputs have no opinion, what was sent for them counts. */
export const pendingWish = ({ asked, pending }: CertificateState, facts: OrderFacts): Wish => {
  const product = facts.productNameId;
  const wish = wishOf(asked, { commonName: facts.primary?.commonName, names: pending?.names ?? [], product });
  return wish.key === undefined && pending?.publicKeySha256 !== undefined
    ? { ...wish, key: { fingerprint: pending.publicKeySha256, name: pending.keyType ?? "key" } }
    : wish;
};

/**
 * What counts as asked from now on. An input that says nothing any more does not take back what was asked for, but its value
 * is not kept either, only a digest: it may have been a secret, and is marked as one no longer.
 */
export const stillAsked = (
  was: Pick<CertificateState, "asked" | "askedBefore">,
  wanted: CertificateInputs,
): Pick<CertificateState, "asked" | "askedBefore"> => {
  const said = askedDigests(wanted);
  const all = { ...(was.askedBefore ?? askedDigests(was.asked)), ...said };
  return Object.keys(all).length === Object.keys(said).length ? { asked: wanted } : { asked: wanted, askedBefore: all };
};

/** As if what is pending had never been asked for. */
export const withoutPending = (was: CertificateState): CertificateState => {
  const { pending, dcvRandomValue: _, dcvRecords: __, ...rest } = was;
  if (pending === undefined) return was;
  return {
    ...rest,
    status: was.certificateId === undefined ? "none" : (pending.statusBefore ?? "issued"),
    ...(pending.before === undefined ? {} : { askedBefore: pending.before }),
    ...(pending.issuanceKeyBefore === undefined ? {} : { issuanceKey: pending.issuanceKeyBefore }),
  };
};

/** What delete needs to know counts as soon as it is said, whatever becomes of the rest. */
export const withSettings = (asked: CertificateInputs, wanted: CertificateInputs): CertificateInputs => {
  const settings = inputsThat("remember");
  const rest = Object.entries(asked).filter(([input]) => !settings.some((setting) => setting === input));
  const said = settings.filter((input) => wanted[input] !== undefined).map((input) => [input, wanted[input]]);
  return { ...Object.fromEntries(rest), ...Object.fromEntries(said) } as CertificateInputs;
};
