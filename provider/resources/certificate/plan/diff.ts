import { present } from "../../../contract/present";
import type { CertificateSpec } from "../../../pki/certificate-spec";
import { type NamedKey, shortKey, toldKey } from "../../../pki/keys/public-key";
import { canonicalName, without } from "../../../pki/names/names";
import { desiredOf } from "../desired/desired";
import { askDigest, sameAsk } from "../desired/equality";
import { compareWithAsked, wasAskedWithHash } from "../desired/requested-inputs";
import type { CertificateInputs } from "../inputs";
import { ignoredInputs } from "../product/parameters";
import type { Reason } from "../reasons";
import type { CertificateState } from "../state";

/** The names of the certificate as far as the user is concerned: what the CA added of itself does not count. */
export const ownNames = (prior: CertificateState, desired: CertificateSpec): string[] =>
  without(prior.issuedNames, without(prior.caNames, desired.names));

/** What differs between the certificate we keep and the one that is wanted. */
export const changes = (prior: CertificateState, inputs: CertificateInputs): Reason[] => {
  if (prior.certificateId === undefined) return [{ code: "never-issued" }];
  const desired = desiredOf(inputs, {
    commonName: prior.issuedCommonName,
    names: prior.issuedNames,
    caNames: prior.caNames,
    product: prior.productNameId,
  });
  return differences(desired, {
    key: toldKey(prior),
    commonName: prior.issuedCommonName,
    names: ownNames(prior, desired),
    hash: prior.issuedSignatureHash,
    sameAsk: wasAskedWithHash(prior, desired.signatureHash),
  });
};

/** What differs between the issuance we wait for and the one that is wanted now. */
export const pendingDifferences = (prior: CertificateState, inputs: CertificateInputs): Reason[] => {
  const { pending, requestedInputs } = prior;
  if (!pending) return [];
  const commonName = pending.commonName ?? requestedInputs.commonName ?? prior.issuedCommonName;
  const desired = desiredOf(inputs, { commonName, names: pending.names, product: prior.productNameId });
  return differences(desired, {
    key: toldKey(pending),
    commonName,
    names: pending.names,
    hash: pending.signatureHash ?? requestedInputs.signatureHash ?? prior.issuedSignatureHash,
    sameAsk: false,
  });
};

interface Has {
  readonly key: NamedKey | undefined;
  readonly commonName: string | undefined;
  readonly names: readonly string[];
  readonly hash: string | undefined;
  /** It was asked for with the same hash: an issuer may sign with its own whatever was asked. */
  readonly sameAsk: boolean;
}

const differences = (desired: CertificateSpec, has: Has): Reason[] => {
  const reasons: Reason[] = [];
  const added = without(desired.names, has.names);
  const removed = without(has.names, desired.names);
  if (added.length > 0) reasons.push({ code: "names-added", names: added });
  if (removed.length > 0) reasons.push({ code: "names-removed", names: removed });
  const [wishedName, hasName] = [desired.commonName ?? "", has.commonName ?? ""];
  if (wishedName !== "" && hasName !== "" && canonicalName(wishedName) !== canonicalName(hasName))
    reasons.push({ code: "common-name-changed", from: hasName, to: wishedName });
  if (desired.key !== undefined && desired.key.publicKeySha256 !== has.key?.publicKeySha256) {
    const from = has.key && shortKey(has.key);
    reasons.push(present({ code: "key-changed", from, to: shortKey(desired.key) }));
  }
  if (
    desired.signatureHash !== undefined &&
    has.hash !== undefined &&
    desired.signatureHash !== has.hash &&
    !has.sameAsk
  )
    reasons.push({ code: "hash-changed", from: has.hash, to: desired.signatureHash });
  return reasons;
};

/** What an input that said nothing meant: the order's own value, where one is told. */
const ordersOwn = ({ provisioningMethod }: CertificateState, input: keyof CertificateInputs): string | undefined =>
  input === "csProvisioningMethod" && provisioningMethod !== undefined
    ? askDigest(input, provisioningMethod)
    : undefined;

/** What CertCentral may ignore, cap or never show is compared with what was last asked, never with what came back. */
export const askedDifferences = (prior: CertificateState, inputs: CertificateInputs): Reason[] => {
  const { askedBefore, requestedInputs, productNameId } = prior;
  const asked = (input: keyof CertificateInputs): string | undefined =>
    askedBefore === undefined ? askDigest(input, requestedInputs[input]) : askedBefore[input];
  const differing = compareWithAsked.filter(
    (input) =>
      askDigest(input, inputs[input]) !== undefined &&
      !sameAsk(input, asked(input) ?? ordersOwn(prior, input), inputs[input]),
  );
  const ignored = differing.length === 0 || productNameId === undefined ? [] : ignoredInputs(inputs, productNameId);
  const changed = differing.filter((input) => !ignored.some((other) => other === input));
  const fields = changed.filter((input) => input !== "triggers" && input !== "signatureHash");
  return [
    ...(fields.length > 0 ? [{ code: "field-changed", inputs: fields } as const] : []),
    ...(changed.includes("triggers") ? [{ code: "trigger-changed" } as const] : []),
  ];
};
