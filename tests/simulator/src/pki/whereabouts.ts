import * as x509 from "./x509";

/** Where an issuer's lists and its certificate are said to be: hosts that are nowhere (RFC 6761 §6.4), of the length of DigiCert's. */
export const whereabouts = (issuer: { readonly commonName: string }): readonly x509.Extension[] => {
  const file = issuer.commonName.replaceAll(/[^\w]/g, "");
  return [
    new x509.CRLDistributionPointsExtension([3, 4].map((n) => `http://crl${n}.certcentral.invalid/${file}-1.crl`)),
    new x509.AuthorityInfoAccessExtension({
      ocsp: "http://ocsp.certcentral.invalid",
      caIssuers: `http://cacerts.certcentral.invalid/${file}-1.crt`,
    }),
  ];
};
