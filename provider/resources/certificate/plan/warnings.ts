import { without } from "../../../pki/names";
import { familyOf, losesByRemoval } from "../../order/product-family";
import { isNot } from "../decide/refusals";
import { wishOf } from "../desired/desired";
import type { CertificateInputs } from "../inputs";
import { ignoredInputs, productFaults } from "../product/parameters";
import { publicTlsMaxDays } from "../product/validity";
import type { NamedCertificate, Reason } from "../reasons";
import type { CertificateState } from "../state";

/** What the product makes of the inputs at the next request: said once per run, never a reason to do anything. */
export const productWarnings = (product: string | undefined, wanted: CertificateInputs, now: Date): Reason[] => {
  if (product === undefined) return [];
  const ignored = ignoredInputs(wanted, product);
  const refused =
    wanted.product === undefined
      ? productFaults(wanted, product).map((fault) => fault.sentence)
      : wanted.product === product
        ? []
        : isNot(wanted, product);
  const [asked, most] = [wanted.validityDays ?? 0, publicTlsMaxDays(now)];
  return [
    ...(ignored.length > 0 ? [{ code: "inputs-ignored", product, inputs: ignored } as const] : []),
    ...(familyOf(product) === "public-tls" && asked > most ? [{ code: "validity-cut", asked, most } as const] : []),
    ...(refused.length > 0 ? [{ code: "product-refuses", sentences: refused } as const] : []),
  ];
};

/** DigiCert revokes every earlier certificate of an order when a reissue lacks one of its names: say so before. */
export const removalWarning = (was: CertificateState, wanted: CertificateInputs): Reason[] => {
  const base = was.replacedBy ?? { commonName: was.issuedCommonName, names: was.issuedNames };
  const wish = wishOf(wanted, { commonName: base.commonName, names: base.names, product: was.productNameId });
  const live = without(base.names, without(was.caNames, wish.names));
  const removed = without(live, wish.names);
  // A duplicate replaces nothing, so nothing is revoked for it; and only TLS certificates are revoked for a name.
  if (removed.length === 0 || wanted.storeReissueAsDuplicate === true || !losesByRemoval(was.productNameId)) return [];
  const certificates = livingCertificates(was);
  return [{ code: "removal-revokes", names: removed, certificates, allowed: wanted.allowSanRemoval === true }];
};

/** Superseded certificates that the user wants gone, and an administrator does not. */
export const retirementsRejected = (was: CertificateState, wanted: CertificateInputs): Reason[] => {
  const sentences = was.supersededCertificates.flatMap(({ notRevoked }) => notRevoked ?? []);
  return sentences.length > 0 && wanted.superseded?.action === "revoke"
    ? [{ code: "retirement-rejected", sentences }]
    : [];
};

export const livingCertificates = (was: CertificateState): NamedCertificate[] => [
  ...(was.certificateId === undefined || was.status === "revoked" ? [] : [named(was)]),
  ...(was.replacedBy
    ? [{ ...named(was.replacedBy), ...(was.replacedBy.validTill ? { notAfter: was.replacedBy.validTill } : {}) }]
    : []),
  ...was.supersededCertificates.map(named),
  ...(was.earlierCertificates ?? []).map(named),
];

const named = (c: NamedCertificate): NamedCertificate => ({
  ...(c.certificateId === undefined ? {} : { certificateId: c.certificateId }),
  ...(c.serialNumber === undefined ? {} : { serialNumber: c.serialNumber }),
  ...(c.notAfter === undefined ? {} : { notAfter: c.notAfter }),
});
