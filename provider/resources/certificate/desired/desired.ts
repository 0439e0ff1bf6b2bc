import { present } from "../../../contract/present";
import type { CertificateSpec } from "../../../pki/certificate-spec";
import { readCsr } from "../../../pki/csr";
import { canonicalName, nameSet } from "../../../pki/names/names";
import { commonNameIsName, familyOf, namesOfFamily, type ProductFamily } from "../../order/product-family";
import type { CertificateInputs } from "../inputs";

/** The facts about a certificate that a wish is held against, and that it borrows where the user has no opinion. */
export interface LiveNames {
  readonly commonName?: string | undefined;
  readonly names: readonly string[];
  /** Of `names`, what the CA added of itself. */
  readonly caNames?: readonly string[];
  /** What the order sells. Unknown products are taken for TLS. */
  readonly product?: string | undefined;
}

type NameInputs = Pick<CertificateInputs, "commonName" | "dnsNames" | "emails">;

/** `[]` says as little as nothing at all. */
const opinion = (names: readonly string[] | undefined): readonly string[] | undefined =>
  names !== undefined && names.length > 0 ? names : undefined;

/**
 * The names that are wanted. CertCentral takes `dns_names` as the complete list and a missing one as a removal
 * (https://docs.digicert.com/manage-certificates/reissue-ssltls-certificate/), so where the user has no opinion the
 * certificate's own names are wanted, never none.
 */
export const wantedNames = (inputs: NameInputs, live: LiveNames): { commonName?: string; names: string[] } => {
  const family = familyOf(live.product);
  switch (namesOfFamily(family)) {
    case "none":
      return { names: [] };
    case "mailboxes":
      return { ...personName(family, inputs), names: nameSet(opinion(inputs.emails) ?? live.names) };
    case "hosts":
      return commonNameIsName(family)
        ? hostNames(inputs, live)
        : { names: nameSet(opinion(inputs.dnsNames) ?? live.names) };
  }
};

/** A client certificate is called after a person: that is no host name, and has one spelling. */
const personName = (family: ProductFamily, { commonName }: NameInputs): { commonName?: string } =>
  family === "client" && commonName !== undefined && commonName !== "" ? { commonName } : {};

const hostNames = (inputs: NameInputs, live: LiveNames): { commonName?: string; names: string[] } => {
  const commonName = inputs.commonName === undefined ? live.commonName : canonicalName(inputs.commonName);
  const names = nameSet([commonName, ...(opinion(inputs.dnsNames) ?? live.names)]);
  return commonName === undefined ? { names } : { commonName: canonicalName(commonName), names };
};

/** The names that inputs alone speak of, or `undefined` where they leave the list to the order. */
export const namesSaid = (inputs: NameInputs): string[] | undefined =>
  opinion(inputs.dnsNames) === undefined ? undefined : nameSet([inputs.commonName, ...(inputs.dnsNames ?? [])]);

/** What the inputs want of a certificate of this order. Pure; a CSR that cannot be read counts as no opinion (check refuses it). */
export const desiredOf = (inputs: CertificateInputs, live: LiveNames): CertificateSpec => {
  const csr = inputs.csr === undefined ? undefined : readCsr(inputs.csr);
  return {
    ...wantedNames(inputs, live),
    ...(csr?.ok ? { key: csr.key } : {}),
    ...present({ signatureHash: inputs.signatureHash }),
  };
};
