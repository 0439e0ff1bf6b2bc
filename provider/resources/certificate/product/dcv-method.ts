import { isIP } from "../../../pki/names/ip";
import { isDomainValidated } from "../../order/product-family";
import type { CertificateInputs } from "../inputs";

type Inputs = Readonly<Partial<CertificateInputs>>;

const FILES: ReadonlySet<string> = new Set(["http-token", "http-token-dynamic"]);

/**
 * Why DigiCert cannot validate a DV certificate's names by the method that is asked for: every name of a DV order is
 * proven by one method. With OV and EV a domain's own method may be another one. Pure.
 * @see https://dev.digicert.com/en/certcentral-apis/services-api/domains/ov-ev-ssl--generate-dcv-token.html
 */
export const dcvMethodFaults = (inputs: Inputs, product: string, unknown: ReadonlySet<string>): string[] => {
  const { dcvMethod, commonName, dnsNames } = inputs;
  if (dcvMethod === undefined || !isDomainValidated(product) || unknown.has("dcvMethod")) return [];
  if (dcvMethod === "http-token-dynamic")
    return ['dcvMethod: "http-token-dynamic" is for OV and EV; a DV certificate takes "http-token"'];
  const names = [
    ...(unknown.has("commonName") ? [] : [commonName ?? ""]),
    ...(unknown.has("dnsNames") ? [] : (dnsNames ?? [])),
  ];
  const wildcard = names.find((name) => name.startsWith("*."));
  const address = names.find((name) => isIP(name) !== 0);
  return [
    ...(wildcard !== undefined && FILES.has(dcvMethod)
      ? [
          `dcvMethod: the wildcard ${wildcard} cannot be proven by ${dcvMethod}; take "dns-txt-token", "dns-cname-token" or "email"`,
        ]
      : []),
    ...(address !== undefined && !FILES.has(dcvMethod)
      ? [`dcvMethod: the IP address ${address} can be proven by "http-token" only`]
      : []),
  ];
};
