import { familyOf, takesCommonName, takesDnsNames } from "./product";

test.each([
  ["ssl_basic", "public-tls", true, true],
  ["ssl_ev_securesite_flex", "public-tls", true, true],
  ["wildcard_dv_rapidssl", "public-tls", true, true],
  ["cloud_dv_geotrust", "public-tls", true, true],
  ["private_ssl_plus", "private-tls", true, true],
  ["code_signing_ev", "code-signing", false, false],
  ["secure_email_sponsor", "secure-email", false, false],
  ["client_premium", "client", true, false],
  ["document_signing_org_1", "document-signing", false, false],
  ["vmc_basic", "vmc", false, true],
  ["something_new", "unknown", true, true],
])("%s is %s: a common name %p, DNS names %p", (product, family, commonName, dnsNames) => {
  expect(familyOf(product)).toBe(family);
  expect(takesCommonName(familyOf(product))).toBe(commonName);
  expect(takesDnsNames(familyOf(product))).toBe(dnsNames);
});
