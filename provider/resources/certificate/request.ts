import type { ReissueRequest } from "../../certcentral";
import type { OrderFacts } from "./facts";
import type { CertificateInputs } from "./inputs";
import { without } from "./names";
import { familyOf, takesCommonName, takesDnsNames } from "./product";
import type { Wish } from "./wish";

/**
 * The request for a certificate that is wished for on an order. Where the user has no opinion and the API demands a
 * value, the order's own is sent: its CSR, its names, its hash. Pure.
 */
export const reissueRequestOf = (inputs: CertificateInputs, wish: Wish, facts: OrderFacts): ReissueRequest => {
  const family = familyOf(facts.productNameId);
  const csr = inputs.csr ?? facts.csr;
  const others = without(wish.names, wish.commonName === undefined ? [] : [wish.commonName]);
  return compact({
    csr,
    commonName: takesCommonName(family) ? wish.commonName : undefined,
    dnsNames: takesDnsNames(family) && others.length > 0 ? others : undefined,
    emails: inputs.emails,
    userPrincipleName: inputs.userPrincipleName,
    commonNameIndicator: inputs.commonNameIndicator,
    individual: inputs.individual,
    usageDesignation: inputs.usageDesignation,
    isRsassaPss: inputs.isRsassaPss,
    serverPlatformId: inputs.serverPlatformId ?? facts.serverPlatformId,
    validityDays: inputs.validityDays,
    customExpirationDate: inputs.customExpirationDate,
    signatureHash: inputs.signatureHash ?? facts.primary?.signatureHash ?? "sha256",
    profileOption: inputs.profileOption,
    caCertId: inputs.caCertId,
    dcvMethod: inputs.dcvMethod,
    comments: inputs.comments,
    skipApproval: inputs.skipApproval,
    certificateDcvScope: inputs.certificateDcvScope,
    useAuthKey: inputs.useAuthKey,
    csProvisioningMethod: inputs.csProvisioningMethod,
    shipInfo: inputs.shipInfo,
    subject: inputs.subject,
    storeReissueAsDuplicate: inputs.storeReissueAsDuplicate,
  } satisfies { [Key in keyof ReissueRequest]-?: unknown }) as ReissueRequest;
};

/** Without the members that are `undefined`, at every depth. */
const compact = <Value>(value: Value): Value => {
  if (Array.isArray(value)) return value.map(compact) as Value;
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([key, member]) => [key, compact(member)])) as Value;
};
