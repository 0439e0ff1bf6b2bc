import type { Leaf } from "../../../pki/leaf";
import { familyOf } from "../../order/product-family";
import type { CertificateInputs } from "../inputs";
import { type ProvenSpec, SPEC_VERSION } from "./spec";

export interface Proof {
  readonly leaf: Leaf;
  readonly productNameId: string;
  /** What the certificate was asked for with; absent where it was only found. */
  readonly asked: Pick<CertificateInputs, "profileOption" | "caCertId"> | undefined;
  readonly now: Date;
}

/** What a certificate that has just been proven is. Pure. */
export const provenSpec = ({ leaf, productNameId, asked, now }: Proof): ProvenSpec => ({
  version: SPEC_VERSION,
  product: productNameId,
  keyType: leaf.keyType,
  signatureHash: leaf.signatureHash ?? null,
  profile: profileOf(leaf, productNameId) ?? asked?.profileOption ?? null,
  issuer: { name: leaf.issuer ?? null, caCertId: asked?.caCertId ?? null },
  notAfter: leaf.notAfter,
  provenAt: now.toISOString(),
});

const [SERVER_AUTH, CLIENT_AUTH] = ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"];

/** The two profiles that are nothing but extended key usages (https://dev.digicert.com, glossary: certificate profile options). */
const profileOf = ({ extendedKeyUsages }: Leaf, productNameId: string): string | undefined => {
  if (familyOf(productNameId) !== "public-tls") return undefined;
  const usages = [...extendedKeyUsages].sort().join();
  if (usages === SERVER_AUTH) return "server_auth_only_eku";
  return usages === [SERVER_AUTH, CLIENT_AUTH].join() ? "server_client_auth_eku" : undefined;
};
