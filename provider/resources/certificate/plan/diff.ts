import { canonicalName, without } from "../../../pki/names";
import { shortKey } from "../../../pki/public-key";
import { type Wish, wishOf } from "../desired/desired";
import { askDigest, sameAsk } from "../desired/equality";
import { type CertificateInputs, inputsThat } from "../inputs";
import { ignoredInputs } from "../product/parameters";
import type { Reason } from "../reasons";
import type { AskedDigests, CertificateState } from "../state";

/** The names of the certificate as far as the user is concerned: what the CA added of itself does not count. */
export const ownNames = (was: CertificateState, wish: Wish): string[] =>
  without(was.issuedNames, without(was.caNames, wish.names));

/** What differs between the certificate we keep and the one that is wanted. */
export const changes = (was: CertificateState, wanted: CertificateInputs): Reason[] => {
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
    sameAsk: wasAskedWithHash(was, wish.signatureHash),
  });
};

/** What differs between the issuance we wait for and the one that is wanted now. */
export const pendingDifferences = (was: CertificateState, wanted: CertificateInputs): Reason[] => {
  const { pending, asked } = was;
  if (!pending) return [];
  const commonName = pending.commonName ?? asked.commonName ?? was.issuedCommonName;
  const wish = wishOf(wanted, { commonName, names: pending.names, product: was.productNameId });
  return differences(wish, {
    key: pending.publicKeySha256,
    keyType: pending.keyType,
    commonName,
    names: pending.names,
    hash: pending.signatureHash ?? asked.signatureHash ?? was.issuedHash,
    sameAsk: false,
  });
};

interface Has {
  readonly key: string | undefined;
  readonly keyType: string | undefined;
  readonly commonName: string | undefined;
  readonly names: readonly string[];
  readonly hash: string | undefined;
  /** It was asked for with the same hash: an issuer may sign with its own whatever was asked. */
  readonly sameAsk: boolean;
}

const differences = (wish: Wish, has: Has): Reason[] => {
  const reasons: Reason[] = [];
  const added = without(wish.names, has.names);
  const removed = without(has.names, wish.names);
  if (added.length > 0) reasons.push({ code: "names-added", names: added });
  if (removed.length > 0) reasons.push({ code: "names-removed", names: removed });
  const [wishedName, hasName] = [wish.commonName ?? "", has.commonName ?? ""];
  if (wishedName !== "" && hasName !== "" && canonicalName(wishedName) !== canonicalName(hasName))
    reasons.push({ code: "common-name-changed", from: hasName, to: wishedName });
  if (wish.key !== undefined && wish.key.fingerprint !== has.key) {
    const from = has.key === undefined ? {} : { from: shortKey({ name: has.keyType ?? "key", fingerprint: has.key }) };
    reasons.push({ code: "key-changed", ...from, to: shortKey(wish.key) });
  }
  if (wish.signatureHash !== undefined && has.hash !== undefined && wish.signatureHash !== has.hash && !has.sameAsk)
    reasons.push({ code: "hash-changed", from: has.hash, to: wish.signatureHash });
  return reasons;
};

/** Compared above with the certificate itself. */
const SEEN_ON_CERTIFICATE: ReadonlySet<keyof CertificateInputs> = new Set(["csr", "commonName", "dnsNames", "emails"]);

const compareWithAsked = inputsThat("reissue").filter((input) => !SEEN_ON_CERTIFICATE.has(input));

/** What the certificate we keep was asked for with. */
const askedFor = (was: CertificateState): AskedDigests =>
  was.pending !== undefined ? (was.pending.before ?? {}) : (was.askedBefore ?? askedDigests(was.asked));

/** Whether the certificate we keep was asked for with this hash, whatever its issuer signed with. */
export const wasAskedWithHash = (was: CertificateState, hash: string | undefined): boolean =>
  hash !== undefined && askDigest("signatureHash", hash) === askedFor(was).signatureHash;

/** What inputs asked for, by digest: what CertCentral may ignore, cap or never show is compared with it later. */
export const askedDigests = (inputs: CertificateInputs): AskedDigests =>
  Object.fromEntries(
    compareWithAsked.flatMap((input) => {
      const asked = askDigest(input, inputs[input]);
      return asked === undefined ? [] : [[input, asked]];
    }),
  );

/** What an input that said nothing meant: the order's own value, where one is told. */
const ordersOwn = ({ provisioningMethod }: CertificateState, input: keyof CertificateInputs): string | undefined =>
  input === "csProvisioningMethod" && provisioningMethod !== undefined
    ? askDigest(input, provisioningMethod)
    : undefined;

/** What CertCentral may ignore, cap or never show is compared with what was last asked, never with what came back. */
export const askedDifferences = (was: CertificateState, wanted: CertificateInputs): Reason[] => {
  const asked = was.askedBefore ?? askedDigests(was.asked);
  const ignored = new Set<string>(was.productNameId === undefined ? [] : ignoredInputs(wanted, was.productNameId));
  const changed = compareWithAsked.filter(
    (input) =>
      askDigest(input, wanted[input]) !== undefined &&
      !ignored.has(input) &&
      !sameAsk(input, asked[input] ?? ordersOwn(was, input), wanted[input]),
  );
  const fields = changed.filter((input) => input !== "triggers" && input !== "signatureHash");
  return [
    ...(fields.length > 0 ? [{ code: "field-changed", inputs: fields } as const] : []),
    ...(changed.includes("triggers") ? [{ code: "trigger-changed" } as const] : []),
  ];
};
