import type { Issuer } from "./authority";
import { whereabouts } from "./whereabouts";
import * as x509 from "./x509";

export type Usage = "server" | "server-and-client" | "code-signing" | "email" | "client";

const EKU: Record<Usage, string[]> = {
  server: [x509.ExtendedKeyUsage.serverAuth],
  "server-and-client": [x509.ExtendedKeyUsage.serverAuth, x509.ExtendedKeyUsage.clientAuth],
  "code-signing": [x509.ExtendedKeyUsage.codeSigning],
  email: [x509.ExtendedKeyUsage.emailProtection],
  client: [x509.ExtendedKeyUsage.clientAuth, x509.ExtendedKeyUsage.emailProtection],
};

/** CA/Browser Forum's policies of TLS certificates, which ours bears whatever its product. */
export const VALIDATED = {
  domain: new x509.CertificatePolicyExtension(["2.23.140.1.2.1"]),
  organization: new x509.CertificatePolicyExtension(["2.23.140.1.2.2"]),
} as const;

const KEY_USAGE = new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true);
const NO_CA = new x509.BasicConstraintsExtension(false, undefined, true);

const made = new WeakMap<Issuer, Map<Usage, readonly x509.Extension[]>>();

/** The extensions that all leaves of one issuer and usage share, made once. */
export const sharedExtensions = (issuer: Issuer, usage: Usage): readonly x509.Extension[] => {
  const ofIssuer = made.get(issuer) ?? new Map<Usage, readonly x509.Extension[]>();
  made.set(issuer, ofIssuer);
  const shared = ofIssuer.get(usage) ?? [
    new x509.AuthorityKeyIdentifierExtension(issuer.keyId),
    KEY_USAGE,
    new x509.ExtendedKeyUsageExtension(EKU[usage]),
    NO_CA,
    ...whereabouts(issuer),
  ];
  ofIssuer.set(usage, shared);
  return shared;
};
