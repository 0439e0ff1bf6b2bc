import { without } from "../../../pki/names/names";
import { familyOf, sanRemovalRevokes } from "../../order/product-family";
import { desiredOf } from "../desired/desired";
import type { CertificateInputs } from "../inputs";
import { productDoubts } from "../product/doubts";
import { ignoredInputs, isNot, productFaults } from "../product/parameters";
import { DAY, publicTlsMaxDays } from "../product/validity";
import { isForKeyAlone, type Reason } from "../reasons";
import type { CertificateState } from "../state";
import { livingCertificates } from "../transitions/superseded";

/** What the product makes of the inputs at the next request: said once per run, never a reason to do anything. */
export const productWarnings = (product: string | undefined, inputs: CertificateInputs, now: Date): Reason[] => {
  if (product === undefined) return [];
  const ignored = ignoredInputs(inputs, product);
  const refused =
    inputs.product === undefined
      ? productFaults(inputs, product).map((fault) => fault.sentence)
      : inputs.product === product
        ? []
        : isNot(inputs, product);
  // Where inputs say what the product is, check has said so.
  const doubts = inputs.product === undefined ? productDoubts(inputs, product) : [];
  const { validityDays: asked } = inputs;
  const most =
    asked === undefined || familyOf(product) !== "public-tls" ? Number.POSITIVE_INFINITY : publicTlsMaxDays(now);
  return [
    ...(ignored.length > 0 ? [{ code: "inputs-ignored", product, inputs: ignored } as const] : []),
    ...(asked !== undefined && asked > most ? [{ code: "validity-cut", asked, most } as const] : []),
    ...(doubts.length > 0 ? [{ code: "product-doubts", sentences: doubts } as const] : []),
    ...(refused.length > 0 ? [{ code: "product-refuses", sentences: refused } as const] : []),
  ];
};

/** DigiCert revokes every earlier certificate of an order when a reissue lacks one of its names: say so before. */
export const removalWarning = (prior: CertificateState, inputs: CertificateInputs): Reason[] => {
  const base = prior.replacedBy ?? { commonName: prior.issuedCommonName, names: prior.issuedNames };
  const desired = desiredOf(inputs, { commonName: base.commonName, names: base.names, product: prior.productNameId });
  const live = without(base.names, without(prior.caNames, desired.names));
  const removed = without(live, desired.names);
  // A duplicate replaces nothing, so nothing is revoked for it; and only TLS certificates are revoked for a name.
  if (removed.length === 0 || inputs.storeReissueAsDuplicate === true || !sanRemovalRevokes(prior.productNameId))
    return [];
  const certificates = livingCertificates(prior);
  return [{ code: "removal-revokes", names: removed, certificates, allowed: inputs.allowSanRemoval === true }];
};

/** A program that makes a key at each run reissues at each run. */
export const keyAgainWarning = ({ keyChangedAt }: CertificateState, reasons: readonly Reason[], now: Date): Reason[] =>
  keyChangedAt !== undefined && now.getTime() - Date.parse(keyChangedAt) < DAY && isForKeyAlone(reasons)
    ? [{ code: "key-changed-again" }]
    : [];

/** Superseded certificates that the user wants gone, and an administrator does not. */
export const retirementsRejected = (prior: CertificateState, inputs: CertificateInputs): Reason[] => {
  const sentences = prior.supersededCertificates.flatMap(({ notRevoked }) => notRevoked ?? []);
  return sentences.length > 0 && inputs.superseded?.action === "revoke"
    ? [{ code: "retirement-rejected", sentences }]
    : [];
};
