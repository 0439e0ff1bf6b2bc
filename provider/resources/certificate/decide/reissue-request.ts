import type { ReissueRequest } from "../../../certcentral";
import type { CertificateSpec } from "../../../pki/certificate-spec";
import { without } from "../../../pki/names/names";
import type { ObservedOrder } from "../../order/observed-order";
import { familyOf } from "../../order/product-family";
import type { CertificateInputs } from "../inputs";
import { accepts } from "../product/parameters";

/**
 * The request for a certificate that is wished for on an order. Where the user has no opinion and the API demands a
 * value, the order's own is sent: its CSR, its names, its hash. Pure.
 */
export const reissueRequestOf = (
  inputs: CertificateInputs,
  desired: CertificateSpec,
  observed: ObservedOrder,
): ReissueRequest => {
  const family = familyOf(observed.productNameId);
  const csr = csrSent(inputs, observed);
  // The common name need not be repeated, but only where it is sent.
  const said = <Name extends keyof ReissueRequest>(name: Name, value: ReissueRequest[Name] | undefined) =>
    accepts(family, name) ? value : undefined;
  const commonName = said("commonName", desired.commonName ?? inputs.commonName ?? observed.primary?.commonName);
  const others = without(desired.names, commonName === undefined ? [] : [commonName]);
  return compact({
    csr,
    commonName,
    dnsNames: said("dnsNames", filled(others)),
    emails: said("emails", filled(inputs.emails) ?? filled(observed.emails)),
    userPrincipleName: said("userPrincipleName", inputs.userPrincipleName as ReissueRequest["userPrincipleName"]),
    commonNameIndicator: said(
      "commonNameIndicator",
      inputs.commonNameIndicator as ReissueRequest["commonNameIndicator"],
    ),
    individual: said("individual", inputs.individual as ReissueRequest["individual"]),
    usageDesignation: said("usageDesignation", inputs.usageDesignation as ReissueRequest["usageDesignation"]),
    isRsassaPss: inputs.isRsassaPss,
    serverPlatformId: inputs.serverPlatformId ?? observed.serverPlatformId,
    validityDays: inputs.validityDays,
    customExpirationDate: inputs.customExpirationDate,
    signatureHash: inputs.signatureHash ?? observed.primary?.signatureHash ?? "sha256",
    profileOption: inputs.profileOption,
    caCertId: inputs.caCertId,
    dcvMethod: said("dcvMethod", inputs.dcvMethod as ReissueRequest["dcvMethod"]),
    comments: inputs.comments,
    skipApproval: inputs.skipApproval,
    certificateDcvScope: said(
      "certificateDcvScope",
      inputs.certificateDcvScope as ReissueRequest["certificateDcvScope"],
    ),
    useAuthKey: said("useAuthKey", inputs.useAuthKey as ReissueRequest["useAuthKey"]),
    csProvisioningMethod: said(
      "csProvisioningMethod",
      inputs.csProvisioningMethod as ReissueRequest["csProvisioningMethod"],
    ),
    shipInfo: said("shipInfo", inputs.shipInfo as ReissueRequest["shipInfo"]),
    subject: said("subject", inputs.subject as ReissueRequest["subject"]),
    storeReissueAsDuplicate: said(
      "storeReissueAsDuplicate",
      inputs.storeReissueAsDuplicate as ReissueRequest["storeReissueAsDuplicate"],
    ),
  } satisfies { [Key in keyof ReissueRequest]-?: unknown }) as ReissueRequest;
};

/** An empty list says nothing. */
const filled = (texts: readonly string[] | undefined): readonly string[] | undefined =>
  texts !== undefined && texts.length > 0 ? texts : undefined;

/** Where the key of a code signing certificate is made on a token: there is no CSR, and the next key is another one. */
const ON_TOKEN: ReadonlySet<string> = new Set(["ship_token", "client_app"]);

/** The CSR that a request carries: the user's, else the order's own, where the new certificate is to have its key. */
const csrSent = (inputs: CertificateInputs, { csr, productNameId, csProvisioningMethod }: ObservedOrder) => {
  const method = inputs.csProvisioningMethod ?? csProvisioningMethod ?? "";
  const onToken = familyOf(productNameId) === "code-signing" && ON_TOKEN.has(method);
  return inputs.csr ?? (onToken ? undefined : csr);
};

/** The wish as it is sent: without opinion about the key it is one for the order's own key, unless the key is yet to be made. */
export const desiredAsSent = (
  inputs: CertificateInputs,
  desired: CertificateSpec,
  observed: ObservedOrder,
): CertificateSpec => {
  const key = observed.primary?.key;
  return desired.key === undefined && key !== undefined && csrSent(inputs, observed) !== undefined
    ? { ...desired, key }
    : desired;
};

/** Without the members that are `undefined`, at every depth. */
const compact = <Value>(value: Value): Value => {
  if (Array.isArray(value)) return value.map(compact) as Value;
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([key, member]) => [key, compact(member)])) as Value;
};
