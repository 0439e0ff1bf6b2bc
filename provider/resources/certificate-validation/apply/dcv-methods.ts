import type { CertificateInputs } from "../../certificate/inputs";

/** Who finds a proof: a look of DigiCert's that we can ask for (`check-dcv`), or somebody who has to act first. */
export type Way = { readonly by: "check" } | { readonly by: "person"; readonly todo: string };

/** What a validation does with each method. The compiler counts them. */
const WAYS: Readonly<Record<NonNullable<CertificateInputs["dcvMethod"]>, Way>> = {
  "dns-txt-token": { by: "check" },
  "dns-cname-token": { by: "check" },
  "http-token": { by: "check" },
  // The API tells a unique file name for a domain, never for an order, and documents no check for it: DigiCert looks by itself.
  "http-token-dynamic": {
    by: "person",
    todo: 'publish the file that CertCentral shows for each name: only its pages tell the unique file names of an order (dcvMethod: "http-token" needs none)',
  },
  // `check-dcv` would be refused: invalid_dns_method.
  email: { by: "person", todo: "follow the link in the mail that DigiCert sent to the domain's contacts" },
};

/** A method that is not known here is looked for: CertCentral's refusal is no harm. */
export const wayOf = (method: string | undefined): Way =>
  Object.entries(WAYS).find(([known]) => known === method)?.[1] ?? { by: "check" };
